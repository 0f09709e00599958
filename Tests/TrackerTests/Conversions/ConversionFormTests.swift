import TTRPC
import Testing
import TributaryClient

/// A change that makes a conversion wrong, and the field that the refusal names.
struct WrongConversion: CustomTestStringConvertible, Sendable {
  let name: String
  let field: String
  let change: @Sendable (inout RecordConversionRequest) -> Void

  init(_ field: String, _ name: String, _ change: @escaping @Sendable (inout RecordConversionRequest) -> Void) {
    self.field = field
    self.name = name
    self.change = change
  }

  var testDescription: String { "\(field) \(name)" }

  static let sales = [
    WrongConversion("kind", "missing") { $0.kind = .unspecified },
    WrongConversion("kind", "unknown") { $0.kind = ConversionKind(rawValue: 4) },
    WrongConversion("kind", "beyond a byte") { $0.kind = ConversionKind(rawValue: 258) },
    WrongConversion("kind", "negative") { $0.kind = ConversionKind(rawValue: -1) },
    WrongConversion("order_id", "missing") { $0.orderId = "" },
    WrongConversion("order_id", "too long") { $0.orderId = String(repeating: "x", count: 129) },
    WrongConversion("refund_id", "of a sale") { $0.refundId = "R-1" },
    WrongConversion("full_refund", "of a sale") { $0.fullRefund = true },
    WrongConversion("currency", "unknown") { $0.currency = "ZZZ" },
    WrongConversion("currency", "in small letters") { $0.currency = "usd" },
    WrongConversion("currency", "of gold, which has no minor unit") { $0.currency = "XAU" },
    WrongConversion("items", "too many") { $0.items = Array(repeating: $0.items[0], count: 1_001) },
    WrongConversion("items[1].sku", "too long") { $0.items[1].sku = String(repeating: "x", count: 129) },
    WrongConversion("items[1].quantity", "negative") { $0.items[1].quantity = -1 },
    WrongConversion("items[1].quantity", "too large") { $0.items[1].quantity = 1_000_001 },
    WrongConversion("items[1].unit_price_minor", "negative") { $0.items[1].unitPriceMinor = -1 },
    WrongConversion("items[1].unit_price_minor", "times its quantity too large") {
      $0.items[1].unitPriceMinor = .max / 2
      $0.items[1].quantity = 3
    },
    WrongConversion("items[1].unit_price_minor", "too large with the item before") {
      $0.items[1].unitPriceMinor = .max
    },
    WrongConversion("tax_minor", "negative") { $0.taxMinor = -1 },
    WrongConversion("tax_minor", "least") { $0.taxMinor = .min },
    WrongConversion("tax_minor", "too large with the items") { $0.taxMinor = .max },
    WrongConversion("shipping_minor", "negative") { $0.shippingMinor = -1 },
    WrongConversion("shipping_minor", "too large with the items") { $0.shippingMinor = .max },
    WrongConversion("discount_minor", "negative") { $0.discountMinor = -1 },
    WrongConversion("discount_minor", "more than the items") { $0.discountMinor = 1_501 },
    WrongConversion("customer.email", "too long") { $0.customer = Customer(email: String(repeating: "x", count: 321)) },
    WrongConversion("customer.external_id", "too long") {
      $0.customer = Customer(externalId: String(repeating: "x", count: 129))
    },
    WrongConversion("occurred_at_us", "too far ahead") { $0.occurredAtUs = TestClock.start + 5 * TestClock.minute + 1 },
    WrongConversion("occurred_at_us", "negative") { $0.occurredAtUs = -1 },
  ]

  static let leads = [
    WrongConversion("items", "of a lead") { $0.items = [Item(unitPriceMinor: 1)] },
    WrongConversion("tax_minor", "of a lead") { $0.taxMinor = 1 },
    WrongConversion("shipping_minor", "of a lead") { $0.shippingMinor = 1 },
    WrongConversion("discount_minor", "of a lead") { $0.discountMinor = 1 },
    WrongConversion("refund_id", "of a lead") { $0.refundId = "R-1" },
    WrongConversion("full_refund", "of a lead") { $0.fullRefund = true },
    WrongConversion("order_id", "missing") { $0.orderId = "" },
  ]

