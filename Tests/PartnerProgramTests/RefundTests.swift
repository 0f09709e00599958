import PartnerProgram
import Testing

@Suite struct RefundTests {
  private static func sale(
    base: Int64 = 1_000, commission: Int64 = 101, parent: Int64 = 10, currency: String = "USD", isTest: Bool = false
  ) throws -> RefundedSale {
    RefundedSale(
      baseMinor: base, currency: try OrderCases.currency(currency), isTest: isTest, commissionMinor: commission,
      parentCommissionMinor: parent)
  }

  /// A refund that asks for a part of the base, or (nil) for all that is left.
  private static func refund(
    _ number: UInt64, _ base: Int64?, at microseconds: Int64 = 0, id: String? = "", currency: String? = nil,
    isTest: Bool = false
  ) throws -> RefundRequest {
    RefundRequest(
      id: AttributionCases.conversionID(number),
      refundID: id.map { RefundID(checked: Array(($0.isEmpty ? "r\(number)" : $0).utf8)) },
      occurredAt: Timestamp(microseconds: microseconds), baseMinor: base,
      sentCurrency: try currency.map(OrderCases.currency), isTest: isTest)
  }

  private static func settled(
    _ number: UInt64, _ status: RefundStatus, _ base: Int64 = 0, _ reversal: Int64 = 0, _ parent: Int64 = 0
  ) -> SettledRefund {
    SettledRefund(
      id: AttributionCases.conversionID(number), status: status, baseMinor: base, reversalMinor: reversal,
      parentReversalMinor: parent)
  }

