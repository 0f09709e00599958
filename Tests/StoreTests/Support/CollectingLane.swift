import Store
import Synchronization

/// A ticket with a number.
final class Ticket: Sendable {
  let number: Int

  init(_ number: Int) {
    self.number = number
  }
}

/// A lane that keeps what it is given and lets a test wait for a number of settlements.
final class CollectingLane: SettlementLane {
  private struct State {
    var settled: [Settlement] = []
    var deliveries = 0
    var awaited: (count: Int, continuation: CheckedContinuation<Void, Never>)?
  }

  private let state = Mutex(State())

  func deliver(_ settled: [Settlement]) {
    let ready = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.settled += settled
      state.deliveries += 1
      guard let awaited = state.awaited, state.settled.count >= awaited.count else { return nil }
      state.awaited = nil
      return awaited.continuation
    }
    ready?.resume()
  }

  /// How often it was called.
  var deliveries: Int { state.withLock { $0.deliveries } }

  /// The numbers of the tickets that came back so far, in their order.
  var numbers: [Int] { state.withLock { $0.settled.compactMap { ($0.ticket as? Ticket)?.number } } }

  /// The outcomes once there are at least so many.
  func outcomes(_ count: Int) async -> [Outcome] {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if state.settled.count >= count { return true }
        state.awaited = (count, continuation)
        return false
      }
      if isReady { continuation.resume() }
    }
    return state.withLock { $0.settled.map(\.outcome) }
  }
}
