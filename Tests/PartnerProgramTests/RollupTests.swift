import PartnerProgram
import Testing

@Suite struct RollupTests {
  /// Figures in which each differs from the others, times a factor.
  private func figures(_ factor: Int64) -> RollupDelta {
    RollupDelta(
      visits: factor, uniqueVisits: 2 * factor, leads: 3 * factor, sales: 4 * factor, refunds: 5 * factor,
      revenueMinor: 6 * factor, commissionMinor: 7 * factor, reversedMinor: 8 * factor, adjustedMinor: 9 * factor,
      paidMinor: 10 * factor, flaggedBots: 11 * factor, flaggedRepeats: 12 * factor,
      flaggedInactiveClicks: 13 * factor, flaggedSelfReferrals: 14 * factor,
      flaggedInactiveConversions: 15 * factor, flaggedPrefetches: 16 * factor, flaggedInvalidSubIDs: 17 * factor,
      flaggedUnconfirmed: 18 * factor)
  }

  @Test func eachFigureIsAddedToItsOwn() throws {
    var sum = figures(1)
    try sum += figures(10)
    #expect(sum == figures(11))
    #expect(!sum.isZero)
    try sum += figures(-11)
    #expect(sum == RollupDelta() && sum.isZero)
  }

  @Test func differenceIsWhatHasToBeAdded() throws {
    #expect(try figures(11) - figures(10) == figures(1))
    #expect(try (figures(3) - figures(3)).isZero)
    #expect(throws: MoneyError.overflow) { try RollupDelta(visits: .min) - RollupDelta(visits: 1) }
  }

  @Test func anyFigureMakesADifference() {
    for figure in Self.all {
      var sum = RollupDelta()
      sum[keyPath: figure] = 1
      #expect(!sum.isZero)
    }
  }

  private static let all: [any WritableKeyPath<RollupDelta, Int64> & Sendable] = [
    \.visits, \.uniqueVisits, \.leads, \.sales, \.refunds, \.revenueMinor, \.commissionMinor, \.reversedMinor,
    \.adjustedMinor, \.paidMinor, \.flaggedBots, \.flaggedRepeats, \.flaggedInactiveClicks, \.flaggedSelfReferrals,
    \.flaggedInactiveConversions, \.flaggedPrefetches, \.flaggedInvalidSubIDs, \.flaggedUnconfirmed,
  ]

  @Test func overflowOfAnyFigureChangesNothing() {
    for figure in Self.all {
      var sum = figures(1)
      sum[keyPath: figure] = .max
      let before = sum
      #expect(throws: MoneyError.overflow) { try sum += figures(1) }
      #expect(sum == before)
    }
  }

  @Test(arguments: [
    (Int64(0), Int64(0), Int64(0)), (5, 0, 0), (1, 3, 333_333), (2, 3, 666_667), (1, 1, 1_000_000), (3, 1, 3_000_000),
    (1, 2_000_000, 0), (3, 2_000_000, 2), (1, 64_000_000, 0), (.max, 1, .max),
  ])
  func conversionRateIsInPartsPerMillion(_ sales: Int64, _ visits: Int64, _ rate: Int64) {
    #expect(RollupDelta(visits: visits, sales: sales).conversionRatePPM == rate)
  }

  @Test(arguments: [
    (Int64(0), Int64(0), Int64(0)), (5, 0, 0), (1_000, 3, 3_333_333), (-1_000, 3, -3_333_333), (1, 20_000, 0),
    (3, 20_000, 2), (-3, 20_000, -2), (.max, 1, .max), (.min, 1, .min), (.max, .max, 10_000),
  ])
  func earningsPerClickAreInTenThousandthsOfAMinorUnit(_ commission: Int64, _ visits: Int64, _ earnings: Int64) {
    #expect(RollupDelta(visits: visits, commissionMinor: commission).earningsPerClickMinorE4 == earnings)
  }
}
