internal import Synchronization

/// What the web side counts.
package final class WebMetrics: Sendable {
  /// Something that is counted by reason.
  struct Counter: Hashable, Sendable {
    /// Its name in Prometheus' form, ending in `_total`.
    let name: String
    /// What it counts, in a sentence.
    let help: String
  }

  /// Connections that are open.
  let connections = Atomic<Int>(0)
  /// Requests whose answers are not written yet.
  let requestsInFlight = Atomic<Int>(0)
  /// Requests that were answered.
  let requests = RequestMetrics()
  private let counts = Mutex<[Counter: [String: Int]]>([:])

  package init() {}

  /// Counts one.
  ///
  /// - Parameter reason: fixed in the program, so that the number of reasons is bounded.
  func increment(_ counter: Counter, reason: StaticString) {
    counts.withLock { $0[counter, default: [:]]["\(reason)", default: 0] += 1 }
  }

  /// How often it was counted for this reason.
  func count(of counter: Counter, reason: StaticString) -> Int {
    counts.withLock { $0[counter]?["\(reason)"] ?? 0 }
  }

  /// Everything that was counted by reason.
  var counted: [Counter: [String: Int]] { counts.withLock { $0 } }
}
