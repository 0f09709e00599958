import TTRPC
import Testing
import TributaryClient

@Suite("What a conversion brings") struct EvidenceTests {
  /// The evidence kinds and verdicts of a receipt, in its order.
  private func verdicts(_ receipt: Receipt?) -> [[Int32]] {
    (receipt?.candidates ?? []).map { [$0.evidence.rawValue, $0.verdict.rawValue] }
  }

  private func expect(
    _ receipt: Receipt?, _ partner: String, _ rule: AttributionRule,
    _ expected: [(EvidenceKind, Verdict)], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(receipt?.partner == partner && receipt?.rule == rule, sourceLocation: sourceLocation)
    #expect(
      verdicts(receipt) == expected.map { [$0.0.rawValue, $0.1.rawValue] }, sourceLocation: sourceLocation)
  }

  /// A coupon of Ben, a click of Anna, and for the contact a lead that Ben's coupon won.
  private func everyKind(_ shop: Shop) async throws -> Evidence {
    try await shop.makeCoupon("SAVE10", of: "ben")
    return Evidence(clickToken: try await shop.click("anna", subID: "mail").clickToken, coupon: "save10")
  }

  @Test func `a coupon refers to its partner, whatever case it is typed in`() async throws {
    try await withShop { shop in
      try await shop.makeCoupon("Save10", of: "ben")
      for (number, code) in ["SAVE10", "save10", "sAvE10"].enumerated() {
        let reply = try await shop.convert(shop.sale("A-\(number)", evidence: Evidence(coupon: code)))
        #expect(
          reply.receipt
            == Receipt(
              partner: "ben", rule: .coupon,
              candidates: [Candidate(evidence: .coupon, value: code, partner: "ben", verdict: .won)]))
        #expect(reply.commissions.map(\.partner) == ["ben"])
      }
      for (number, code) in ["SAVE11", "20% off", "ä", String(repeating: "x", count: 64)].enumerated() {
        let receipt = try await shop.convert(shop.sale("B-\(number)", evidence: Evidence(coupon: code))).receipt
        #expect(
          receipt
            == Receipt(
              rule: .unattributed, candidates: [Candidate(evidence: .coupon, value: code, verdict: .unknown)]))
      }
      await expectRefusal(.invalidArgument, "evidence.coupon") {
        try await shop.convert(shop.sale("C-1", evidence: Evidence(coupon: String(repeating: "x", count: 65))))
      }
    }
  }

  @Test func `a coupon comes before a click, unless the program says otherwise`() async throws {
    let cases: [(CouponPrecedence, String, AttributionRule, [(EvidenceKind, Verdict)])] = [
      (.unspecified, "ben", .coupon, [(.coupon, .won), (.clickToken, .couponWon)]),
      (.beforeClick, "ben", .coupon, [(.coupon, .won), (.clickToken, .couponWon)]),
      (.afterClick, "anna", .lastTouch, [(.coupon, .clickWon), (.clickToken, .won)]),
      (.ignored, "anna", .lastTouch, [(.coupon, .ignoredByPolicy), (.clickToken, .won)]),
    ]
    for (precedence, partner, rule, expected) in cases {
      try await withShop(.init(attribution: AttributionPolicy(coupon: precedence))) { shop in
        let receipt = try await shop.convert(shop.sale("A-1", evidence: everyKind(shop))).receipt
        expect(receipt, partner, rule, expected)
      }
    }
  }

  @Test func `a partner that the merchant names comes before everything`() async throws {
    try await withShop { shop in
      var evidence = try await everyKind(shop)
      evidence.partner = "anna"
      let click = try #require(try await shop.conversion(shop.convertForID("A-1", evidence)).conversion)
      expect(
        click.receipt, "anna", .explicitPartner,
        [(.partner, .won), (.coupon, .explicitPartnerWon), (.clickToken, .explicitPartnerWon)])
      // The partner's own click tells the SubID under which it is reported.
      #expect(click.receipt?.subId == "mail")
      evidence.partner = "idle"
      let inactive = try await shop.convert(shop.sale("A-2", evidence: evidence)).receipt
      expect(
        inactive, "ben", .coupon, [(.partner, .partnerInactive), (.coupon, .won), (.clickToken, .couponWon)])
      evidence.partner = "nobody"
      let unknown = try await shop.convert(shop.sale("A-3", evidence: evidence)).receipt
      expect(unknown, "ben", .coupon, [(.partner, .unknown), (.coupon, .won), (.clickToken, .couponWon)])
      for wrong in ["a b", "ä", String(repeating: "x", count: 65)] {
        await expectRefusal(.invalidArgument, "evidence.partner") {
          try await shop.convert(shop.sale("A-4", evidence: Evidence(partner: wrong)))
        }
      }
    }
  }

  @Test(arguments: [(TouchPreference.last, 2), (.first, 0)])
  func `of several clicks the last one wins, or the first one`(touch: TouchPreference, winner: Int) async throws {
    try await withShop(.init(attribution: AttributionPolicy(touch: touch))) { shop in
      let visitor = try await shop.click("anna", subID: "0", at: TestClock.start - 3 * TestClock.minute).visitorId
      for (number, partner) in [(1, "ben"), (2, "anna")] {
        try await shop.click(
          partner, subID: "\(number)", visitor: visitor, at: TestClock.start - (3 - Int64(number)) * TestClock.minute)
      }
      let receipt = try await shop.convert(shop.sale("A-1", evidence: Evidence(visitorId: visitor))).receipt
      #expect(receipt?.rule == (touch == .first ? .firstTouch : .lastTouch) && receipt?.subId == "\(winner)")
      let lost = touch == .first ? Verdict.earlierTouchWon : .laterTouchWon
      // The visitor's clicks are listed with the latest first.
      #expect(receipt?.candidates.map(\.verdict) == [2, 1, 0].map { $0 == winner ? .won : lost })
    }
  }

  @Test func `a bot's click never earns, and a repeated one does`() async throws {
    try await withShop { shop in
      let bot = try await shop.click(
        RecordClickRequest(program: "mugs", partner: "anna", userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1)"))
      #expect(bot.disposition == .bot && !bot.uniqueVisit)
      let refused = try await shop.convert(shop.sale("A-1", evidence: Evidence(clickToken: bot.clickToken))).receipt
      expect(refused, "", .unattributed, [(.clickToken, .bot)])

      let first = try await shop.click("anna")
      let again = try await shop.click("anna", visitor: first.visitorId)
      #expect(first.disposition == .counted && again.disposition == .repeat && !again.uniqueVisit)
      let receipt = try await shop.convert(shop.sale("A-2", evidence: Evidence(clickToken: again.clickToken))).receipt
      expect(receipt, "anna", .lastTouch, [(.clickToken, .won)])
      #expect(try await shop.total().visits == 1)
    }
  }

  @Test func `the customer who is the partner earns it nothing`() async throws {
    try await withShop { shop in
      try await shop.update(Partner(program: "mugs", code: "anna", email: "Anna@Example.com"))
      let evidence = try await shop.evidence("anna")
      let own = try await shop.convert(shop.sale("A-1", email: " anna@example.COM. ", evidence: evidence))
      #expect(own.receipt?.candidates.first?.verdict == .selfReferral && own.receipt?.partner == "")
      #expect(own.commissions.isEmpty)
      let other = try await shop.convert(shop.sale("A-2", email: "carla@example.com", evidence: evidence))
      #expect(other.receipt?.partner == "anna")
      let total = try await shop.report(flagged: true).totals.first
      #expect(total?.flaggedSelfReferrals == 1 && total?.sales == 1)
    }
  }

  @Test func `is kept up to 32 different pieces of one order`() async throws {
    try await withShop { shop in
      for number in 1...32 {
        try await shop.convert(shop.sale("A-1", evidence: Evidence(coupon: "C\(number)")))
      }
      #expect(try await shop.convert(shop.sale("A-1", evidence: Evidence(coupon: "C32"))).replayed)
      let refusal = await expectRefusal(.failedPrecondition, "evidence") {
        try await shop.convert(shop.sale("A-1", evidence: Evidence(coupon: "C33")))
      }
      #expect(refusal?.message.contains("32") == true)
      #expect(try await shop.conversion("A-1").conversion?.receipt?.candidates.count == 32)
    }
  }
}

extension Shop {
  /// Records a sale and gives its order id back.
  fileprivate func convertForID(_ order: String, _ evidence: Evidence) async throws -> String {
    try await convert(sale(order, evidence: evidence))
    return order
  }
}
