/// Where the outcomes of a submitter's commands go, usually one for each event loop.
public protocol SettlementLane: AnyObject, Sendable {
  /// Takes the outcomes of one batch, in the order of submission.
  ///
  /// Called on the committing thread, once for each batch that holds submissions of this lane, after the batch is
  /// durable. It must return quickly: the next batch waits for it.
  func deliver(_ settled: [Settlement])
}

/// The outcome of one submission.
public struct Settlement: Sendable {
  /// The mark that the submitter gave.
  public let ticket: any Sendable & AnyObject
  /// What became of the command.
  public let outcome: Outcome

  package init(ticket: any Sendable & AnyObject, outcome: Outcome) {
    self.ticket = ticket
    self.outcome = outcome
  }
}
