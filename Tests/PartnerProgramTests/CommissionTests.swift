import PartnerProgram
import Testing

/// Parts of orders and their rules for tests.
enum OrderCases {
  static func currency(_ code: String) throws -> Currency { try #require(Currency(code: code)) }

  /// An order of lines of (product, quantity, price of one).
  static func order(
    _ lines: [(String, Int64, Int64)], discount: Int64 = 0, tax: Int64 = 0, shipping: Int64 = 0,
    currency: String = "USD"
  ) throws -> OrderAmounts {
    try OrderAmounts(
      lines: lines.enumerated().map { position, line in
        try OrderLine(sku: line.0, quantity: line.1, unitPriceMinor: line.2, position: position)
      }, taxMinor: tax, shippingMinor: shipping, discountMinor: discount, currency: Self.currency(currency))
  }

  static func rule(_ percentE4: Int32, flat: Int64 = 0, lead: Int64 = 0) throws -> CommissionRule {
    try CommissionRule(saleRate: Rate(percentE4: percentE4), saleFlatMinor: flat, leadFlatMinor: lead)
  }

  static func sale(
    _ order: OrderAmounts, _ orderRule: CommissionRule, products: [Int: CommissionRule] = [:],
    terms: CommissionTerms = .nothing, number: Int64? = nil
  ) throws -> CommissionBreakdown {
    try OrderCommission.sale(
      order, rules: ApplicableRules(orderRule: orderRule, productRules: products), terms: terms,
      programCurrency: currency("USD"), contactOrderNumber: number)
  }
}

@Suite struct CommissionTests {
  typealias Cases = OrderCases

