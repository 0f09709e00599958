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

  private let counts = Mutex<[Counter: [String: Int]]>([:])

  package init() {}

  /// Counts one.
  func increment(_ counter: Counter, reason: StaticString) {
    counts.withLock { $0[counter, default: [:]]["\(reason)", default: 0] += 1 }
  }

  /// How often it was counted for this reason.
  func count(of counter: Counter, reason: StaticString) -> Int {
    counts.withLock { $0[counter]?["\(reason)"] ?? 0 }
  }
}
