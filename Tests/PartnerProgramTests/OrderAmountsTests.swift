import PartnerProgram
import Testing

@Suite struct OrderAmountsTests {
  private func line(_ sku: String = "", _ quantity: Int64 = 1, _ price: Int64 = 0) throws -> OrderLine {
    try OrderLine(sku: sku, quantity: quantity, unitPriceMinor: price, position: 0)
  }

  private func amounts(
    _ lines: [OrderLine] = [], tax: Int64 = 0, shipping: Int64 = 0, discount: Int64 = 0, currency: String = "USD"
  ) throws(FieldError) -> OrderAmounts {
    guard let currency = Currency(code: currency) else { throw FieldError(field: "currency", message: "is missing") }
    return try OrderAmounts(
      lines: lines, taxMinor: tax, shippingMinor: shipping, discountMinor: discount, currency: currency)
  }

  @Test func baseIsItemsLessDiscount() throws {
    let order = try amounts([line("a", 2, 1_000), line("b", 0, 500)], tax: 300, shipping: 200, discount: 100)
    #expect(order.linesMinor == 2_500, "A quantity of 0 means 1.")
    #expect(order.baseMinor == 2_400)
    #expect(order.totalMinor == 2_900)
    #expect(try amounts().baseMinor == 0)
    #expect(try amounts([line("a", 1, 100)], discount: 100).baseMinor == 0)
  }

  @Test(arguments: [
    (Int64(-1), Int64(0), "items[7].quantity"), (1_000_001, 0, "items[7].quantity"), (.max, 0, "items[7].quantity"),
    (1, -1, "items[7].unit_price_minor"), (1, .min, "items[7].unit_price_minor"),
  ])
  func lineOutOfRangeIsNamed(_ quantity: Int64, _ price: Int64, _ field: String) {
    let error = fieldError { () throws(FieldError) in
      _ = try OrderLine(quantity: quantity, unitPriceMinor: price, position: 7)
    }
    #expect(error?.field == field)
  }

  @Test func longOrMalformedSKUIsNamed() {
    for (sku, isAccepted) in [
      (String(repeating: "s", count: 128), true), (String(repeating: "s", count: 129), false), ("a\0", false),
    ] {
      let error = fieldError { () throws(FieldError) in
        _ = try OrderLine(sku: sku, quantity: 1, unitPriceMinor: 1, position: 3)
      }
      #expect(error?.field == (isAccepted ? nil : "items[3].sku"))
    }
  }

  @Test(arguments: [
    (Int64(-1), Int64(0), Int64(0), "tax_minor"), (0, -1, 0, "shipping_minor"), (0, 0, -1, "discount_minor"),
    (0, 0, 101, "discount_minor"), (0, 0, .max, "discount_minor"), (.max, 0, 0, "tax_minor"),
    (1, .max, 0, "shipping_minor"), (.max, 0, 100, nil), (.max - 100, 0, 0, nil),
  ])
  func amountOutOfRangeIsNamed(_ tax: Int64, _ shipping: Int64, _ discount: Int64, _ field: String?) throws {
    let lines = [try line("a", 1, 100)]
    let error = fieldError { () throws(FieldError) in
      _ = try amounts(lines, tax: tax, shipping: shipping, discount: discount)
    }
    #expect(error?.field == field)
  }

  @Test func lineWithWhichTheSumOverflowsIsNamed() throws {
    let half = try line("a", 1, .max / 2 + 1)
    #expect(try amounts([half]).linesMinor == .max / 2 + 1)
    let sum = fieldError { () throws(FieldError) in _ = try amounts([half, half]) }
    #expect(sum?.field == "items[1].unit_price_minor")
    let product = try line("a", 2, .max / 2 + 1)
    let first = fieldError { () throws(FieldError) in _ = try amounts([product]) }
    #expect(first?.field == "items[0].unit_price_minor")
  }

  @Test func thousandLinesAreTheLimit() throws {
    let one = try line("a", 1, 1)
    #expect(try amounts(Array(repeating: one, count: 1_000)).linesMinor == 1_000)
    let tooMany = Array(repeating: one, count: 1_001)
    #expect(fieldError { () throws(FieldError) in _ = try amounts(tooMany) }?.field == "items")
  }

