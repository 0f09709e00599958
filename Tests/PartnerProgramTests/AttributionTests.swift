import PartnerProgram
import Testing

/// Which candidates can win, and why others cannot.
@Suite struct EligibilityTests {
  typealias Cases = AttributionCases

  @Test func withoutEvidenceNobodyIsCredited() {
    #expect(Cases.decide([]) == Receipt(winner: nil, rule: .unattributed, candidates: []))
    #expect(Cases.decide([]).flag == nil)
  }

  @Test(arguments: [
    (Int64(0), Verdict.won), (1, .won), (60 * Cases.day - 1, .won), (60 * Cases.day, .won),
    (60 * Cases.day + 1, .expired), (-1, .won), (-300_000_000, .won), (-300_000_001, .afterConversion),
    (400 * Cases.day, .expired), (-400 * Cases.day, .afterConversion),
  ])
  func windowIsInclusiveAtBothEndsAndClocksMayDiffer(_ age: Int64, _ verdict: Verdict) {
    for (kind, rule) in [(EvidenceKind.clickID, AttributionRule.lastTouch), (.email, .contactLastReferrer)] {
      let referral = kind == .email ? Cases.contact(partner: 1, before: age) : Cases.click(1, before: age)
      let receipt = Cases.decide([Cases.evidence(kind, "v", referral)])
      #expect(receipt.candidates.map(\.verdict) == [verdict])
      #expect(receipt.winner?.partner == (verdict == .won ? referral.partner : nil))
      #expect(receipt.rule == (verdict == .won ? rule : .unattributed))
    }
  }

  @Test func contactsHaveAWindowOfTheirOwn() throws {
    let policy = try AttributionPolicy(windowDays: 10, contactWindowDays: 20)
    func verdict(_ kind: EvidenceKind, _ age: Int64) -> Verdict? {
      let referral = kind == .clickID ? Cases.click(1, before: age) : Cases.contact(partner: 1, before: age)
      return Cases.decide([Cases.evidence(kind, "v", referral)], policy).candidates.first?.verdict
    }
    #expect(verdict(.clickID, 10 * Cases.day) == .won)
    #expect(verdict(.clickID, 10 * Cases.day + 1) == .expired)
    #expect(verdict(.email, 20 * Cases.day) == .won)
    #expect(verdict(.externalID, 20 * Cases.day) == .won)
    #expect(verdict(.externalID, 20 * Cases.day + 1) == .expired)
  }

  @Test func couponsAndNamedPartnersHaveNoAge() {
    for kind in [EvidenceKind.coupon, .partner] {
      #expect(Cases.decide([Cases.evidence(kind, "v", Referral(partner: Cases.partner(1)))]).winner != nil)
    }
  }

  @Test func extremeTimesDoNotTrap() {
    for clicked in [Int64.min, .max] {
      for converted in [Int64.min, .max] {
        let referral = Referral(
          partner: Cases.partner(1), click: Cases.clickID(1), occurredAt: Timestamp(microseconds: clicked))
        let receipt = Attribution.decide(
          evidence: [Cases.evidence(.clickID, "v", referral)], policy: .standard,
          convertedAt: Timestamp(microseconds: converted)
        ) { _, _ in false }
        let verdict: Verdict = clicked > converted ? .afterConversion : clicked == converted ? .won : .expired
        #expect(receipt.candidates.map(\.verdict) == [verdict], "\(clicked) \(converted)")
      }
    }
  }

  @Test func unusableEvidenceIsKeptWithItsReason() {
    let receipt = Cases.decide([
      Cases.evidence(.clickToken, "t", .badSignature), Cases.evidence(.clickID, "c", .unknown),
      Cases.evidence(.visitorID, "v", .unknown), Cases.evidence(.coupon, "o", .unknown),
      Cases.evidence(.partner, "p", .unknown), Cases.evidence(.email, "e", .unknown),
    ])
    #expect(receipt.winner == nil)
    #expect(receipt.rule == .unattributed)
    #expect(receipt.candidates.map(\.evidence.value) == ["p", "o", "t", "c", "v", "e"])
    #expect(receipt.candidates.map(\.verdict) == [.unknown, .unknown, .badSignature, .unknown, .unknown, .unknown])
    #expect(receipt.candidates.allSatisfy { $0.referral == nil })
    #expect(receipt.flag == nil)
  }

  @Test func policyIgnoresCouponsAndContacts() throws {
    let evidence = [
      Cases.evidence(.coupon, "SAVE", Referral(partner: Cases.partner(1))),
      Cases.evidence(.email, "e", Cases.contact(partner: 2, before: 900 * Cases.day)),
      Cases.evidence(.externalID, "7", .unknown),
    ]
    let receipt = Cases.decide(evidence, try AttributionPolicy(coupon: .ignored, contact: .ignored))
    #expect(receipt.winner == nil)
    #expect(receipt.candidates.map(\.verdict) == [.ignoredByPolicy, .ignoredByPolicy, .unknown])
  }

