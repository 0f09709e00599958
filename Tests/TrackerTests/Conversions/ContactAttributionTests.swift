import TTRPC
import Testing
import TributaryClient

@Suite("What a contact's referrers decide") struct ContactAttributionTests {
  @Test func `a lead by e-mail today attributes a sale from another device next month`() async throws {
    try await withShop { shop in
      let click = RecordClickRequest(
        program: "mugs", partner: "anna", subId: "mail", landingUrl: "https://mugs.example/free?x=1")
      let token = try await shop.click(click).clickToken
      try await shop.convert(shop.lead("L-1", email: "Carla@Example.com", evidence: Evidence(clickToken: token)))
      shop.clock.advance(by: 30 * TestClock.day)
      let reply = try await shop.convert(shop.sale("A-1", [10_000], email: " carla@example.com. "))
      #expect(
        reply.receipt
          == Receipt(
            partner: "anna", subId: "mail", rule: .contactLastReferrer,
            candidates: [
              Candidate(
                evidence: .email, value: " carla@example.com. ", partner: "anna", touchedAtUs: TestClock.start,
                verdict: .won)
            ]))
      #expect(reply.commissions.map(\.amountMinor) == [1_000])
      let row = try await shop.report(keys: [.landingPage, .subId]).rows.first
      #expect(row?.landingPage == "https://mugs.example/free" && row?.subId == "mail" && row?.sales == 1)
      #expect(try await shop.conversion("A-1").conversion?.contactOrderNumber == 1)
    }
  }

  @Test(arguments: [
    (ContactReferrer.last, "ben", AttributionRule.contactLastReferrer),
    (.first, "anna", .contactFirstReferrer),
    (.ignored, "", .unattributed),
  ])
  func `are asked for the last, the first or not at all`(
    preference: ContactReferrer, partner: String, rule: AttributionRule
  ) async throws {
    try await withShop(.init(attribution: AttributionPolicy(contact: preference))) { shop in
      for (number, partner) in ["anna", "ben"].enumerated() {
        let evidence = try await shop.evidence(partner)
        try await shop.convert(shop.lead("L-\(number)", email: "carla@example.com", evidence: evidence))
        shop.clock.advance(by: TestClock.hour)
      }
      let receipt = try await shop.convert(shop.sale("A-1", email: "carla@example.com")).receipt
      #expect(receipt?.partner == partner && receipt?.rule == rule)
      #expect(receipt?.candidates.map(\.verdict) == [preference == .ignored ? .ignoredByPolicy : .won])
    }
  }

  @Test func `come after coupon and click, and a click alone binds nobody`() async throws {
    try await withShop { shop in
      try await shop.makeCoupon("SAVE10", of: "ben")
      try await shop.convert(shop.lead("L-1", email: "carla@example.com", evidence: shop.evidence("anna")))
      shop.clock.advance(by: TestClock.hour)
      try await shop.click("ben")
      #expect(try await shop.contact(email: "carla@example.com").lastReferrer?.partner == "anna")
      let click = try await shop.convert(
        shop.sale("A-1", email: "carla@example.com", evidence: shop.evidence("ben"))
      ).receipt
      #expect(click?.partner == "ben" && click?.candidates.map(\.verdict) == [.won, .clickWon])
      let coupon = try await shop.convert(
        shop.sale("A-2", email: "carla@example.com", evidence: Evidence(coupon: "SAVE10"))
      ).receipt
      #expect(coupon?.partner == "ben" && coupon?.candidates.map(\.verdict) == [.won, .couponWon])
      let contact = try await shop.contact(email: "carla@example.com")
      #expect(contact.firstReferrer?.partner == "anna" && contact.lastReferrer?.partner == "ben")
      #expect(contact.lastReferrer?.orderId == "A-2" && contact.orders == 2)
    }
  }

  @Test func `earn for their own window and not a microsecond longer`() async throws {
    try await withShop(.init(windowDays: 7, attribution: AttributionPolicy(contactWindowDays: 90))) { shop in
      try await shop.convert(shop.lead("L-1", email: "carla@example.com", evidence: shop.evidence()))
      shop.clock.advance(by: 90 * TestClock.day)
      let onTime = try await shop.convert(shop.sale("A-1", email: "carla@example.com")).receipt
      #expect(onTime?.candidates.map(\.verdict) == [.won])
      shop.clock.advance(by: 1)
      let late = try await shop.convert(shop.sale("A-2", email: "carla@example.com")).receipt
      #expect(late?.candidates.map(\.verdict) == [.expired])
    }
  }

  @Test func `are those of the person, by address or by the shop's number`() async throws {
    try await withShop { shop in
      var lead = shop.lead("L-1", evidence: try await shop.evidence())
      lead.customer = Customer(email: "carla@example.com", externalId: "C-7")
      try await shop.convert(lead)
      var sale = shop.sale("A-1")
      sale.customer = Customer(externalId: "C-7")
      let receipt = try await shop.convert(sale).receipt
      #expect(receipt?.partner == "anna" && receipt?.candidates.map(\.evidence) == [.externalId])
      #expect(receipt?.candidates.first?.value == "C-7")
      let contact = try await shop.contact(externalID: "C-7")
      #expect(contact.emails.map(\.value) == ["carla@example.com"] && contact.externalIds.map(\.value) == ["C-7"])
      for (number, email) in ["not an address", "@example.com", "carla@", "c-7"].enumerated() {
        let unknown = try await shop.convert(shop.sale("B-\(number)", email: email)).receipt
        #expect(unknown?.candidates.map(\.verdict) == [.unknown], "\(email)")
      }
    }
  }

  @Test func `only the first orders of a contact earn when the program says so`() async throws {
    let rule = CommissionRule(saleRateE4: 100_000, firstOrders: 2)
    try await withShop(.init(commission: rule)) { shop in
      for number in 1...3 {
        let sale = shop.sale("A-\(number)", email: "carla@example.com", evidence: try await shop.evidence())
        let reply = try await shop.convert(sale)
        #expect(reply.receipt?.partner == "anna" && reply.commissions.count == (number <= 2 ? 1 : 0))
        #expect(try await shop.conversion("A-\(number)").conversion?.contactOrderNumber == Int64(number))
      }
      let unknown = try await shop.convert(shop.sale("B-1", evidence: shop.evidence()))
      #expect(unknown.commissions.map(\.amountMinor) == [1_000])
      #expect(try await shop.total().sales == 4)
    }
  }
}
