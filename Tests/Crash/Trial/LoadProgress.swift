import Synchronization

/// How far a load is, for whoever interrupts it.
final class LoadProgress: Sendable {
  private struct State {
    var acknowledged = 0
    var isStopped = false
    var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
      let ready = waiters.filter { $0.count <= acknowledged || isStopped }
      waiters.removeAll { $0.count <= acknowledged || isStopped }
      return ready.map(\.continuation)
    }
  }

  private let state = Mutex(State())

  /// Whether no further event is to be sent.
  var isStopped: Bool { state.withLock(\.isStopped) }

  /// Returns when so many events of this load are acknowledged, or none is sent any more.
  func reaches(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let ready = state.withLock { state in
        state.waiters.append((count, continuation))
        return state.takeWaiters()
      }
      for waiter in ready { waiter.resume() }
    }
  }

  /// Returns when none is sent any more.
  func ends() async {
    await reaches(.max)
  }

  /// Counts one more acknowledgement.
  func acknowledged() {
    let ready = state.withLock { state in
      state.acknowledged += 1
      return state.takeWaiters()
    }
    for waiter in ready { waiter.resume() }
  }

  /// Ends the load.
  func stop() {
    let ready = state.withLock { state in
      state.isStopped = true
      return state.takeWaiters()
    }
    for waiter in ready { waiter.resume() }
  }
}
