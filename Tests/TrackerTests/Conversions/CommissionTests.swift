import TTRPC
import Testing
import TributaryClient

@Suite("What a conversion earns") struct CommissionTests {
  @Test func `a share of items less discount, approved after the hold days`() async throws {
    try await withShop { shop in
      var sale = shop.sale("A-1", [1_250, 1_250, 890], discount: 200, evidence: try await shop.evidence())
      sale.taxMinor = 271
      sale.shippingMinor = 495
      sale.customer = Customer(email: "carla@example.com", externalId: "C-7")
      sale.occurredAtUs = TestClock.start - 1
      let reply = try await shop.convert(sale)
      #expect(
        reply.commissions == [
          Commission(
            partner: "anna", currency: "USD", amountMinor: 319,
            availableAtUs: TestClock.startOfDay + 14 * TestClock.day, tier: 1)
        ])
      let total = try await shop.total()
      #expect(total.sales == 1 && total.revenueMinor == 3_190 && total.commissionMinor == 319)
    }
  }

  @Test(arguments: [(5, 0), (15, 2), (25, 2), (35, 4), (14, 1), (16, 2)] as [(Int64, Int64)])
  func `half a minor unit is rounded to even`(price: Int64, commission: Int64) async throws {
    try await withShop { shop in
      let reply = try await shop.convert(shop.sale("A-1", [price], evidence: try await shop.evidence()))
      #expect(reply.commissions.map(\.amountMinor) == (commission == 0 ? [] : [commission]))
    }
  }

  @Test func `the fixed part is for sales in the program's currency only`() async throws {
    let rule = CommissionRule(saleRateE4: 100_000, saleFlatMinor: 100)
    try await withShop(.init(commission: rule)) { shop in
      var euros = shop.sale("A-1", [1_000], evidence: try await shop.evidence())
      euros.currency = "EUR"
      let inEuros = try await shop.convert(euros).commissions
      #expect(inEuros.map(\.amountMinor) == [100] && inEuros.map(\.currency) == ["EUR"])
      let dollars = shop.sale("A-2", [1_000], evidence: try await shop.evidence())
      #expect(try await shop.convert(dollars).commissions.map(\.amountMinor) == [200])
    }
  }

  @Test func `a lead earns its fixed amount`() async throws {
    try await withShop { shop in
      let reply = try await shop.convert(shop.lead("L-1", evidence: try await shop.evidence(subID: "mail")))
      #expect(reply.receipt?.partner == "anna" && reply.receipt?.subId == "mail")
      #expect(
        reply.commissions == [
          Commission(
            partner: "anna", currency: "USD", amountMinor: 150,
            availableAtUs: TestClock.startOfDay + 14 * TestClock.day, tier: 1)
        ])
      let row = try #require(try await shop.report().rows.first { $0.subId == "mail" })
      #expect(row.leads == 1 && row.sales == 0 && row.commissionMinor == 150 && row.revenueMinor == 0)
    }
  }

  @Test func `a test is answered in full and neither counted nor paid`() async throws {
    try await withShop { shop in
      for request in [
        shop.sale("A-1", evidence: try await shop.evidence()), shop.lead("L-1", evidence: try await shop.evidence()),
      ] {
        var test = request
        test.test = true
        let reply = try await shop.convert(test)
        #expect(reply.receipt?.partner == "anna" && reply.commissions.isEmpty)
        #expect(try await shop.convert(test).replayed)
      }
      var refund = shop.fullRefund("A-1")
      refund.test = true
      #expect(try await shop.convert(refund).commissions.isEmpty)
      let total = try await shop.total()
      #expect(total.visits == 2 && total.sales == 0 && total.leads == 0 && total.refunds == 0)
      #expect(total.revenueMinor == 0 && total.commissionMinor == 0)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `that would not fit is refused, whether of one sale or of all together`() async throws {
    let most: Int64 = 1 << 60
    let rule = CommissionRule(saleRateE4: 1_000_000, saleFlatMinor: 1, leadFlatMinor: most)
    try await withShop(.init(commission: rule)) { shop in
      let evidence = try await shop.evidence()
      await expectRefusal(.invalidArgument, "items") {
        try await shop.convert(shop.sale("A-1", [.max], evidence: evidence))
      }
      try await shop.convert(shop.lead("L-1", evidence: evidence))
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.lead("L-2", evidence: evidence)) }
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.sale("A-1", [0], evidence: evidence)) }
      let total = try await shop.total()
      #expect(total.leads == 1 && total.sales == 0 && total.commissionMinor == most)
      // What does not fit into the ratio is the number nearest to it.
      #expect(total.epcMinorE4 == .max)
    }
  }
}
