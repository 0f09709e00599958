import Testing

@testable import PartnerProgram

@Suite struct RoundingTests {
  @Test(arguments: [
    (Int128(1), Int128(2), Int128(0)), (3, 2, 2), (5, 2, 2), (7, 2, 4), (-1, 2, 0), (-3, 2, -2), (-5, 2, -2), (1, 3, 0),
    (2, 3, 1), (-2, 3, -1), (0, 7, 0), (6, 3, 2), (10, 4, 2), (14, 4, 4),
  ])
  func halvesGoToTheEvenNumber(_ dividend: Int128, _ divisor: Int128, _ expected: Int128) {
    #expect(Rounding.divideHalfToEven(dividend, by: divisor) == expected)
  }

  @Test func smallQuotientsAgreeWithFloatingPoint() {
    for dividend in -300...300 {
      for divisor in 1...40 {
        let expected = (Double(dividend) / Double(divisor)).rounded(.toNearestOrEven)
        let rounded = Rounding.divideHalfToEven(Int128(dividend), by: Int128(divisor))
        #expect(rounded == Int128(expected), "\(dividend) / \(divisor)")
      }
    }
  }

  @Test func shareIsNearestToTheTrueShare() {
    var random = SeededRandom(seed: SeededRandom.runSeed)
    for _ in 0..<5_000 {
      let amount = random.amount() * (Bool.random(using: &random) ? 1 : -1)
      let whole = max(1, random.amount())
      let part = Int64.random(in: 0...whole, using: &random)
      let comment: Comment = "seed \(SeededRandom.runSeed): \(amount) * \(part) / \(whole)"
      let share = Rounding.share(of: amount, part: part, whole: whole)
      let error = Int128(share) * Int128(whole) - Int128(amount) * Int128(part)
      #expect(error.magnitude * 2 <= UInt128(whole), comment)
      if error.magnitude * 2 == UInt128(whole) { #expect(share % 2 == 0, comment) }
      #expect(share.magnitude <= amount.magnitude, comment)
    }
    for extreme in [Int64.min, .max] { #expect(Rounding.share(of: extreme, part: .max, whole: .max) == extreme) }
  }
}

@Suite struct RateTests {
  @Test func shareIsRoundedHalfToEven() throws {
    let half = try Rate(percentE4: 500_000)
    #expect([1, 3, 5, -1, -3].map { half.share(of: $0) } == [0, 2, 2, 0, -2])
    let tenth = try Rate(percentE4: 100_000)
    #expect(tenth.share(of: 12_345) == 1_234)
    #expect(tenth.share(of: 12_355) == 1_236)
    #expect(try Rate(percentE4: 1).share(of: 500_000) == 0)
    #expect(try Rate(percentE4: 1).share(of: 500_001) == 1)
  }

  @Test func sharesOfTheLargestAmountsFit() throws {
    let all = try Rate(percentE4: Rate.whole)
    for amount in [Int64.min, -1, 0, 1, .max] {
      #expect(all.share(of: amount) == amount)
      #expect(Rate.zero.share(of: amount) == 0)
    }
    #expect(try Rate(percentE4: 333_333).share(of: .max) == 3_074_454_271_160_912_984)
  }

  @Test func rangeIsFromNothingToAll() {
    #expect(fieldError { () throws(FieldError) in _ = try Rate(percentE4: -1) }?.field == "sale_rate_e4")
    #expect(fieldError { () throws(FieldError) in _ = try Rate(percentE4: 1_000_001) }?.field == "sale_rate_e4")
  }

  @Test func textIsInPercent() throws {
    #expect(try Rate(percentE4: 125_000).description == "12.5000 %")
    #expect(try Rate(percentE4: 7).description == "0.0007 %")
    #expect(try Rate(percentE4: 1_000_000).description == "100.0000 %")
  }
}
