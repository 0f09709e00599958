internal import Synchronization

/// What the calls of one ``DirectCaller`` take up together: how many there are, and the bytes of their requests.
///
/// A call's share is for the work that it causes, so it is taken before the call waits for its lane, and given back when
/// its handler is done, not when the caller is told something meanwhile.
final class DirectBudget: Sendable {
  private struct Taken {
    var calls = 0
    var bytes = 0
  }

  private let maximumCalls: Int
  private let maximumBytes: Int
  private let taken = Mutex(Taken())

  init(limits: Limits) {
    maximumCalls = limits.directCallsInFlight
    maximumBytes = limits.directRequestBytesInFlight
  }

  /// Takes the share of a call whose request has `bytes` bytes, or tells why there is none.
  func take(bytes: Int) -> Refusal? {
    taken.withLock { taken in
      guard taken.calls < maximumCalls else { return .tooManyDirectCalls(limit: maximumCalls) }
      guard bytes <= maximumBytes - taken.bytes else { return .tooManyDirectRequestBytes(limit: maximumBytes) }
      taken.calls += 1
      taken.bytes += bytes
      return nil
    }
  }

  /// Gives the share of a call back.
  func giveBack(bytes: Int) {
    taken.withLock { taken in
      taken.calls -= 1
      taken.bytes -= bytes
    }
  }
}
