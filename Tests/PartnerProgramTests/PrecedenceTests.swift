import PartnerProgram
import Testing

/// Who wins of several that can.
@Suite struct PrecedenceTests {
  typealias Cases = AttributionCases

  private static let named = Cases.evidence(.partner, "p", Referral(partner: Cases.partner(1)))
  private static let coupon = Cases.evidence(.coupon, "o", Referral(partner: Cases.partner(2)))
  private static let click = Cases.evidence(.clickID, "c", Cases.click(1, before: 5, partner: 3, subID: "s"))
  private static let contact = Cases.evidence(
    .email, "e", Cases.contact(partner: 4, before: 9, subID: "t", page: "/p"))
  private static let all = [named, coupon, click, contact]

  private static func verdicts(_ evidence: [ResolvedEvidence], _ policy: AttributionPolicy) -> [Verdict] {
    Cases.decide(evidence, policy).candidates.map(\.verdict)
  }

  @Test func namedPartnerComesBeforeEverything() throws {
    for coupon in CouponPrecedence.allCases {
      for contact in ContactReferrer.allCases {
        let receipt = Cases.decide(Self.all, try AttributionPolicy(coupon: coupon, contact: contact))
        #expect(receipt.rule == .explicitPartner)
        #expect(receipt.winner == Winner(partner: Cases.partner(1)))
        #expect(
          receipt.candidates.map(\.verdict) == [
            .won, coupon == .ignored ? .ignoredByPolicy : .explicitPartnerWon, .explicitPartnerWon,
            contact == .ignored ? .ignoredByPolicy : .explicitPartnerWon,
          ])
      }
    }
  }

  @Test func couponComesBeforeOrAfterClicks() throws {
    let before = Cases.decide(Array(Self.all.dropFirst()))
    #expect(before.rule == .coupon && before.winner == Winner(partner: Cases.partner(2)))
    #expect(before.candidates.map(\.verdict) == [.won, .couponWon, .couponWon])
    let afterClick = try AttributionPolicy(coupon: .afterClick)
    let after = Cases.decide(Array(Self.all.dropFirst()), afterClick)
    #expect(after.rule == .lastTouch)
    #expect(
      after.winner == Winner(partner: Cases.partner(3), subID: Cases.subID("s"), click: Cases.clickID(1)))
    #expect(after.candidates.map(\.verdict) == [.clickWon, .won, .clickWon])
    #expect(Self.verdicts([Self.coupon, Self.contact], afterClick) == [.won, .couponWon])
    let ignored = try AttributionPolicy(coupon: .ignored)
    #expect(Self.verdicts(Array(Self.all.dropFirst()), ignored) == [.ignoredByPolicy, .won, .clickWon])
  }

  @Test func contactComesLast() throws {
    let receipt = Cases.decide([Self.contact])
    #expect(receipt.rule == .contactLastReferrer)
    #expect(
      receipt.winner
        == Winner(partner: Cases.partner(4), subID: Cases.subID("t"), landingPage: Cases.page("/p")))
    #expect(Cases.decide([Self.contact], try AttributionPolicy(contact: .first)).rule == .contactFirstReferrer)
    let other = Cases.evidence(.externalID, "7", Cases.contact(partner: 5, before: 1))
    #expect(Self.verdicts([other, Self.contact], .standard) == [.won, .contactWon])
  }

  @Test func lastOrFirstTouchWins() throws {
    let clicks = [
      Cases.evidence(.clickToken, "t", Cases.click(2, before: 5, partner: 1)),
      Cases.evidence(.clickID, "c", Cases.click(3, before: 5, partner: 2)),
      Cases.evidence(.visitorID, "v", Cases.click(4, before: 9, partner: 3)),
      Cases.evidence(.visitorID, "v", Cases.click(1, before: 9, partner: 4)),
    ]
    let last = Cases.decide(clicks)
    #expect(last.rule == .lastTouch && last.winner?.click == Cases.clickID(3))
    #expect(last.candidates.map(\.referral?.click) == [2, 3, 4, 1].map(Cases.clickID))
    #expect(last.candidates.map(\.verdict) == [.laterTouchWon, .won, .laterTouchWon, .laterTouchWon])
    let first = Cases.decide(clicks, try AttributionPolicy(touch: .first))
    #expect(first.rule == .firstTouch && first.winner?.click == Cases.clickID(1))
    #expect(first.candidates.map(\.verdict) == [.earlierTouchWon, .earlierTouchWon, .earlierTouchWon, .won])
  }

  @Test func firstOfSeveralCouponsOrNamedPartnersWins() {
    for (kind, verdict) in [(EvidenceKind.coupon, Verdict.couponWon), (.partner, .explicitPartnerWon)] {
      let evidence = [
        Cases.evidence(kind, "B", Referral(partner: Cases.partner(2))),
        Cases.evidence(kind, "A", Referral(partner: Cases.partner(3))),
        Cases.evidence(kind, "C", Referral(partner: Cases.partner(3))),
      ]
      let receipt = Cases.decide(evidence)
      #expect(receipt.winner?.partner == Cases.partner(3))
      #expect(receipt.candidates.map(\.verdict) == [.won, verdict, verdict])
    }
  }

  /// A partner that wins otherwise than by a click is credited under its own best click that could win.
  @Test(arguments: [EvidenceKind.partner, .coupon, .email])
  func winnerIsCreditedUnderItsOwnClick(_ kind: EvidenceKind) throws {
    let winner = Cases.evidence(
      kind, "w",
      kind == .email
        ? Cases.contact(partner: 1, before: 2, subID: "bound", page: "/bound") : Referral(partner: Cases.partner(1)))
    let clicks = [
      Cases.evidence(.visitorID, "v", Cases.click(1, before: 30, partner: 1, subID: "early")),
      Cases.evidence(.visitorID, "v", Cases.click(2, before: 20, partner: 1, subID: "late")),
      Cases.evidence(.visitorID, "v", Cases.click(3, before: 10, partner: 1, subID: "bot", disposition: .bot)),
      Cases.evidence(.visitorID, "v", Cases.click(4, before: 5, partner: 2, subID: "other")),
      Cases.evidence(.visitorID, "v", Cases.click(5, before: 61 * Cases.day, partner: 1, subID: "old")),
    ]
    // A click that can win comes before the contact, so that beside it only refused ones are left.
    let evidence = kind == .email ? [clicks[2], clicks[4]] : clicks
    let last = Cases.decide([winner] + evidence)
    let first = Cases.decide([winner] + evidence, try AttributionPolicy(touch: .first))
    if kind == .email {
      let bound = Winner(
        partner: Cases.partner(1), subID: Cases.subID("bound"), landingPage: Cases.page("/bound"))
      #expect(last.winner == bound && first.winner == bound)
    } else {
      let late = Winner(partner: Cases.partner(1), subID: Cases.subID("late"), click: Cases.clickID(2))
      #expect(last.winner == late)
      let early = Winner(partner: Cases.partner(1), subID: Cases.subID("early"), click: Cases.clickID(1))
      #expect(first.winner == early)
    }
  }

  @Test func whatCannotWinDoesNotHoldUpWhatCan() {
    let evidence = [
      Cases.evidence(.partner, "p", Referral(partner: Cases.partner(1), isPartnerActive: false)),
      Cases.evidence(.coupon, "o", .unknown),
      Cases.evidence(.clickToken, "t", .badSignature),
      Cases.evidence(.visitorID, "v", Cases.click(1, before: 61 * Cases.day)),
      Self.contact,
    ]
    let receipt = Cases.decide(evidence)
    #expect(receipt.rule == .contactLastReferrer)
    #expect(
      receipt.candidates.map(\.verdict) == [.partnerInactive, .unknown, .badSignature, .expired, .won])
  }
}
