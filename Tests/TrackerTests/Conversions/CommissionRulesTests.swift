import TTRPC
import Testing
import TributaryClient

@Suite("Rules of commission") struct CommissionRulesTests {
  private func sale(_ order: String, _ items: [Item], discount: Int64 = 0, _ evidence: Evidence)
    -> RecordConversionRequest
  {
    .sale(order: order, program: "mugs", items: items, discountMinor: discount, evidence: evidence)
  }

  @Test func `the most special one counts, and the order is rounded once`() async throws {
    try await withShop { shop in
      try await shop.setCommission(CommissionRule(saleRateE4: 200_000, leadFlatMinor: 400), partner: "ben")
      try await shop.setCommission(CommissionRule(saleRateE4: 50_000), sku: "CUP")
      try await shop.setCommission(CommissionRule(saleRateE4: 300_000, saleFlatMinor: 7), partner: "ben", sku: "CUP")
      let (anna, ben) = (try await shop.evidence("anna"), try await shop.evidence("ben"))
      let items = [
        Item(sku: "MUG", quantity: 1, unitPriceMinor: 1_000), Item(sku: "CUP", quantity: 3, unitPriceMinor: 100),
      ]
      func commission(_ order: String, _ evidence: Evidence, discount: Int64 = 0) async throws -> [Int64] {
        try await shop.convert(sale(order, items, discount: discount, evidence)).commissions.map(\.amountMinor)
      }
      #expect(try await commission("A-1", anna) == [100 + 15])
      #expect(try await commission("B-1", ben) == [200 + 90 + 3 * 7])
      // A discount of 130 is 100 of the mugs' 1,000 and 30 of the cups' 300: 90 and 13.5 of what is left.
      #expect(try await commission("A-2", anna, discount: 130) == [104])
      #expect(try await shop.convert(shop.lead("L-1", evidence: ben)).commissions.map(\.amountMinor) == [400])
      #expect(try await shop.convert(shop.lead("L-2", evidence: anna)).commissions.map(\.amountMinor) == [150])
      // What is recorded keeps the rules that it was recorded under.
      try await shop.setCommission(CommissionRule(saleRateE4: 1_000_000), sku: "CUP")
      let again = try await shop.convert(sale("A-1", items, anna))
      #expect(again.replayed && again.commissions.map(\.amountMinor) == [115])
      #expect(try await commission("A-3", anna) == [100 + 300])
    }
  }

  @Test func `an order earns at most its cap, in the program's currency`() async throws {
    let rule = CommissionRule(saleRateE4: 100_000, saleFlatMinor: 100, capMinor: 500)
    try await withShop(.init(commission: rule)) { shop in
      let evidence = try await shop.evidence()
      func earned(_ order: String, _ price: Int64, currency: String = "") async throws -> [Int64] {
        try await shop.convert(shop.sale(order, [price], currency: currency, evidence: evidence)).commissions
          .map(\.amountMinor)
      }
      #expect(try await earned("A-1", 3_990) == [499])
      #expect(try await earned("A-2", 4_000) == [500])
      #expect(try await earned("A-3", 99_999) == [500])
      #expect(try await earned("A-4", 99_990, currency: "EUR") == [9_999])
      let refund = try await shop.convert(shop.refund("A-3", "R-1", [33_333]))
      #expect(refund.commissions.map(\.amountMinor) == [-167])
    }
  }

  @Test func `a partner's parent gets its share on top, and loses it with a refund`() async throws {
    let rule = CommissionRule(saleRateE4: 100_000, tierTwoRateE4: 250_000)
    try await withShop(.init(commission: rule)) { shop in
      try await shop.update(Partner(program: "mugs", code: "anna", partnerCenterAccess: true, parent: "ben"))
      let sale = try await shop.convert(shop.sale("A-1", [9_990], evidence: shop.evidence(subID: "mail")))
      let available = TestClock.startOfDay + 14 * TestClock.day
      #expect(
        sale.commissions == [
          Commission(partner: "anna", currency: "USD", amountMinor: 999, availableAtUs: available, tier: 1),
          Commission(partner: "ben", currency: "USD", amountMinor: 250, availableAtUs: available, tier: 2),
        ])
      let refund = try await shop.convert(shop.fullRefund("A-1"))
      #expect(refund.commissions.map(\.amountMinor) == [-999, -250] && refund.commissions.map(\.tier) == [1, 2])
      let total = try await shop.total("ben")
      #expect(total.sales == 0 && total.commissionMinor == 0 && total.commissionReversedMinor == -250)
      try await shop.setStatus(of: "ben", .inactive)
      let alone = try await shop.convert(shop.sale("A-2", [9_990], evidence: shop.evidence()))
      #expect(alone.commissions.map(\.partner) == ["anna"])
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test(arguments: [("JPY", 1_250, 125), ("KWD", 12_345, 1_234), ("USD", 1_235, 124)] as [(String, Int64, Int64)])
  func `money is counted in the currency's own minor units`(
    currency: String, price: Int64, commission: Int64
  ) async throws {
    try await withShop(.init(currency: currency)) { shop in
      let reply = try await shop.convert(shop.sale("A-1", [price], evidence: shop.evidence()))
      #expect(reply.commissions.map(\.amountMinor) == [commission])
      #expect(reply.commissions.map(\.currency) == [currency])
      let balance = try await shop.balances().first
      #expect(balance?.currency == currency && balance?.pendingMinor == commission)
    }
  }

  @Test func `are refused where they make no sense`() async throws {
    try await withShop { shop in
      let wrong: [(String, CommissionOverride)] = [
        ("commission_override.sku", CommissionOverride(program: "mugs")),
        ("commission_override.sku", CommissionOverride(program: "mugs", sku: String(repeating: "s", count: 129))),
        ("sale_rate_e4", CommissionOverride(program: "mugs", sku: "CUP", commission: .init(saleRateE4: 1_000_001))),
        ("sale_flat_minor", CommissionOverride(program: "mugs", sku: "CUP", commission: .init(saleFlatMinor: -1))),
        ("lead_flat_minor", CommissionOverride(program: "mugs", sku: "CUP", commission: .init(leadFlatMinor: 1))),
        ("cap_minor", CommissionOverride(program: "mugs", sku: "CUP", commission: .init(capMinor: 1))),
        ("tier_two_rate_e4", CommissionOverride(program: "mugs", partner: "anna", commission: .init(tierTwoRateE4: 1))),
        ("first_orders", CommissionOverride(program: "mugs", partner: "anna", commission: .init(firstOrders: 1))),
      ]
      for (field, override) in wrong {
        let path = field.contains(".") ? field : "commission_override.commission.\(field)"
        await expectRefusal(.invalidArgument, path) {
          try await shop.owner.call(
            ProgramsService.setCommissionOverride, SetCommissionOverrideRequest(commissionOverride: override))
        }
      }
      await expectRefusal(.notFound, "partner") { try await shop.setCommission(.init(), partner: "nobody") }
    }
  }
}