  /// Each reason comes before the ones after it: a referral that has all of them loses one after the other.
  @Test func theFirstReasonIsTheVerdict() {
    let late = -400 * Cases.day
    let others: [ResolvedEvidence] = [Cases.evidence(.clickToken, "t", Cases.click(1, before: 61 * Cases.day))]
    func verdict(
      _ number: UInt64, _ age: Int64, _ disposition: ClickDisposition, isPartnerActive: Bool = true,
      selfReferring: Set<Int64> = [1]
    ) -> Verdict? {
      let click = Cases.click(number, before: age, disposition: disposition, isPartnerActive: isPartnerActive)
      return Cases.decide(others + [Cases.evidence(.clickID, "c", click)], selfReferring: selfReferring).candidates
        .last?
        .verdict
    }
    #expect(verdict(1, late, .bot, isPartnerActive: false) == .duplicate)
    #expect(verdict(2, late, .bot, isPartnerActive: false) == .afterConversion)
    #expect(verdict(2, 61 * Cases.day, .bot, isPartnerActive: false) == .expired)
    #expect(verdict(2, 0, .bot, isPartnerActive: false) == .bot)
    #expect(verdict(2, 0, .counted, isPartnerActive: false) == .partnerInactive)
    #expect(verdict(2, 0, .inactivePartner) == .partnerInactive)
    #expect(verdict(2, 0, .counted) == .selfReferral)
    for disposition in [ClickDisposition.repeated, .prefetch, .invalidSubID] {
      #expect(verdict(2, 0, disposition) == .selfReferral)
      #expect(verdict(2, 0, disposition, selfReferring: [2]) == .won)
    }
  }

  @Test func aClickIsJudgedOnceAndThenIsADuplicate() {
    let click = Cases.click(1, before: 1)
    let receipt = Cases.decide([
      Cases.evidence(.visitorID, "v", click), Cases.evidence(.clickID, "c", click),
      Cases.evidence(.clickToken, "t", click),
    ])
    #expect(receipt.candidates.map(\.verdict) == [.won, .duplicate, .duplicate])
    #expect(receipt.candidates.map(\.evidence.kind) == [.clickToken, .clickID, .visitorID])
  }

  @Test func nobodyRefersThemselves() {
    let evidence = [
      Cases.evidence(.partner, "p", Referral(partner: Cases.partner(1))),
      Cases.evidence(.coupon, "o", Referral(partner: Cases.partner(1))),
      Cases.evidence(.clickID, "c", Cases.click(1, before: 1)),
      Cases.evidence(.email, "e", Cases.contact(partner: 1, before: 1)),
    ]
    let receipt = Cases.decide(evidence, selfReferring: [1])
    #expect(receipt.winner == nil)
    #expect(receipt.candidates.allSatisfy { $0.verdict == .selfReferral })
    let other = Cases.decide(
      evidence + [Cases.evidence(.clickID, "d", Cases.click(2, before: 9, partner: 2))], selfReferring: [1])
    #expect(other.winner?.partner == Cases.partner(2))
  }
}

/// What a conversion that nobody won is flagged as.
@Suite struct FlagTests {
  typealias Cases = AttributionCases

  @Test func selfReferralComesBeforeAnInactivePartner() {
    let inactive = Cases.evidence(
      .partner, "p", Referral(partner: Cases.partner(3), isPartnerActive: false))
    let own = Cases.evidence(.clickID, "c", Cases.click(1, before: 1, partner: 2, subID: "s"))
    let bound = Cases.evidence(
      .email, "e", Cases.contact(partner: 4, before: 1, subID: "t", page: "/p", isPartnerActive: false))
    #expect(
      Cases.decide([inactive, own, bound], selfReferring: [2]).flag
        == Flag(reason: .selfReferral, partner: Cases.partner(2), subID: Cases.subID("s"), click: Cases.clickID(1)))
    #expect(
      Cases.decide([inactive, bound]).flag == Flag(reason: .partnerInactive, partner: Cases.partner(3)))
    #expect(
      Cases.decide([bound]).flag
        == Flag(
          reason: .partnerInactive, partner: Cases.partner(4), subID: Cases.subID("t"), landingPage: Cases.page("/p")))
  }

  @Test func onlyWhatNobodyWonIsFlagged() {
    let inactive = Cases.evidence(.partner, "p", Referral(partner: Cases.partner(3), isPartnerActive: false))
    let good = Cases.evidence(.coupon, "o", Referral(partner: Cases.partner(1)))
    #expect(Cases.decide([inactive, good]).flag == nil)
    #expect(Cases.decide([Cases.evidence(.clickID, "c", Cases.click(1, before: 1, disposition: .bot))]).flag == nil)
    #expect(Receipt.refund(ofOrderWonBy: nil).flag == nil)
  }
}

