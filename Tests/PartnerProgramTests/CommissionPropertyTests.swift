import PartnerProgram
import Testing

/// What holds for every order, tried with random ones.
@Suite struct CommissionPropertyTests {
  typealias Cases = OrderCases

  private static func order(
    using random: inout SeededRandom, bits: ClosedRange<Int> = 0...40, currency: String? = nil
  ) throws -> OrderAmounts {
    let lines = (0..<Int.random(in: 0...8, using: &random)).map { _ in
      (
        ["", "a", "b", "c"].randomElement(using: &random) ?? "", Int64.random(in: 1...5, using: &random),
        random.amount(bits: bits)
      )
    }
    let sum = lines.reduce(0) { $0 + $1.1 * $1.2 }
    return try Cases.order(
      lines, discount: Bool.random(using: &random) ? Int64.random(in: 0...sum, using: &random) : 0,
      currency: currency ?? ["USD", "JPY", "KWD"].randomElement(using: &random) ?? "USD")
  }

  @Test func lineBasesSumUpToTheOrdersBase() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<2_000 {
      let order = try Self.order(using: &random, bits: 0...(Bool.random(using: &random) ? 4 : 57))
      let bases = OrderCommission.lineBases(of: order)
      let comment: Comment = "seed \(SeededRandom.runSeed)"
      #expect(bases.count == order.lines.count, comment)
      #expect(bases.reduce(0, +) == order.baseMinor, comment)
      for (base, line) in zip(bases, order.lines) {
        let amount = line.quantity * line.unitPriceMinor
        #expect((0...amount).contains(base), comment)
        // No part is a whole unit away from the exact one.
        let error = Int128(amount - base) * Int128(order.linesMinor) - Int128(amount) * Int128(order.discountMinor)
        #expect(error.magnitude < max(order.linesMinor.magnitude, 1), comment)
      }
    }
  }

  @Test func discountsAreSharedByTheLargestRemainder() throws {
    // Of a discount of 10 each of three equal lines bears 3.33: the earlier one bears the missing unit.
    #expect(
      try OrderCommission.lineBases(of: Cases.order([("", 1, 20), ("", 1, 20), ("", 1, 20)], discount: 10))
        == [16, 17, 17])
    // The exact parts are 1.25, 2.5 and 6.25.
    #expect(
      try OrderCommission.lineBases(of: Cases.order([("", 1, 10), ("", 1, 20), ("", 1, 50)], discount: 10))
        == [9, 17, 44])
    #expect(try OrderCommission.lineBases(of: Cases.order([("", 1, 0), ("", 1, 1)], discount: 1)) == [0, 0])
    #expect(try OrderCommission.lineBases(of: Cases.order([])) == [])
  }

  @Test func commissionIsTheSumOfItsPartsAndNeverMoreThanTheBase() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<2_000 {
      let order = try Self.order(using: &random, bits: 0...(Bool.random(using: &random) ? 4 : 40))
      let hasFlat = Bool.random(using: &random)
      func rule() throws -> CommissionRule {
        try Cases.rule(
          Int32.random(in: 0...1_000_000, using: &random),
          flat: hasFlat ? Int64.random(in: 0...500, using: &random) : 0)
      }
      let orderRule = try rule()
      var products: [Int: CommissionRule] = [:]
      for position in order.lines.indices where Bool.random(using: &random) { products[position] = try rule() }
      let breakdown = try Cases.sale(order, orderRule, products: products)
      let comment: Comment = "seed \(SeededRandom.runSeed)"
      #expect(breakdown.lineMinor.reduce(breakdown.orderFlatMinor, +) == breakdown.totalMinor, comment)
      #expect(breakdown.lineMinor.allSatisfy { $0 >= 0 }, comment)
      if !hasFlat { #expect((0...order.baseMinor).contains(breakdown.totalMinor), comment) }
      let cap = random.amount(bits: 1...40)
      let capped = try Cases.sale(order, orderRule, products: products, terms: CommissionTerms(capMinor: cap))
      let isCapped = order.currency.code == "USD" && cap > 0 && breakdown.totalMinor > cap
      #expect(capped.totalMinor == (isCapped ? cap : breakdown.totalMinor) && capped.isCapped == isCapped, comment)
      #expect(capped.lineMinor == breakdown.lineMinor, comment)
    }
  }

  /// Rounded once for the whole order: with one rate it does not matter into how many lines an order is split.
  @Test func splittingAnOrderIntoLinesChangesNothing() throws {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<1_000 {
      let pieces = (0..<Int.random(in: 1...12, using: &random)).map { _ in random.amount(bits: 0...12) }
      let sum = pieces.reduce(0, +)
      let discount = Int64.random(in: 0...sum, using: &random)
      let rule = try Cases.rule(Int32.random(in: 0...1_000_000, using: &random))
      let split = try Cases.sale(Cases.order(pieces.map { ("", 1, $0) }, discount: discount), rule)
      let whole = try Cases.sale(Cases.order([("", 1, sum)], discount: discount), rule)
      #expect(split.totalMinor == whole.totalMinor, "seed \(SeededRandom.runSeed)")
    }
  }

  @Test func largestAmountsFit() throws {
    let order = try Cases.order([("", 1, .max / 2), ("", 1, .max / 2)], discount: .max / 2)
    #expect(OrderCommission.lineBases(of: order).reduce(0, +) == order.baseMinor)
    #expect(try Cases.sale(order, Cases.rule(1_000_000)).totalMinor == order.baseMinor)
  }
}
