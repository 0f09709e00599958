internal import NIOCore

/// The HTTP connections of one event loop.
final class ConnectionLane: @unchecked Sendable {
  // Everything that is not constant here is touched on `eventLoop` alone.

  let eventLoop: any EventLoop
  let limits: WebLimits
  let metrics: WebMetrics
  /// Where pixels are noted that do not reach their route.
  let pixelRefusals: PixelRefusals

  private var connections: [ObjectIdentifier: HTTPConnection] = [:]
  private var runningHandlers = 0
  private var inspection: RepeatedTask?
  private var drained: EventLoopPromise<Int>?
  private var waitsForHandlers = true
  private(set) var isDraining = false

  init(eventLoop: any EventLoop, limits: WebLimits, metrics: WebMetrics, pixelRefusals: PixelRefusals) {
    self.eventLoop = eventLoop
    self.limits = limits
    self.metrics = metrics
    self.pixelRefusals = pixelRefusals
  }

  func add(_ connection: HTTPConnection) {
    connections[ObjectIdentifier(connection)] = connection
    if inspection == nil {
      let interval = limits.inspectionInterval
      inspection = eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in self.inspect() }
    }
  }

  func remove(_ connection: HTTPConnection) {
    guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
    if connections.isEmpty {
      inspection?.cancel()
      inspection = nil
    }
    endDrainIfDone()
  }

  /// Notes that the handler of a connection runs. It needs the event loop.
  func handlerStarted() {
    runningHandlers += 1
  }

  /// Notes that the handler of a connection has returned. May be called from anywhere.
  func handlerEnded() {
    eventLoop.execute {
      self.runningHandlers -= 1
      self.endDrainIfDone()
    }
  }

  /// Lets the requests in flight be answered and closes every connection; at once after `grace`. Returns when no
  /// connection is left and every handler has returned, or when ``WebLimits/cancelledHandlerGrace`` is over too, with
  /// the number of handlers that run on.
  func drain(grace: TimeAmount) async -> Int {
    let drained = eventLoop.makePromise(of: Int.self)
    eventLoop.execute {
      self.drain(then: drained)
      let cutOff = self.eventLoop.scheduleTask(in: grace) {
        for connection in self.connections.values { connection.cutOff() }
        let giveUp = self.eventLoop.scheduleTask(in: self.limits.cancelledHandlerGrace) {
          self.waitsForHandlers = false
          self.endDrainIfDone()
        }
        drained.futureResult.whenComplete { _ in giveUp.cancel() }
      }
      drained.futureResult.whenComplete { _ in cutOff.cancel() }
    }
    // The promise is only ever fulfilled.
    return (try? await drained.futureResult.get()) ?? 0
  }

  private func drain(then drained: EventLoopPromise<Int>) {
    isDraining = true
    self.drained = drained
    for connection in connections.values { connection.drain() }
    endDrainIfDone()
  }

  private func endDrainIfDone() {
    guard let drained, connections.isEmpty, runningHandlers == 0 || !waitsForHandlers else { return }
    self.drained = nil
    drained.succeed(runningHandlers)
  }

  private func inspect() {
    let now = NIODeadline.now()
    for connection in connections.values { connection.inspect(now: now) }
  }
}
