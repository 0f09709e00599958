import TTRPC
import Testing
import TributaryClient

@Suite("A refund") struct RefundTests {
  @Test func `of a part reverses its share, and a full one the rest`() async throws {
    try await withShop { shop in
      let sale = try await shop.convert(
        shop.sale("A-1", [9_990], discount: 1_000, evidence: try await shop.evidence(subID: "mail")))
      #expect(sale.commissions.map(\.amountMinor) == [899])
      shop.clock.advance(by: 3 * TestClock.day)
      let part = try await shop.convert(shop.refund("A-1", "R-1", [3_000]))
      #expect(part.commissions.map(\.amountMinor) == [-300])
      #expect(part.commissions.map(\.availableAtUs) == sale.commissions.map(\.availableAtUs))
      let rest = try await shop.convert(shop.fullRefund("A-1"))
      #expect(rest.commissions.map(\.amountMinor) == [-599])
      let total = try await shop.total()
      #expect(total.sales == 1 && total.refunds == 2 && total.revenueMinor == 0 && total.commissionMinor == 0)
      #expect(try await shop.report(keys: [.day]).rows.map(\.refunds) == [0, 2])
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `goes where its order went, whatever evidence it brings`() async throws {
    try await withShop { shop in
      let click = try await shop.click(subID: "mail")
      try await shop.convert(shop.sale("A-1", evidence: Evidence(clickToken: click.clickToken)))
      var refund = shop.fullRefund("A-1")
      refund.evidence = try await shop.evidence("ben")
      let receipt = try await shop.convert(refund).receipt
      #expect(receipt == Receipt(partner: "anna", subId: "mail", clickId: click.clickId, rule: .sameAsOrder))
    }
  }

  @Test func `of an order that nobody won is recorded and reverses nothing`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.sale("A-1"))
      let reply = try await shop.convert(shop.fullRefund("A-1"))
      #expect(reply.commissions.isEmpty && reply.receipt == Receipt(rule: .sameAsOrder))
    }
  }

  @Test func `of more than is left, or of nothing, is refused and changes nothing`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.sale("A-1", [1_000], evidence: try await shop.evidence()))
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.refund("A-1", "R-1", [1_001])) }
      try await shop.convert(shop.refund("A-1", "R-1", [600]))
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.refund("A-1", "R-2", [401])) }
      try await shop.convert(shop.refund("A-1", "R-2", [400]))
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.fullRefund("A-1")) }
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.refund("A-1", "R-3", [1])) }
      let total = try await shop.total()
      #expect(total.refunds == 2 && total.revenueMinor == 0 && total.commissionMinor == 0)
    }
  }

  @Test func `needs its order`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.lead("A-1"))
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.fullRefund("A-1")) }
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.refund("A-2", "R-1", [1])) }
      // Refused is not recorded: after the sale has come, the same refund is new.
      try await shop.convert(shop.sale("A-1"))
      #expect(try await !shop.convert(shop.fullRefund("A-1")).replayed)
    }
  }

  @Test func `is in its order's currency, which need not be said`() async throws {
    try await withShop { shop in
      var sale = shop.sale("A-1", [2_000], evidence: try await shop.evidence())
      sale.currency = "EUR"
      try await shop.convert(sale)
      var refund = shop.refund("A-1", "R-1", [500])
      refund.currency = "USD"
      await expectRefusal(.invalidArgument, "currency") { try await shop.convert(refund) }
      refund.currency = "EUR"
      #expect(try await shop.convert(refund).commissions.map(\.currency) == ["EUR"])
      #expect(try await shop.convert(shop.refund("A-1", "R-2", [500])).commissions.map(\.amountMinor) == [-50])
      #expect(try await shop.total(currency: "EUR").revenueMinor == 1_000)
    }
  }

  @Test func `of a test order must be a test, and of a true one must not`() async throws {
    try await withShop { shop in
      var test = shop.sale("T-1")
      test.test = true
      try await shop.convert(test)
      try await shop.convert(shop.sale("A-1"))
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.fullRefund("T-1")) }
      var refund = shop.fullRefund("A-1")
      refund.test = true
      await expectRefusal(.failedPrecondition) { try await shop.convert(refund) }
    }
  }
}