  static let refunds = [
    WrongConversion("refund_id", "missing") { $0.refundId = "" },
    WrongConversion("refund_id", "too long") { $0.refundId = String(repeating: "x", count: 129) },
    WrongConversion("items", "of a full refund") { $0.fullRefund = true },
    WrongConversion("items[0].unit_price_minor", "negative") { $0.items[0].unitPriceMinor = -1 },
  ]
}

@Suite("The form of a conversion") struct ConversionFormTests {
  @Test(arguments: WrongConversion.sales)
  func `a wrong sale is refused by the name of its field`(wrong: WrongConversion) async throws {
    try await withShop { shop in
      let sale = shop.sale("A-1", [700, 800], evidence: try await shop.evidence())
      try await expectRefused(wrong, sale, shop)
    }
  }

  @Test(arguments: WrongConversion.leads)
  func `a wrong lead is refused by the name of its field`(wrong: WrongConversion) async throws {
    try await withShop { shop in try await expectRefused(wrong, shop.lead("L-1"), shop) }
  }

  @Test(arguments: WrongConversion.refunds)
  func `a wrong refund is refused by the name of its field`(wrong: WrongConversion) async throws {
    try await withShop { shop in
      try await shop.convert(shop.sale("A-1", [700]))
      try await expectRefused(wrong, shop.refund("A-1", "R-1", [700]), shop)
    }
  }

  /// Expects that `request` is refused once it is made wrong, and that it is new afterwards as it was meant to be.
  private func expectRefused(_ wrong: WrongConversion, _ request: RecordConversionRequest, _ shop: Shop) async throws {
    var changed = request
    wrong.change(&changed)
    await expectRefusal(.invalidArgument, wrong.field) { try await shop.convert(changed) }
    #expect(try await !shop.convert(request).replayed)
  }

  @Test func `everything at its limit is taken`() async throws {
    try await withShop { shop in
      var sale = shop.sale(String(repeating: "o", count: 128), evidence: try await shop.evidence())
      sale.items = Array(repeating: Item(sku: String(repeating: "s", count: 128), quantity: 1_000_000), count: 1_000)
      sale.customer = Customer(
        email: String(repeating: "e", count: 320), externalId: String(repeating: "i", count: 128))
      sale.occurredAtUs = shop.clock.now + 5 * TestClock.minute
      #expect(try await shop.convert(sale).receipt?.partner == "anna")
      #expect(try await shop.convert(sale).replayed)

      var large = shop.sale("A-2", [.max - 10], discount: .max - 10)
      large.taxMinor = .max - 10
      large.shippingMinor = 10
      #expect(try await !shop.convert(large).replayed)
    }
  }

  @Test func `no quantity means one piece`() async throws {
    try await withShop { shop in
      var sale = shop.sale("A-1", [700], evidence: try await shop.evidence())
      sale.items[0].quantity = 0
      try await shop.convert(sale)
      #expect(try await shop.total().revenueMinor == 700)
      sale.items[0].quantity = 1
      #expect(try await shop.convert(sale).replayed)
    }
  }

  @Test func `a partner's total that would not fit is refused, and the sale with it`() async throws {
    try await withShop { shop in
      let evidence = try await shop.evidence()
      let most: Int64 = 1 << 60
      try await shop.convert(shop.sale("A-1", [most - 1], evidence: evidence))
      await expectRefusal(.failedPrecondition) { try await shop.convert(shop.sale("A-2", [2], evidence: evidence)) }
      try await shop.convert(shop.sale("A-3", [1], evidence: evidence))
      let total = try await shop.total()
      #expect(total.sales == 2 && total.revenueMinor == most)
    }
  }

  @Test func `an unknown program is not found`() async throws {
    try await withShop { shop in
      var sale = shop.sale("A-1")
      for program in ["", "cups", "Mugs", "mugs "] {
        sale.program = program
        await expectRefusal(.notFound, "program") { try await shop.convert(sale) }
      }
    }
  }
}