  @Test func saleEarnsItsShareAndTheFixedPart() throws {
    let rule = try Cases.rule(100_000, flat: 50, lead: 200)
    #expect(
      try Cases.sale(Cases.order([("a", 1, 10_005)]), rule)
        == CommissionBreakdown(totalMinor: 1_050, lineMinor: [1_000], orderFlatMinor: 50))
    #expect(try Cases.sale(Cases.order([("a", 1, 10_015)]), rule).totalMinor == 1_052, "Half to even.")
    #expect(try Cases.sale(Cases.order([("a", 1, 10_000)], discount: 1_000), rule).totalMinor == 950)
    #expect(
      try Cases.sale(Cases.order([("a", 1, 10_000)], tax: 700, shipping: 300), rule).totalMinor == 1_050,
      "Nothing is paid on tax and shipping.")
    #expect(
      try Cases.sale(Cases.order([]), rule)
        == CommissionBreakdown(totalMinor: 50, lineMinor: [], orderFlatMinor: 50))
    #expect(OrderCommission.lead(rules: ApplicableRules(orderRule: rule)) == 200)
  }

  @Test func saleInAnotherCurrencyEarnsNeitherFixedPartsNorIsCapped() throws {
    let order = try Cases.order([("a", 3, 1_000), ("b", 1, 500)], currency: "JPY")
    let terms = try CommissionTerms(capMinor: 1)
    let breakdown = try Cases.sale(
      order, Cases.rule(100_000, flat: 50), products: [0: Cases.rule(200_000, flat: 7)], terms: terms)
    #expect(breakdown == CommissionBreakdown(totalMinor: 650, lineMinor: [600, 50]))
  }

  @Test func productsWithARuleEarnByTheirs() throws {
    let order = try Cases.order([("a", 3, 1_000), ("b", 2, 500), ("c", 1, 700)])
    let orderRule = try Cases.rule(100_000, flat: 50)
    let product = try Cases.rule(0, flat: 7)
    #expect(
      try Cases.sale(order, orderRule, products: [0: product])
        == CommissionBreakdown(totalMinor: 241, lineMinor: [21, 100, 70], orderFlatMinor: 50))
    let all = try Cases.sale(order, orderRule, products: [0: product, 1: product, 2: Cases.rule(500_000)])
    #expect(
      all == CommissionBreakdown(totalMinor: 385, lineMinor: [21, 14, 350]),
      "The order's fixed part is for what has no rule of its own.")
    #expect(
      try Cases.sale(Cases.order([]), orderRule, products: [0: product]).totalMinor == 50,
      "A rule of a line that is not there is no rule.")
  }

  @Test func theMostSpecialRuleCounts() throws {
    let (program, partner) = (try Cases.rule(1), try Cases.rule(2))
    let (product, both) = (try Cases.rule(3), try Cases.rule(4))
    let terms = try CommissionTerms(rule: program)
    let order = try Cases.order([("x", 1, 1), ("y", 1, 1), ("z", 1, 1), ("", 1, 1)])
    let overrides: [(partner: Int64?, sku: String, rule: CommissionRule)] = [
      (1, "", partner), (nil, "x", product), (1, "x", both), (nil, "y", product), (2, "z", both),
      (nil, "", both),
    ]
    func rules(_ number: Int64) -> ApplicableRules {
      ApplicableRules(partner: PartnerID(rawValue: number), lines: order.lines, terms: terms) { partner, sku in
        overrides.first { $0.partner == partner?.rawValue && $0.sku == sku }?.rule
      }
    }
    #expect(rules(1) == ApplicableRules(orderRule: partner, productRules: [0: both, 1: product]))
    #expect(rules(2) == ApplicableRules(orderRule: program, productRules: [0: product, 1: product, 2: both]))
    #expect(rules(3) == ApplicableRules(orderRule: program, productRules: [0: product, 1: product]))
  }

  @Test func capLimitsTheWholeOrder() throws {
    let order = try Cases.order([("a", 1, 10_000)])
    let rule = try Cases.rule(100_000, flat: 50)
    for (cap, total, isCapped) in [
      (Int64(0), Int64(1_050), false), (1_050, 1_050, false), (1_049, 1_049, true), (1, 1, true),
    ] {
      #expect(
        try Cases.sale(order, rule, terms: CommissionTerms(capMinor: cap))
          == CommissionBreakdown(totalMinor: total, lineMinor: [1_000], orderFlatMinor: 50, isCapped: isCapped))
    }
  }

  @Test func onlyTheFirstOrdersOfAContactEarn() throws {
    let order = try Cases.order([("a", 1, 10_000)])
    let rule = try Cases.rule(100_000, flat: 50)
    let terms = try CommissionTerms(firstOrders: 2)
    for number: Int64? in [nil, 1, 2] {
      #expect(try Cases.sale(order, rule, terms: terms, number: number).totalMinor == 1_050)
    }
    #expect(
      try Cases.sale(order, rule, terms: terms, number: 3)
        == CommissionBreakdown(totalMinor: 0, lineMinor: [0], isBeyondFirstOrders: true))
    #expect(try Cases.sale(order, rule, number: .max).totalMinor == 1_050)
  }

  @Test func parentGetsItsShareOnTop() throws {
    let terms = try CommissionTerms(tierTwoRate: Rate(percentE4: 100_000))
    #expect([1_005, 1_015, 0, -1_005].map { OrderCommission.tierTwo(of: $0, terms: terms) } == [100, 102, 0, -100])
    #expect(OrderCommission.tierTwo(of: 1_000, terms: .nothing) == 0)
  }

  @Test func commissionBeyondTheRangeIsRefused() throws {
    let all = try Cases.rule(1_000_000)
    let largest = try Cases.order([("a", 1, .max)])
    #expect(try Cases.sale(largest, all).totalMinor == .max)
    #expect(throws: MoneyError.overflow) { try Cases.sale(largest, Cases.rule(1_000_000, flat: 1)) }
    #expect(throws: MoneyError.overflow) {
      try Cases.sale(largest, all, products: [0: Cases.rule(1_000_000, flat: 1)])
    }
    #expect(throws: MoneyError.overflow) {
      try Cases.sale(Cases.order([("a", 2, 1)]), all, products: [0: Cases.rule(0, flat: .max)])
    }
  }

  @Test func termsAreInRange() throws {
    func field(capMinor: Int64 = 0, firstOrders: Int32 = 0) -> String? {
      fieldError { () throws(FieldError) in _ = try CommissionTerms(capMinor: capMinor, firstOrders: firstOrders) }?
        .field
    }
    #expect(try CommissionTerms() == .nothing)
    #expect(field(capMinor: .max, firstOrders: 1_000_000) == nil)
    #expect(field(capMinor: -1) == "cap_minor")
    #expect(field(firstOrders: -1) == "first_orders")
    #expect(field(firstOrders: 1_000_001) == "first_orders")
  }

  @Test func commissionIsApprovedSoManyDaysAfterTheOrder() {
    let day = Day(daysSince1970: 100)
    #expect(Commission.availableOn(day: day, holdDays: 0) == day)
    #expect(Commission.availableOn(day: day, holdDays: 14) == Day(daysSince1970: 114))
    #expect(Commission.availableOn(day: Day(daysSince1970: .max), holdDays: 1) == Day(daysSince1970: .max))
    #expect(Commission.availableOn(day: Day(daysSince1970: .min), holdDays: -1) == Day(daysSince1970: .min))
  }
}
