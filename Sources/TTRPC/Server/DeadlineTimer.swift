internal import NIOCore

/// One timer for the earliest of many deadlines. A call that ends in time leaves it as it is: it then fires once in vain,
/// which costs less than moving it with every call.
struct DeadlineTimer {
  private var armed: (deadline: NIODeadline, callback: NIOScheduledCallback)?

  /// Makes sure that the timer fires at `deadline` or before.
  mutating func arm(_ deadline: NIODeadline, on eventLoop: any EventLoop, handler: some NIOScheduledCallbackHandler) {
    if let armed, armed.deadline <= deadline { return }
    cancel()
    guard let callback = try? eventLoop.assumeIsolated().scheduleCallback(at: deadline, handler: handler) else {
      // The event loop is shutting down, and with it everything that could be late.
      return
    }
    armed = (deadline, callback)
  }

  /// Notes that the timer has fired.
  mutating func fired() {
    armed = nil
  }

  mutating func cancel() {
    armed?.callback.cancel()
    armed = nil
  }
}
