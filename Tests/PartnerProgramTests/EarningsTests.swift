import PartnerProgram
import Testing

@Suite struct CommissionTests {
  private func money(_ minorUnits: Int64, _ code: String = "USD") throws -> Money {
    Money(minorUnits: minorUnits, currency: try #require(Currency(code: code)))
  }

  @Test func saleEarnsItsShareAndTheFixedPart() throws {
    let dollar = try #require(Currency(code: "USD"))
    let rule = try CommissionRule(saleRate: Rate(percentE4: 100_000), saleFlatMinor: 50, leadFlatMinor: 200)
    #expect(try rule.saleCommission(base: money(10_005), programCurrency: dollar) == money(1_050))
    #expect(try rule.saleCommission(base: money(10_015), programCurrency: dollar) == money(1_052))
    #expect(try rule.saleCommission(base: money(0), programCurrency: dollar) == money(50))
    #expect(rule.leadCommission(programCurrency: dollar) == (try money(200)))
  }

  @Test func saleInAnotherCurrencyEarnsNoFixedPart() throws {
    let dollar = try #require(Currency(code: "USD"))
    let rule = try CommissionRule(saleRate: Rate(percentE4: 100_000), saleFlatMinor: 50)
    #expect(try rule.saleCommission(base: money(1_000, "JPY"), programCurrency: dollar) == money(100, "JPY"))
  }

  @Test func commissionBeyondTheRangeIsRefused() throws {
    let dollar = try #require(Currency(code: "USD"))
    let rule = try CommissionRule(saleRate: Rate(percentE4: Rate.whole), saleFlatMinor: 1)
    #expect(try rule.saleCommission(base: money(.max - 1), programCurrency: dollar) == money(.max))
    #expect(throws: MoneyError.overflow) { try rule.saleCommission(base: money(.max), programCurrency: dollar) }
  }

  @Test func commissionIsApprovedAfterTheHold() {
    let ordered = Timestamp(microseconds: 5)
    #expect(Commission.availableAt(occurredAt: ordered, holdDays: 0) == ordered)
    #expect(Commission.availableAt(occurredAt: ordered, holdDays: 14).microseconds == 5 + 14 * 86_400_000_000)
  }
}

@Suite struct RefundTests {
  @Test(arguments: [
    // Commission 101 of base 1,000: the shares of 250, 500, 750 and 1,000 are 25.25, 50.5, 75.75 and 101.
    (Int64(0), Int64(250), Int64(25)), (250, 250, 25), (500, 250, 26), (750, 250, 25), (0, 500, 50), (500, 500, 51),
    (0, 1_000, 101), (0, 0, 0), (1_000, 0, 0),
  ])
  func reversalIsInProportion(_ before: Int64, _ now: Int64, _ reversed: Int64) throws {
    #expect(
      try Refund.reversal(commission: 101, base: 1_000, refundedBefore: before, refundedNow: now) == reversed)
  }

  @Test func anySplitOfARefundReversesAsMuchAsOneRefund() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<1_000 {
      let base = max(1, random.amount())
      let commission = Bool.random(using: &random) ? random.amount() : Int64.random(in: 0...base, using: &random)
      let isFull = Bool.random(using: &random)
      let target = isFull ? base : Int64.random(in: 0...base, using: &random)
      let comment: Comment = "seed \(SeededRandom.runSeed): \(commission) of \(base), back \(target)"
      let atOnce = try Refund.reversal(commission: commission, base: base, refundedBefore: 0, refundedNow: target)
      var refunded: Int64 = 0
      var reversed: Int64 = 0
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        let now = Int64.random(in: 0...(target - refunded), using: &random)
        let piece = try Refund.reversal(
          commission: commission, base: base, refundedBefore: refunded, refundedNow: now)
        #expect(piece >= 0, comment)
        reversed += piece
        refunded += now
      }
      reversed += try Refund.reversal(
        commission: commission, base: base, refundedBefore: refunded, refundedNow: target - refunded)
      #expect(reversed == atOnce, comment)
      if isFull { #expect(reversed == commission, comment) }
      #expect((0...commission).contains(reversed), comment)
    }
  }

  @Test func orderWithoutBaseGivesAllBack() throws {
    #expect(try Refund.reversal(commission: 500, base: 0, refundedBefore: 0, refundedNow: 0) == 500)
  }

  @Test func moreThanIsLeftIsRefused() {
    #expect(throws: RefundError.exceedsRemaining(remaining: 300, asked: 301)) {
      try Refund.reversal(commission: 100, base: 1_000, refundedBefore: 700, refundedNow: 301)
    }
    #expect(throws: RefundError.exceedsRemaining(remaining: 0, asked: 1)) {
      try Refund.reversal(commission: 100, base: 0, refundedBefore: 0, refundedNow: 1)
    }
    #expect(throws: RefundError.exceedsRemaining(remaining: 0, asked: .max)) {
      try Refund.reversal(commission: 100, base: .max, refundedBefore: .max, refundedNow: .max)
    }
    for (base, before, now) in [(Int64(-1), Int64(0), Int64(0)), (1, -1, 0), (1, 0, -1)] {
      #expect(throws: RefundError.negativeAmount) {
        try Refund.reversal(commission: 1, base: base, refundedBefore: before, refundedNow: now)
      }
    }
  }
}