  @Test func firstDifferenceNamesTheField() throws {
    let stored = try amounts([line("a", 2, 100), line("b", 1, 50)], tax: 10, shipping: 20, discount: 30)
    let cases: [(OrderAmounts, OrderDifference?)] = [
      (stored, nil),
      (
        try amounts([line("a", 2, 100), line("b", 1, 50)], tax: 10, shipping: 20, discount: 30, currency: "EUR"),
        OrderDifference(field: "currency", stored: "USD", sent: "EUR")
      ),
      (
        try amounts([line("a", 2, 100)], tax: 10, shipping: 20, discount: 30),
        OrderDifference(field: "items", stored: "2 items", sent: "1 items")
      ),
      (
        try amounts([line("a", 2, 100), line("c", 1, 50)], tax: 10, shipping: 20, discount: 30),
        OrderDifference(field: "items[1].sku", stored: #""b""#, sent: #""c""#)
      ),
      (
        try amounts([line("a", 3, 100), line("b", 1, 50)], tax: 10, shipping: 20, discount: 30),
        OrderDifference(field: "items[0].quantity", stored: "2", sent: "3")
      ),
      (
        try amounts([line("a", 2, 100), line("b", 1, 51)], tax: 10, shipping: 20, discount: 30),
        OrderDifference(field: "items[1].unit_price_minor", stored: "50", sent: "51")
      ),
      (
        try amounts([line("a", 2, 100), line("b", 1, 50)], tax: 11, shipping: 20, discount: 30),
        OrderDifference(field: "tax_minor", stored: "10", sent: "11")
      ),
      (
        try amounts([line("a", 2, 100), line("b", 1, 50)], tax: 10, shipping: 21, discount: 30),
        OrderDifference(field: "shipping_minor", stored: "20", sent: "21")
      ),
      (
        try amounts([line("a", 2, 100), line("b", 1, 50)], tax: 10, shipping: 20, discount: 31),
        OrderDifference(field: "discount_minor", stored: "30", sent: "31")
      ),
      (
        try amounts([line("b", 1, 50), line("a", 2, 100)], tax: 10, shipping: 20, discount: 30),
        OrderDifference(field: "items[0].sku", stored: #""a""#, sent: #""b""#)
      ),
    ]
    for (sent, difference) in cases {
      #expect(sent.firstDifference(from: stored) == difference)
    }
  }

  @Test func productCodesAreComparedByTheirBytes() throws {
    let composed = try amounts([line("caf\u{E9}", 1, 1)])
    let decomposed = try amounts([line("cafe\u{301}", 1, 1)])
    #expect(composed.firstDifference(from: decomposed)?.field == "items[0].sku")
    #expect(composed != decomposed)
  }
}

@Suite struct ConversionFormTests {
  @Test func everyCombinationIsJudged() throws {
    for kind in ConversionKind.allCases {
      for flags in 0..<32 {
        let (hasRefundID, isFullRefund, hasItems) = (flags & 1 > 0, flags & 2 > 0, flags & 4 > 0)
        let (hasTax, hasShipping) = (flags & 8 > 0, flags & 16 > 0)
        let amounts = try OrderAmounts(
          lines: hasItems ? [OrderLine(quantity: 1, unitPriceMinor: 5, position: 0)] : [], taxMinor: hasTax ? 1 : 0,
          shippingMinor: hasShipping ? 1 : 0,
          currency: #require(Currency(code: "EUR")))
        let isAllowed =
          switch kind {
          case .lead: flags == 0
          case .sale: !hasRefundID && !isFullRefund
          case .refund: isFullRefund ? !(hasItems || hasTax || hasShipping) : hasRefundID
          }
        let error = fieldError { () throws(FieldError) in
          try ConversionForm.check(
            kind: kind, hasRefundID: hasRefundID, isFullRefund: isFullRefund, amounts: amounts)
        }
        #expect((error == nil) == isAllowed, "\(kind) \(flags): \(String(describing: error))")
      }
    }
  }
}
