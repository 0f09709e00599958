/// One piece of evidence and what became of it.
public struct Candidate: Hashable, Sendable {
  /// The evidence.
  public let evidence: EvidenceItem
  /// The click that it led to; nil when none.
  public let touch: Touch?
  /// Won, or why not.
  public let verdict: Verdict

  /// Makes a candidate.
  public init(evidence: EvidenceItem, touch: Touch?, verdict: Verdict) {
    self.evidence = evidence
    self.touch = touch
    self.verdict = verdict
  }
}

/// How it was decided who referred a conversion.
public struct Receipt: Hashable, Sendable {
  /// The click that won; nil when nobody is credited.
  public let winner: Touch?
  /// The rule that decided.
  public let rule: AttributionRule
  /// Every candidate with its verdict, in the order in which they were considered.
  public let candidates: [Candidate]

  /// Makes a receipt of parts that belong together, such as those of a stored one.
  public init(winner: Touch?, rule: AttributionRule, candidates: [Candidate]) {
    self.winner = winner
    self.rule = rule
    self.candidates = candidates
  }

  /// The receipt of a refund of an order: it goes where the order went and looks at no evidence of its own.
  public static func refund(ofOrderWonBy winner: Touch?) -> Receipt {
    Receipt(winner: winner, rule: .sameAsOrder, candidates: [])
  }
}
