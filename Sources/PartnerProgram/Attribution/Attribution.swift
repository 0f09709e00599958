/// Decides who referred a conversion.
///
/// The decision is the same in whatever order the evidence came, since it is sorted first.
public enum Attribution {
  /// How many clicks of one visitor become candidates, the latest first, so that a visitor who clicks without end
  /// does not make a receipt without end. Those that ``VisitorTouches`` adds come on top.
  public static let maximumTouchesOfVisitor = 50

  /// How many clicks of one visitor are looked at for one that may earn, so that a visitor who clicks without end
  /// through partners that are not active does not hold up the store.
  public static let maximumTouchesExamined = 10_000

  /// Tells whether the customer is a partner.
  ///
  /// - Parameters:
  ///   - partner: The partner.
  ///   - isTrusted: Whether only what is trusted of the customer counts, or all that was said of it.
  public typealias SelfReferralTest = (_ partner: PartnerID, _ isTrusted: Bool) -> Bool

  /// Decides by a policy. The partner that the merchant named comes first, then coupon, click and contact as the policy
  /// says; the first group in which a candidate is eligible decides, and in it of the clicks the last or first one, of
  /// everything else the first candidate. ``Eligibility`` says who is eligible.
  ///
  /// A partner that wins otherwise than by a click is credited under the SubID and the click of its own best eligible
  /// click, if it has one, and else under those that were bound with the contact's referrer.
  ///
  /// ``Contest/Admission`` says what evidence takes part that nobody vouches for: it takes nothing from a partner that
  /// trusted evidence finds, unless that is only the contact's referrer.
  ///
  /// - Parameters:
  ///   - evidence: All that is known of the conversion, in any order.
  ///   - policy: The program's.
  ///   - convertedAt: When the conversion happened.
  ///   - isSelfReferral: Whether the customer is a partner.
  public static func decide(
    evidence: [ResolvedEvidence], policy: AttributionPolicy, convertedAt: Timestamp,
    isSelfReferral: SelfReferralTest
  ) -> Receipt {
    let evidence = CanonicalOrder.sorted(evidence)
    var eligibility = Eligibility(policy: policy, convertedAt: convertedAt)
    var refusals: [Int: Verdict] = [:]
    // What is trusted more comes first, so that it is never the duplicate of something that is trusted less.
    for position in evidence.indices.sorted(by: { (evidence[$0].trust, $0) < (evidence[$1].trust, $1) }) {
      refusals[position] = eligibility.refusal(of: evidence[position], isSelfReferral: isSelfReferral)
    }
    let eligible = evidence.indices.filter { refusals[$0] == nil }
    let admission = Contest.Admission(eligible: eligible.map { evidence[$0] })
    let contest = Contest(
      eligible: eligible.filter { admission.admits(evidence[$0]) }.compactMap { position in
        evidence[position].finding.referral.map { referral in
          Contest.Entrant(position: position, kind: evidence[position].item.kind, referral: referral)
        }
      }, policy: policy)
    let candidates = evidence.indices.map { position in
      let resolved = evidence[position]
      let verdict =
        refusals[position]
        ?? (admission.admits(resolved) ? contest.verdict(at: position, of: resolved.item.kind) : .unconfirmed)
      return Candidate(
        evidence: resolved.item, referral: resolved.finding.referral, verdict: verdict, isTrusted: resolved.isTrusted)
    }
    return Receipt(winner: contest.winner, rule: contest.rule, candidates: candidates)
  }
}
