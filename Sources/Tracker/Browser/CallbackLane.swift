internal import Store

/// A lane that tells a closure of each outcome, for commands that nobody waits for.
final class CallbackLane: SettlementLane {
  /// The ticket of a command.
  final class Callback: Sendable {
    fileprivate let body: @Sendable (Outcome) -> Void

    /// Takes what is called with the outcome, on the committing thread: it must return at once.
    init(_ body: @escaping @Sendable (Outcome) -> Void) {
      self.body = body
    }
  }

  func deliver(_ settled: [Settlement]) {
    for settlement in settled { (settlement.ticket as? Callback)?.body(settlement.outcome) }
  }
}
