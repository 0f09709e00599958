import TributaryClient

/// Small cases whose outcome was worked out by hand, so that the model itself is not taken on trust.
struct SelfTest {
  private static let day = LocalCalendar.microsecondsPerDay
  private static let noon: Int64 = 1_711_800_000_000_000

  private(set) var failures: [String] = []
  private(set) var count = 0

  static func run() throws -> SelfTest {
    var test = SelfTest()
    test.arithmetic()
    test.texts()
    test.days()
    try test.attribution()
    try test.contacts()
    try test.commissions()
    try test.refunds()
    try test.money()
    test.histories()
    return test
  }

  mutating func expect<Value: Equatable>(_ actual: Value, _ expected: Value, _ what: String) {
    count += 1
    if actual != expected { failures.append("\(what): \(actual) is not \(expected)") }
  }

  private mutating func arithmetic() {
    expect(roundedHalfToEven(5, 2), 2, "2.5 rounds to even")
    expect(roundedHalfToEven(7, 2), 4, "3.5 rounds to even")
    expect(roundedHalfToEven(-5, 2), -2, "-2.5 rounds to even")
    expect(roundedHalfToEven(-8, 3), -3, "-2.67 rounds away")
    expect(dividedByLargestRemainder(100, by: [1, 1, 1]), [34, 33, 33], "a cent more for the first")
    expect(dividedByLargestRemainder(5, by: [1, 0, 3]), [1, 0, 4], "larger remainder")
    expect(dividedByLargestRemainder(0, by: [0, 0]), [0, 0], "no weights")
  }

  private mutating func texts() {
    expect(normalisedAddress(" Mia@Example.ORG. "), "mia@example.org", "an address")
    expect(normalisedAddress("a@b@c"), "a@b@c", "split at the last @")
    expect(normalisedAddress("@b"), nil, "nothing before the @")
    expect(normalisedAddress("a@."), nil, "nothing after the @")
    expect(reportedPage("https://x/a?b#c"), "https://x/a", "a page without its query")
    expect(reportedPage(String(repeating: "é", count: 200)).utf8.count, 254, "cut at a character")
  }

  private mutating func days() {
    let berlin = LocalCalendar(zone: "Europe/Berlin")
    expect(LocalCalendar.text(berlin.day(of: 1_711_841_400_000_000)), "2024-03-31", "half past midnight in Berlin")
    let first = berlin.day(of: 1_711_841_400_000_000)
    expect(berlin.start(of: first + 1) - berlin.start(of: first), Self.day / 24 * 23, "a day of 23 hours")
    let brazil = LocalCalendar(zone: "America/Sao_Paulo")
    let gap = brazil.day(of: 1_541_300_400_000_000)
    expect(LocalCalendar.text(gap), "2018-11-04", "a day without midnight")
    expect(brazil.start(of: gap), 1_541_300_400_000_000, "begins at one o'clock")
    expect(LocalCalendar.text(-1), "1969-12-31", "the day before all")
    expect(LocalCalendar.text(19_782), "2024-02-29", "a leap day")
  }

  private func model(_ change: (inout Program) -> Void = { _ in }) -> Model {
    var program = Program(
      slug: "p", currency: "USD", commission: CommissionRule(saleRateE4: 100_000, leadFlatMinor: 150))
    change(&program)
    let partners = [
      Partner(code: "anna", email: "anna@partner.example"), Partner(code: "ben", parent: "anna"),
    ]
    return Model(program, partners: partners, now: Self.noon, token: { "token-of-\($0)" })
  }

  private func sale(_ order: String, _ prices: [Int64] = [1_000], ago: Int64 = 0) -> RecordConversionRequest {
    RecordConversionRequest(
      kind: .sale, orderId: order, items: prices.map { Item(unitPriceMinor: $0) }, occurredAtUs: Self.noon - ago)
  }

  private func click(_ number: Int, _ partner: String, ago: Int64) -> RecordClickRequest {
    RecordClickRequest(
      partner: partner, subId: "s\(number)", clickId: Pools.clicks[number], visitorId: Pools.visitors[0],
      occurredAtUs: Self.noon - ago)
  }

  private mutating func attribution() throws {
    var model = model()
    _ = try model.click(click(0, "anna", ago: 2 * Self.day), visitor: "")
    let second = try model.click(click(1, "ben", ago: 1), visitor: "")
    expect(second.disposition, .counted, "another partner's visit")
    expect(try model.click(click(2, "ben", ago: 0), visitor: "").uniqueVisit, true, "another SubID")
    var order = sale("1")
    order.evidence = Evidence(visitorId: Pools.visitors[0])
    let reply = try model.convert(order, nil, id: "1")
    expect(reply.receipt?.partner, "ben", "the last touch wins")
    expect(reply.receipt?.subId, "s2", "with its SubID")
    expect(
      reply.receipt?.candidates.map(\.verdict), [.won, .laterTouchWon, .laterTouchWon], "its rivals come latest first")
    order.evidence = Evidence(coupon: "vip", partner: "anna")
    expect(try model.convert(order, nil, id: "").receipt?.rule, .explicitPartner, "the merchant's word")
    var old = sale("2")
    old.evidence = Evidence(clickId: Pools.clicks[3])
    expect(try model.convert(old, nil, id: "2").receipt?.rule, .unattributed, "a click that is not there")
    _ = try model.click(click(3, "anna", ago: 60 * Self.day), visitor: "")
    expect(model.orders[1].decision.receipt.rule, .lastTouch, "comes later, and exactly at the window's edge")
  }

