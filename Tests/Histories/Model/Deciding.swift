import TributaryClient

extension EvidenceKind {
  /// Its place in a receipt.
  var rank: Int {
    switch self {
    case .partner: 1
    case .coupon: 2
    case .clickToken: 3
    case .clickId: 4
    case .visitorId: 5
    case .email: 6
    default: 7
    }
  }

  fileprivate var isOfClick: Bool { self == .clickToken || self == .clickId || self == .visitorId }
  fileprivate var isOfContact: Bool { self == .email || self == .externalId }
}

/// A piece of evidence with one thing that it led to. Without a verdict it is still in the race.
private struct Contender {
  let kind: EvidenceKind
  let value: String
  let finding: Finding?
  var verdict: Verdict?
}

extension Model {
  /// Decides an order by all that is known of it.
  func decision(of order: KnownOrder) -> Decision {
    var contenders: [Contender] = []
    for item in order.evidence {
      if item.findings.isEmpty {
        contenders.append(Contender(kind: item.kind, value: item.value, finding: nil))
      }
      for finding in item.findings {
        contenders.append(Contender(kind: item.kind, value: item.value, finding: finding))
      }
    }
    var seen: Set<String> = []
    for position in contenders.indices {
      let isForged = order.evidence.contains {
        if case .forgedToken = $0.claim { return $0.value == contenders[position].value }
        return false
      }
      contenders[position].verdict = refusal(contenders[position], isForged: isForged, seen: &seen, order)
    }
    var decision = Decision()
    let winner = winner(among: contenders, order.terms)
    if let (position, rule, credit, click) = winner {
      decision.credit = credit
      decision.receipt = Receipt(partner: credit.partner, subId: credit.subID, clickId: click, rule: rule)
      let lost = verdictOfLosers(rule)
      for other in contenders.indices where contenders[other].verdict == nil {
        let isClickAgainstClick = contenders[position].kind.isOfClick && contenders[other].kind.isOfClick
        contenders[other].verdict =
          isClickAgainstClick ? (rule == .lastTouch ? .laterTouchWon : .earlierTouchWon) : lost
      }
      contenders[position].verdict = .won
    } else if !order.isTest {
      let flagged =
        contenders.first { $0.verdict == .selfReferral } ?? contenders.first { $0.verdict == .partnerInactive }
      decision.flag = flagged.flatMap { contender in
        contender.finding.map {
          (contender.verdict ?? .unknown, Credit(partner: $0.partner, subID: $0.subID, page: $0.page))
        }
      }
    }
    decision.receipt.candidates = contenders.map {
      Candidate(
        evidence: $0.kind, value: $0.value, clickId: $0.finding?.click ?? "", partner: $0.finding?.partner ?? "",
        touchedAtUs: $0.finding?.at ?? 0, verdict: $0.verdict ?? .unspecified)
    }
    return decision
  }

  private func verdictOfLosers(_ rule: AttributionRule) -> Verdict {
    switch rule {
    case .explicitPartner: .explicitPartnerWon
    case .coupon: .couponWon
    case .lastTouch, .firstTouch: .clickWon
    default: .contactWon
    }
  }

  /// The first reason why a contender cannot win; nil when it can.
  private func refusal(
    _ contender: Contender, isForged: Bool, seen: inout Set<String>, _ order: KnownOrder
  ) -> Verdict? {
    guard let finding = contender.finding else { return isForged ? .badSignature : .unknown }
    let terms = order.terms
    if contender.kind == .coupon && terms.coupon == .ignored { return .ignoredByPolicy }
    if contender.kind.isOfContact && terms.contact == .ignored { return .ignoredByPolicy }
    if !finding.click.isEmpty && !seen.insert(finding.click).inserted { return .duplicate }
    if finding.at != 0 {
      if finding.at > order.occurredAt + Self.maximumLead { return .afterConversion }
      let days = contender.kind.isOfContact ? terms.contactWindowDays : terms.windowDays
      if order.occurredAt - finding.at > days * LocalCalendar.microsecondsPerDay { return .expired }
    }
    if finding.disposition == .bot { return .bot }
    if !finding.isActive || finding.disposition == .inactivePartner { return .partnerInactive }
    return isSelfReferral(finding.partner, order) ? .selfReferral : nil
  }

  func isSelfReferral(_ code: String, _ order: KnownOrder) -> Bool {
    if order.knownSelves.contains(code) { return true }
    guard let email = partner(code).flatMap({ normalisedAddress($0.email) }) else { return false }
    return order.evidence.contains { $0.kind == .email && normalisedAddress($0.value) == email }
  }

  private func winner(
    among contenders: [Contender], _ terms: Terms
  ) -> (position: Int, rule: AttributionRule, credit: Credit, click: String)? {
    func first(_ matches: (EvidenceKind) -> Bool) -> Int? {
      contenders.indices.first { contenders[$0].verdict == nil && matches(contenders[$0].kind) }
    }
    func bestClick(of partner: String?) -> Int? {
      var best: Int?
      for position in contenders.indices where contenders[position].verdict == nil {
        guard contenders[position].kind.isOfClick, let finding = contenders[position].finding,
          partner == nil || finding.partner == partner
        else { continue }
        guard let other = best.flatMap({ contenders[$0].finding }) else {
          best = position
          continue
        }
        let isBetter = terms.touch == .last ? other.isEarlier(than: finding) : finding.isEarlier(than: other)
        if isBetter { best = position }
      }
      return best
    }
    let explicit = first { $0 == .partner }.map { ($0, AttributionRule.explicitPartner) }
    let coupon = first { $0 == .coupon }.map { ($0, AttributionRule.coupon) }
    let click = bestClick(of: nil).map { ($0, terms.touch == .last ? AttributionRule.lastTouch : .firstTouch) }
    let contact = first(\.isOfContact).map {
      ($0, terms.contact == .first ? AttributionRule.contactFirstReferrer : .contactLastReferrer)
    }
    let chosen =
      terms.coupon == .afterClick ? explicit ?? click ?? coupon ?? contact : explicit ?? coupon ?? click ?? contact
    guard let (position, rule) = chosen, let finding = contenders[position].finding else { return nil }
    let companion =
      contenders[position].kind.isOfClick ? finding : bestClick(of: finding.partner).flatMap { contenders[$0].finding }
    let source = companion ?? finding
    return (
      position, rule, Credit(partner: finding.partner, subID: source.subID, page: source.page), companion?.click ?? ""
    )
  }
}
