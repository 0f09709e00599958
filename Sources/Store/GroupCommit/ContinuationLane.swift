/// A lane that resumes the task which waits for each outcome.
final class ContinuationLane: SettlementLane {
  /// The ticket of a waiting task.
  final class Waiter: Sendable {
    let continuation: CheckedContinuation<Outcome, Never>

    init(_ continuation: CheckedContinuation<Outcome, Never>) {
      self.continuation = continuation
    }
  }

  func deliver(_ settled: [Settlement]) {
    for settlement in settled {
      guard let waiter = settlement.ticket as? Waiter else { continue }
      waiter.continuation.resume(returning: settlement.outcome)
    }
  }
}
