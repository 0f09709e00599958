internal import NIOCore

extension EventLoopLane {
  /// Lets the calls in flight end and closes every connection; at once after `grace`, when asynchronous handlers are
  /// cancelled as well. Returns when no connection is left and every such handler has returned, or when
  /// ``Limits/cancelledHandlerGrace`` is over too, with the number of handlers that run on.
  func drain(grace: TimeAmount) async -> Int {
    let drained = eventLoop.makePromise(of: Int.self)
    eventLoop.execute {
      self.drain(then: drained)
      let cutOff = self.eventLoop.scheduleTask(in: grace) {
        self.closeAll()
        let giveUp = self.eventLoop.scheduleTask(in: self.limits.cancelledHandlerGrace) { self.stopWaitingForTasks() }
        drained.futureResult.whenComplete { _ in giveUp.cancel() }
      }
      drained.futureResult.whenComplete { _ in cutOff.cancel() }
    }
    // The promise is only ever fulfilled.
    return (try? await drained.futureResult.get()) ?? 0
  }
}