  @Test func reversalIsInProportion() throws {
    // Commission 101 and 10 of base 1,000: the shares of 250, 500, 750 and 1,000 are 25.25, 50.5, 75.75 and 101, and
    // 2.5, 5, 7.5 and 10.
    let refunds = try (1...4).map { try Self.refund($0, 250) }
    #expect(
      RefundSettlement.settle(refunds, of: try Self.sale()) == [
        Self.settled(1, .applied, 250, 25, 2), Self.settled(2, .applied, 250, 25, 3),
        Self.settled(3, .applied, 250, 26, 3), Self.settled(4, .applied, 250, 25, 2),
      ])
    #expect(
      RefundSettlement.settle([try Self.refund(1, nil)], of: try Self.sale()) == [
        Self.settled(1, .applied, 1_000, 101, 10)
      ])
    #expect(
      RefundSettlement.settle([try Self.refund(1, 0)], of: try Self.sale()) == [Self.settled(1, .applied)])
  }

  @Test func moreThanIsLeftTakesWhatIsLeft() throws {
    let refunds = [
      try Self.refund(1, 700), try Self.refund(2, 301), try Self.refund(3, nil), try Self.refund(4, 0),
      try Self.refund(5, .max),
    ]
    #expect(
      RefundSettlement.settle(refunds, of: try Self.sale()) == [
        Self.settled(1, .applied, 700, 71, 7), Self.settled(2, .exceedsOrder, 300, 30, 3),
        Self.settled(3, .exceedsOrder), Self.settled(4, .applied), Self.settled(5, .exceedsOrder),
      ])
  }

  @Test func orderWithoutBaseGivesAllBackOnce() throws {
    let sale = try Self.sale(base: 0, commission: 500, parent: 50)
    #expect(
      RefundSettlement.settle([try Self.refund(1, nil), try Self.refund(2, nil)], of: sale) == [
        Self.settled(1, .applied, 0, 500, 50), Self.settled(2, .applied),
      ])
    #expect(
      RefundSettlement.settle(
        [try Self.refund(1, 5, isTest: true), try Self.refund(2, 1), try Self.refund(3, 0)], of: sale) == [
          Self.settled(1, .testDiffers), Self.settled(2, .exceedsOrder, 0, 500, 50), Self.settled(3, .applied),
        ])
  }

  @Test func otherCurrencyAndTestsHaveNoEffect() throws {
    let refunds = [
      try Self.refund(1, nil, currency: "EUR", isTest: true), try Self.refund(2, nil, isTest: true),
      try Self.refund(3, 100, currency: "USD"), try Self.refund(4, 5_000, currency: "JPY"),
      try Self.refund(5, nil),
    ]
    #expect(
      RefundSettlement.settle(refunds, of: try Self.sale(commission: 100, parent: 0)) == [
        Self.settled(1, .currencyDiffers), Self.settled(2, .testDiffers), Self.settled(3, .applied, 100, 10),
        Self.settled(4, .currencyDiffers), Self.settled(5, .applied, 900, 90),
      ])
    let test = try Self.sale(commission: 0, parent: 0, isTest: true)
    #expect(
      RefundSettlement.settle([try Self.refund(1, 10, isTest: true), try Self.refund(2, 10)], of: test) == [
        Self.settled(1, .applied, 10), Self.settled(2, .testDiffers),
      ])
  }

  @Test func refundsAreLookedAtInTheOrderInWhichTheyHappened() throws {
    let refunds = [
      try Self.refund(1, 600, at: 5, id: "b"), try Self.refund(2, nil, at: 5, id: nil),
      try Self.refund(3, 600, at: 5, id: "a"), try Self.refund(4, 100, at: 4, id: "z"),
      try Self.refund(5, 100, at: -1, id: "z9"),
    ]
    let expected: [SettledRefund] = [
      Self.settled(5, .applied, 100, 10, 1), Self.settled(4, .applied, 100, 10, 1),
      Self.settled(2, .applied, 800, 81, 8), Self.settled(3, .exceedsOrder), Self.settled(1, .exceedsOrder),
    ]
    for order in AttributionCases.permutations(refunds) {
      #expect(RefundSettlement.settle(order, of: try Self.sale()) == expected)
    }
  }

  @Test func anySplitOfARefundReversesAsMuchAsOneRefund() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<1_000 {
      let base = max(1, random.amount())
      let commission = Bool.random(using: &random) ? random.amount() : Int64.random(in: 0...base, using: &random)
      let parent = Int64.random(in: 0...commission, using: &random)
      let sale = try Self.sale(
        base: base, commission: commission, parent: parent,
        currency: ["USD", "JPY", "KWD"].randomElement(using: &random) ?? "USD")
      let isFull = Bool.random(using: &random)
      let target = isFull ? base : Int64.random(in: 0...base, using: &random)
      var refunds: [RefundRequest] = []
      var refunded: Int64 = 0
      for number in 0..<UInt64.random(in: 0...8, using: &random) {
        let now = Int64.random(in: 0...(target - refunded), using: &random)
        refunds.append(try Self.refund(number, now, at: Int64.random(in: 0...3, using: &random)))
        refunded += now
      }
      refunds.append(try Self.refund(99, isFull ? nil : target - refunded, at: 4))
      let comment: Comment = "seed \(SeededRandom.runSeed): \(commission) of \(base), back \(target)"
      let settled = RefundSettlement.settle(refunds.shuffled(using: &random), of: sale)
      #expect(settled.allSatisfy { $0.reversalMinor >= 0 && $0.parentReversalMinor >= 0 }, comment)
      #expect(settled.reduce(0) { $0 + $1.baseMinor } == target, comment)
      let atOnce = RefundSettlement.settle([try Self.refund(1, target)], of: sale)
      #expect(settled.reduce(0) { $0 + $1.reversalMinor } == atOnce.first?.reversalMinor, comment)
      #expect(settled.reduce(0) { $0 + $1.parentReversalMinor } == atOnce.first?.parentReversalMinor, comment)
      if isFull {
        #expect(settled.reduce(0) { $0 + $1.reversalMinor } == commission, comment)
        #expect(settled.reduce(0) { $0 + $1.parentReversalMinor } == parent, comment)
      }
      #expect(RefundSettlement.settle(refunds.shuffled(using: &random), of: sale) == settled, comment)
    }
  }
}