@Suite struct ReceiptTests {
  @Test func refundGoesWhereItsOrderWent() {
    let winner = Winner(partner: PartnerID(rawValue: 1))
    #expect(Receipt.refund(ofOrderWonBy: winner) == Receipt(winner: winner, rule: .sameAsOrder, candidates: []))
    #expect(Receipt.refund(ofOrderWonBy: nil).winner == nil)
    #expect(Receipt.waitingForOrder == Receipt(winner: nil, rule: .waitingForOrder, candidates: []))
  }

  @Test func evidenceIsShortenedAtTheEndOfACharacter() {
    let exact = String(repeating: "x", count: 255)
    #expect(EvidenceItem(kind: .clickToken, value: exact).value == exact)
    #expect(EvidenceItem(kind: .clickToken, value: exact + "y").value == exact)
    let wide = String(repeating: "x", count: 253) + "日本"
    #expect(EvidenceItem(kind: .clickToken, value: wide).value == String(repeating: "x", count: 253))
    let fitting = String(repeating: "x", count: 252) + "日本"
    #expect(EvidenceItem(kind: .clickToken, value: fitting).value == String(repeating: "x", count: 252) + "日")
  }

  @Test func evidenceIsToldApartByItsBytes() {
    let composed = EvidenceItem(kind: .email, value: "\u{E9}")
    let decomposed = EvidenceItem(kind: .email, value: "e\u{301}")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed, composed]).count == 2)
    #expect(decomposed < composed && !(composed < decomposed) && !(composed < composed))
    #expect(EvidenceItem(kind: .coupon, value: "z") < EvidenceItem(kind: .clickToken, value: "a"))
  }

  @Test func evidenceIsConsideredInTheOrderOfTheContract() {
    #expect(
      EvidenceKind.allCases.sorted() == [.partner, .coupon, .clickToken, .clickID, .visitorID, .email, .externalID])
  }

  @Test func numbersAreThoseOfTheContract() {
    #expect(Verdict.allCases.map(\.rawValue) == Array(1...17))
    #expect(
      Verdict.allCases == [
        .won, .laterTouchWon, .expired, .afterConversion, .partnerInactive, .badSignature, .unknown, .duplicate,
        .earlierTouchWon, .couponWon, .clickWon, .explicitPartnerWon, .contactWon, .selfReferral, .bot,
        .ignoredByPolicy, .unconfirmed,
      ])
    #expect(
      AttributionRule.allCases == [
        .unattributed, .lastTouch, .sameAsOrder, .firstTouch, .coupon, .explicitPartner, .contactFirstReferrer,
        .contactLastReferrer, .waitingForOrder,
      ])
    #expect(AttributionRule.allCases.map(\.rawValue) == Array(1...9))
    #expect(
      EvidenceKind.allCases == [.clickToken, .clickID, .visitorID, .coupon, .partner, .email, .externalID])
    #expect(EvidenceKind.allCases.map(\.rawValue) == Array(1...7))
    #expect(CouponPrecedence.allCases == [.beforeClick, .afterClick, .ignored])
    #expect(CouponPrecedence.allCases.map(\.rawValue) == [1, 2, 3])
    #expect(TouchPreference.allCases.map(\.rawValue) == [1, 2] && TouchPreference.last.rawValue == 1)
    #expect(ContactReferrer.allCases == [.last, .first, .ignored])
    #expect(ContactReferrer.allCases.map(\.rawValue) == [1, 2, 3])
    #expect(RefundStatus.allCases.map(\.rawValue) == Array(1...5))
    #expect(
      RefundStatus.allCases == [.applied, .waitingForOrder, .exceedsOrder, .currencyDiffers, .testDiffers])
    #expect(ConversionKind.allCases.map(\.rawValue) == [1, 2, 3])
    #expect(ClickDisposition.allCases == [.counted, .inactivePartner, .repeated, .bot, .prefetch, .invalidSubID])
    #expect(ClickDisposition.allCases.map(\.rawValue) == [1, 2, 3, 4, 5, 6])
    #expect(AddressStorage.allCases == [.truncated, .none, .full])
    #expect(AddressStorage.allCases.map(\.rawValue) == [1, 2, 3])
    #expect(ContactName.Kind.allCases.map(\.rawValue) == [1, 2])
    #expect(Flag.Reason.allCases.map(\.rawValue) == [1, 2])
    #expect(KeyScope.allCases.map(\.rawValue) == [1, 2, 3, 4])
    #expect(Plan.allCases.map(\.rawValue) == [1, 2, 3, 4])
    #expect(PartnerStatus.allCases.map(\.rawValue) == [1, 2])
    #expect(LedgerEntryKind.allCases.map(\.rawValue) == [1, 2, 3, 4])
  }
}
