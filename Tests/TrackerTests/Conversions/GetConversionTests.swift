import TTRPC
import Testing
import TributaryClient

@Suite("GetConversion") struct GetConversionTests {
  @Test func `tells a sale as it stands, with its refunds and every entry of the ledger`() async throws {
    try await withShop { shop in
      let evidence = try await shop.evidence(subID: "mail")
      var sale = shop.sale("A-1", [1_250, 890], discount: 140, evidence: evidence, at: TestClock.start - 5)
      sale.items[0].sku = "MUG"
      sale.items[0].quantity = 2
      sale.taxMinor = 271
      sale.shippingMinor = 495
      sale.customer = Customer(email: "carla@example.com", externalId: "C-7")
      let recorded = try await shop.convert(sale)
      shop.clock.advance(by: TestClock.hour)
      let refunded = try await shop.convert(shop.refund("A-1", "R-1", [1_625]))

      let found = try await shop.conversion("A-1")
      let available = TestClock.startOfDay + 14 * TestClock.day
      let entry = LedgerEntry(
        number: 1, kind: .earned, partner: "anna", tier: 1, currency: "USD", amountMinor: 325,
        recordedAtUs: TestClock.start, availableAtUs: available)
      #expect(
        found.conversion
          == RecordedConversion(
            conversionId: recorded.conversionId, kind: .sale, orderId: "A-1", currency: "USD", items: sale.items,
            taxMinor: 271, shippingMinor: 495, discountMinor: 140, baseMinor: 3_250, refundedMinor: 1_625,
            customer: sale.customer, occurredAtUs: TestClock.start - 5, recordedAtUs: TestClock.start,
            receipt: recorded.receipt, commissions: recorded.commissions, entries: [entry], contactOrderNumber: 1))
      let refund = try #require(found.refunds.first)
      #expect(found.refunds.count == 1 && refund.kind == .refund && refund.refundId == "R-1")
      #expect(refund.conversionId == refunded.conversionId && refund.receipt == refunded.receipt)
      #expect(refund.baseMinor == 1_625 && refund.refundStatus == .applied && !refund.fullRefund)
      #expect(refund.commissions.map(\.amountMinor) == [-162] && refund.entries.map(\.kind) == [.reversed])
      #expect(refund.entries.map(\.recordedAtUs) == [shop.clock.now])
      let alone = try await shop.conversion("A-1", kind: .refund, refund: "R-1")
      #expect(alone == GetConversionResponse(conversion: refund))
    }
  }

  @Test func `tells leads, full refunds and tests for what they are`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.lead("L-1", email: "carla@example.com", evidence: shop.evidence()))
      let lead = try await shop.conversion("L-1", kind: .lead).conversion
      #expect(lead?.kind == .lead && lead?.items == [] && lead?.baseMinor == 0 && lead?.contactOrderNumber == 0)
      #expect(lead?.commissions.map(\.amountMinor) == [150])
      var test = shop.sale("T-1", evidence: try await shop.evidence())
      test.test = true
      try await shop.convert(test)
      let found = try await shop.conversion("T-1").conversion
      #expect(found?.test == true && found?.entries == [] && found?.receipt?.partner == "anna")
      try await shop.convert(shop.sale("A-1"))
      try await shop.convert(shop.fullRefund("A-1"))
      let refund = try await shop.conversion("A-1", kind: .refund).conversion
      #expect(refund?.fullRefund == true && refund?.items == [] && refund?.currency == "USD")
      #expect(refund?.baseMinor == 10_000 && refund?.commissions == [])
    }
  }

  @Test func `does not know what was never recorded`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.sale("A-1"))
      for (order, kind, refund) in [
        ("A-2", ConversionKind.sale, ""), ("a-1", .sale, ""), ("A-1", .lead, ""), ("A-1", .refund, ""),
        ("A-1", .refund, "R-1"),
      ] {
        await expectRefusal(.notFound, "order_id") {
          try await shop.conversion(order, kind: kind, refund: refund)
        }
      }
      await expectRefusal(.invalidArgument, "refund_id") { try await shop.conversion("A-1", refund: "R-1") }
      await expectRefusal(.invalidArgument, "order_id") { try await shop.conversion("") }
      await expectRefusal(.invalidArgument, "order_id") {
        try await shop.conversion(String(repeating: "x", count: 129))
      }
      await expectRefusal(.invalidArgument, "kind") {
        try await shop.conversion("A-1", kind: ConversionKind(rawValue: 4))
      }
      #expect(try await shop.conversion("A-1", kind: .unspecified) == shop.conversion("A-1", kind: .sale))
    }
  }
}
