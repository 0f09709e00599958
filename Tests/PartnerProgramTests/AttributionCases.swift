import PartnerProgram

/// Parts of attributions for tests: times are given as microseconds before the conversion.
enum AttributionCases {
  static let day: Int64 = 86_400_000_000
  static let minute: Int64 = 60_000_000
  static let convertedAt = Timestamp(microseconds: 1_700_000_000_000_000)

  static func partner(_ number: Int64) -> PartnerID { PartnerID(rawValue: number) }

  static func clickID(_ number: UInt64) -> ClickID { ClickID(rawValue: UUIDBytes(high: 0, low: number)) }

  static func conversionID(_ number: UInt64) -> ConversionID {
    ConversionID(rawValue: UUIDBytes(high: 1, low: number))
  }

  static func subID(_ text: String) -> SubID { SubID(checked: Array(text.utf8)) }

  static func page(_ text: String) -> LandingPage { LandingPage(checked: Array(text.utf8)) }

  static func click(
    _ number: UInt64, before age: Int64, partner: Int64 = 1, subID: String? = nil,
    disposition: ClickDisposition = .counted, isPartnerActive: Bool = true
  ) -> Referral {
    Referral(
      partner: Self.partner(partner), subID: subID.map(Self.subID), click: clickID(number),
      occurredAt: convertedAt.adding(microseconds: -age), disposition: disposition, isPartnerActive: isPartnerActive)
  }

  static func contact(
    partner: Int64, before age: Int64, subID: String? = nil, page: String? = nil, isPartnerActive: Bool = true
  ) -> Referral {
    Referral(
      partner: Self.partner(partner), subID: subID.map(Self.subID), occurredAt: convertedAt.adding(microseconds: -age),
      landingPage: page.map(Self.page), isPartnerActive: isPartnerActive)
  }

  static func evidence(
    _ kind: EvidenceKind, _ value: String, _ finding: EvidenceFinding, _ trust: EvidenceTrust = .trusted
  ) -> ResolvedEvidence {
    ResolvedEvidence(item: EvidenceItem(kind: kind, value: value), finding: finding, trust: trust)
  }

  static func evidence(
    _ kind: EvidenceKind, _ value: String, _ referral: Referral, _ trust: EvidenceTrust = .trusted
  ) -> ResolvedEvidence {
    evidence(kind, value, .referral(referral), trust)
  }

  /// - Parameters:
  ///   - selfReferring: The partners that are the customer whom the merchant named.
  ///   - claimed: Those that are the customer whom only claims named.
  static func decide(
    _ evidence: [ResolvedEvidence], _ policy: AttributionPolicy = .standard, selfReferring: Set<Int64> = [],
    claimed: Set<Int64> = []
  ) -> Receipt {
    Attribution.decide(evidence: evidence, policy: policy, convertedAt: convertedAt) { partner, isTrusted in
      selfReferring.contains(partner.rawValue) || !isTrusted && claimed.contains(partner.rawValue)
    }
  }

  static func permutations<Element>(_ elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
      var rest = elements
      let chosen = rest.remove(at: index)
      return permutations(rest).map { [chosen] + $0 }
    }
  }
}
