/// One piece of evidence and what became of it.
public struct Candidate: Hashable, Sendable {
  /// The evidence.
  public let evidence: EvidenceItem
  /// Whom it led to; nil when to nobody.
  public let referral: Referral?
  /// Won, or why not.
  public let verdict: Verdict
  /// Whether the merchant vouches for the evidence. If not, only pixels without a signature brought it.
  public let isTrusted: Bool

  /// Makes a candidate.
  public init(evidence: EvidenceItem, referral: Referral?, verdict: Verdict, isTrusted: Bool = true) {
    self.evidence = evidence
    self.referral = referral
    self.verdict = verdict
    self.isTrusted = isTrusted
  }
}

/// Who is credited with a conversion.
public struct Winner: Hashable, Sendable {
  /// The partner.
  public let partner: PartnerID
  /// The SubID that it is counted under; nil when there is none.
  public let subID: SubID?
  /// The click that won, or that the partner who won otherwise had led; nil when there is none.
  public let click: ClickID?
  /// The landing page that it is counted under. Deciding knows only the one that was bound with a contact's referrer:
  /// that of a click is looked up where clicks are kept.
  public let landingPage: LandingPage?

  /// Makes a winner.
  public init(partner: PartnerID, subID: SubID? = nil, click: ClickID? = nil, landingPage: LandingPage? = nil) {
    self.partner = partner
    self.subID = subID
    self.click = click
    self.landingPage = landingPage
  }
}

/// How it was decided who referred a conversion.
public struct Receipt: Hashable, Sendable {
  /// Who is credited; nil when nobody is.
  public let winner: Winner?
  /// The rule that decided.
  public let rule: AttributionRule
  /// Every candidate with its verdict, in the order in which they were considered.
  public let candidates: [Candidate]

  /// Makes a receipt of parts that belong together, such as those of a stored one.
  public init(winner: Winner?, rule: AttributionRule, candidates: [Candidate]) {
    self.winner = winner
    self.rule = rule
    self.candidates = candidates
  }

  /// The receipt of a refund of an order: it goes where the order went and looks at no evidence of its own.
  public static func refund(ofOrderWonBy winner: Winner?) -> Receipt {
    Receipt(winner: winner, rule: .sameAsOrder, candidates: [])
  }

  /// The receipt of a refund whose order has not arrived yet.
  public static let waitingForOrder = Receipt(winner: nil, rule: .waitingForOrder, candidates: [])

  /// What is flagged when nobody is credited: the first trusted candidate whose partner is the customer, or else the first
  /// one whose partner is not active. Evidence that nobody vouches for flags nobody.
  public var flag: Flag? {
    guard winner == nil else { return nil }
    return flag(of: .selfReferral, as: .selfReferral) ?? flag(of: .partnerInactive, as: .partnerInactive)
  }

  private func flag(of verdict: Verdict, as reason: Flag.Reason) -> Flag? {
    candidates.first { $0.isTrusted && $0.verdict == verdict }?.referral.map { referral in
      Flag(
        reason: reason, partner: referral.partner, subID: referral.subID, click: referral.click,
        landingPage: referral.landingPage)
    }
  }
}

/// Why a conversion earned nothing that had somebody who referred it.
public struct Flag: Hashable, Sendable {
  /// Why it earned nothing. The numbers are stored.
  public enum Reason: UInt8, CaseIterable, Sendable {
    /// The customer is the partner.
    case selfReferral = 1
    /// The partner was not active.
    case partnerInactive = 2
  }

  /// Why it earned nothing.
  public let reason: Reason
  /// The partner that would have earned.
  public let partner: PartnerID
  /// The SubID that it is counted under; nil when there is none.
  public let subID: SubID?
  /// The click that would have earned; nil when it is none.
  public let click: ClickID?
  /// The landing page that it is counted under, as far as deciding knows it: see ``Winner/landingPage``.
  public let landingPage: LandingPage?

  /// Makes a flag.
  public init(
    reason: Reason, partner: PartnerID, subID: SubID? = nil, click: ClickID? = nil, landingPage: LandingPage? = nil
  ) {
    self.reason = reason
    self.partner = partner
    self.subID = subID
    self.click = click
    self.landingPage = landingPage
  }
}
