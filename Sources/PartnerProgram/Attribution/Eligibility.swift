/// Tells which candidates can win. Candidates are shown to it in their canonical order, those that are trusted more before
/// those that are trusted less.
///
/// A candidate is refused, and the first of these that applies is its verdict, when
///
/// 1. nothing was found for it, or its signature is not ours,
/// 2. the policy ignores its kind,
/// 3. a candidate that was shown before it led to the same click,
/// 4. its click or binding came after the conversion; since the clocks of carts differ, one up to
///    ``Timestamp/maximumLead`` after it counts as one of the same moment,
/// 5. it is older than the window for it at the time of the conversion (exactly that old is eligible),
/// 6. its click is that of a bot,
/// 7. its partner is not active, or was not when the link was followed,
/// 8. the customer is its partner: of trusted evidence by what is trusted of the customer, of other evidence by all that
///    was said of it.
struct Eligibility {
  let policy: AttributionPolicy
  let convertedAt: Timestamp
  private var seen: Set<ClickID> = []

  init(policy: AttributionPolicy, convertedAt: Timestamp) {
    self.policy = policy
    self.convertedAt = convertedAt
  }

  /// Why the next candidate cannot win, or nil when it can.
  mutating func refusal(
    of evidence: ResolvedEvidence, isSelfReferral: Attribution.SelfReferralTest
  ) -> Verdict? {
    switch evidence.finding {
    case .unknown: return .unknown
    case .badSignature: return .badSignature
    case .referral(let referral):
      let kind = evidence.item.kind
      guard !isIgnored(kind) else { return .ignoredByPolicy }
      if let click = referral.click, !seen.insert(click).inserted { return .duplicate }
      if let occurredAt = referral.occurredAt, let refusal = refusal(ofAgeSince: occurredAt, kind) { return refusal }
      guard referral.disposition != .bot else { return .bot }
      guard referral.mayEarn else { return .partnerInactive }
      guard !isSelfReferral(referral.partner, evidence.isTrusted) else { return .selfReferral }
      return nil
    }
  }

  private func isIgnored(_ kind: EvidenceKind) -> Bool {
    switch kind {
    case .partner, .clickToken, .clickID, .visitorID: false
    case .coupon: policy.coupon == .ignored
    case .email, .externalID: policy.contact == .ignored
    }
  }

  private func refusal(ofAgeSince moment: Timestamp, _ kind: EvidenceKind) -> Verdict? {
    let window = TouchWindow(
      days: kind.isOfContact ? policy.effectiveContactWindowDays : policy.windowDays, convertedAt: convertedAt)
    switch window.place(of: moment) {
    case .inside: return nil
    case .before: return .expired
    case .after: return .afterConversion
    }
  }
}
