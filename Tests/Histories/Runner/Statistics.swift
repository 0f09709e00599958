/// How often each interesting thing occurred, so that nobody trusts histories in which nothing happens.
struct Statistics: Sendable {
  private(set) var counts: [String: [String: Int]] = [:]
  var histories = 0
  var events = 0

  mutating func count(_ group: String, _ what: String) {
    counts[group, default: [:]][what, default: 0] += 1
  }

  mutating func add(_ other: Statistics) {
    histories += other.histories
    events += other.events
    for (group, whats) in other.counts {
      counts[group, default: [:]].merge(whats) { $0 + $1 }
    }
  }

  /// One line for each group.
  var lines: [String] {
    counts.sorted { $0.key < $1.key }.map { group, whats in
      let parts = whats.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      return "  \(group): \(parts.joined(separator: ", "))"
    }
  }
}