  private mutating func contacts() throws {
    var model = model()
    var lead = RecordConversionRequest(kind: .lead, orderId: "1", customer: Customer(email: "Mia@example.org"))
    lead.evidence = Evidence(partner: "ben")
    _ = try model.convert(lead, nil, id: "lead")
    var order = sale("2")
    order.customer = Customer(email: "mia@example.org.", externalId: "7")
    let reply = try model.convert(order, nil, id: "sale")
    expect(reply.receipt?.rule, .contactLastReferrer, "a lead attributes a sale")
    expect(reply.receipt?.candidates.map(\.verdict), [.won, .contactWon], "both names lead to it")
    expect(try model.contact(.number("7")).lastReferrer?.orderId, "1", "which binds nothing")
    expect(try model.erase(.number("7")).conversions, 2, "both are erased")
    expect(try Answer.ofModel { try model.contact(.number("7")) }, .refused(Refusal(code: .notFound)), "and gone")
    var own = sale("3")
    own.customer = Customer(email: "ANNA@partner.example")
    own.evidence = Evidence(partner: "anna")
    expect(try model.convert(own, nil, id: "own").receipt?.candidates.first?.verdict, .selfReferral, "a self-referral")
  }

  private mutating func commissions() throws {
    var model = model {
      $0.commission = CommissionRule(
        saleRateE4: 100_000, saleFlatMinor: 30, capMinor: 500, tierTwoRateE4: 500_000)
    }
    model.overrides[OverrideKey(partner: "", sku: "mug")] = CommissionRule(saleRateE4: 500_000, saleFlatMinor: 7)
    var order = sale("1", [105, 100])
    order.items[1].sku = "mug"
    order.items[1].quantity = 2
    order.evidence = Evidence(partner: "ben")
    // 10 % of 105 and 50 % of 200 are 110.5, to even 110; with 7 for each mug and 30 for the order 154.
    let reply = try model.convert(order, nil, id: "1")
    expect(reply.commissions.map(\.amountMinor), [154, 77], "rates, flats and the second tier")
    var large = sale("2", [100_000])
    large.evidence = Evidence(partner: "anna")
    expect(try model.convert(large, nil, id: "2").commissions.map(\.amountMinor), [500], "the cap")
    large.orderId = "3"
    large.currency = "JPY"
    expect(try model.convert(large, nil, id: "3").commissions.map(\.amountMinor), [10_000], "no cap in yen")
  }

  private mutating func refunds() throws {
    var model = model()
    var full = RecordConversionRequest(kind: .refund, orderId: "1", fullRefund: true)
    expect(try model.convert(full, nil, id: "f").refundStatus, .waitingForOrder, "a refund without its order")
    var order = sale("1", [333], ago: Self.day)
    order.evidence = Evidence(partner: "anna")
    _ = try model.convert(order, nil, id: "1")
    var partial = RecordConversionRequest(
      kind: .refund, orderId: "1", refundId: "r", items: [Item(unitPriceMinor: 100)])
    partial.occurredAtUs = Self.noon - 1
    let reply = try model.convert(partial, nil, id: "r")
    expect(reply.commissions.map(\.amountMinor), [-10], "its share of 33")
    expect(model.settlements(of: "1").map(\.reversalMinor), [10, 23], "the rest goes with the full one")
    expect(model.balances().map(\.balanceMinor), [0], "nothing is left")
    full.refundId = "again"
    expect(try model.convert(full, nil, id: "g").refundStatus, .exceedsOrder, "nothing left to refund")
  }

  private mutating func money() throws {
    var model = model { $0.holdDays = 1 }
    var order = sale("1")
    order.evidence = Evidence(partner: "anna")
    _ = try model.convert(order, nil, id: "1")
    expect(try model.payOut(CreatePayoutRequest(id: "p1")).payout?.totals.count, 0, "on hold")
    model.now += Self.day
    expect(try model.payOut(CreatePayoutRequest(id: "p2")).payout?.totals.map(\.amountMinor), [100], "approved")
    expect(try model.payOut(CreatePayoutRequest(id: "p2")).replayed, true, "not paid twice")
    _ = try model.convert(RecordConversionRequest(kind: .refund, orderId: "1", fullRefund: true), nil, id: "r")
    expect(model.balances().map(\.approvedMinor), [-100], "a clawback")
    let total = model.report(GetPartnerReportRequest(keys: [.partner])).totals.first
    expect(total?.commissionPaidMinor, 100, "the report tells what was paid")
    expect(total?.commissionApprovedMinor, -100, "and what is owed back")
  }

  /// The generator's own promises.
  private mutating func histories() {
    let first = Generator.history(seed: 7, events: 5...40)
    expect(first.events, Generator.history(seed: 7, events: 5...40).events, "a seed makes one history")
    expect(first.events == Generator.history(seed: 8, events: 5...40).events, false, "another makes another")
    expect(Set(Pools.clicks).count, Pools.clicks.count, "click ids are distinct")
  }
}
