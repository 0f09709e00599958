import TTRPC
import Testing
import TributaryClient

/// A change of an order's money, and the field that the conflict names.
struct MoneyChange: CustomTestStringConvertible, Sendable {
  let field: String
  let change: @Sendable (inout RecordConversionRequest) -> Void

  var testDescription: String { field }

  static let all = [
    MoneyChange(field: "currency") { $0.currency = "EUR" },
    MoneyChange(field: "items") { $0.items.removeLast() },
    MoneyChange(field: "items[1].sku") { $0.items[1].sku = "CUP" },
    MoneyChange(field: "items[1].quantity") { $0.items[1].quantity = 2 },
    MoneyChange(field: "items[0].unit_price_minor") { $0.items[0].unitPriceMinor += 1 },
    MoneyChange(field: "tax_minor") { $0.taxMinor = 0 },
    MoneyChange(field: "shipping_minor") { $0.shippingMinor = 0 },
    MoneyChange(field: "discount_minor") { $0.discountMinor = 0 },
  ]
}

@Suite("A conversion sent again") struct ConversionReplayTests {
  @Test func `is answered with the stored reply, whatever has changed since`() async throws {
    try await withShop { shop in
      let visitor = try await shop.click().visitorId
      let token = try await shop.click(subID: "mail", visitor: visitor).clickToken
      let evidence = Evidence(clickToken: token, visitorId: visitor)
      let sale = shop.sale("A-1", [700, 800], evidence: evidence)
      let requests = [
        sale, shop.lead("A-1", evidence: evidence), shop.refund("A-1", "R-1", [500], at: TestClock.start - 1),
        shop.fullRefund("A-1"),
      ]
      var replies: [RecordConversionResponse] = []
      for request in requests { replies.append(try await shop.convert(request)) }
      #expect(replies.allSatisfy { !$0.replayed } && Set(replies.map(\.conversionId)).count == replies.count)
      let total = try await shop.total()

      try await shop.setStatus(of: "anna", .inactive)
      shop.clock.advance(by: 400 * TestClock.day)
      try await shop.click("ben", visitor: visitor)
      for (request, reply) in zip(requests, replies) {
        var expected = reply
        expected.replayed = true
        #expect(try await shop.convert(request) == expected)
        var later = request
        later.occurredAtUs = TestClock.start - 5
        later.evidence = nil
        #expect(try await shop.convert(later) == expected)
      }
      var sameCurrency = sale
      sameCurrency.currency = "USD"
      #expect(try await shop.convert(sameCurrency).replayed)
      var expected = total
      // What was on hold is approved by time alone.
      expected.commissionApprovedMinor = total.commissionPendingMinor
      expected.commissionPendingMinor = 0
      #expect(try await shop.total() == expected)
    }
  }

  @Test(arguments: MoneyChange.all)
  func `with other money is a conflict that names the field`(change: MoneyChange) async throws {
    try await withShop { shop in
      var sale = shop.sale("A-1", [700, 800], discount: 100, evidence: try await shop.evidence())
      sale.items[1].sku = "MUG"
      sale.taxMinor = 20
      sale.shippingMinor = 30
      try await shop.convert(sale)
      let total = try await shop.total()
      var other = sale
      change.change(&other)
      await expectRefusal(.alreadyExists, change.field) { try await shop.convert(other) }
      #expect(try await shop.convert(sale).replayed)
      #expect(try await shop.total() == total)
    }
  }

  @Test func `as a refund with other money is a conflict, also when little is left`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.sale("A-1", [1_000]))
      try await shop.convert(shop.refund("A-1", "R-1", [900]))
      await expectRefusal(.alreadyExists, "items[0].unit_price_minor") {
        try await shop.convert(shop.refund("A-1", "R-1", [901]))
      }
      #expect(try await shop.convert(shop.refund("A-1", "R-1", [900])).replayed)
    }
  }

  @Test func `is told from another of its kind by its identity alone`() async throws {
    try await withShop { shop in
      for order in ["A-1", "a-1", "A-1 ", "Ä-1", "A\u{308}-1"] {
        #expect(try await !shop.convert(shop.sale(order)).replayed, "\(order)")
      }
      #expect(try await !shop.convert(shop.lead("A-1")).replayed)
      for refund in ["R-1", "r-1"] {
        #expect(try await !shop.convert(shop.refund("A-1", refund, [1])).replayed)
      }
      let other = try await Shop(on: shop.server, .init(account: "quill", program: "pens"))
      #expect(try await !other.convert(other.sale("A-1")).replayed)
    }
  }

  @Test func `200 times at once makes one conversion, and the replies agree`() async throws {
    try await withShop { shop in
      let sale = shop.sale("A-1", [700, 800], evidence: try await shop.evidence(subID: "mail"))
      var replies = try await withThrowingTaskGroup { group in
        for _ in 0..<200 { group.addTask { try await shop.convert(sale) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(replies.count == 200 && replies.filter { !$0.replayed }.count == 1)
      for index in replies.indices { replies[index].replayed = true }
      #expect(Set(replies).count == 1)
      let total = try await shop.total()
      #expect(total.sales == 1 && total.revenueMinor == 1_500 && total.commissionMinor == 150)
    }
  }
}
