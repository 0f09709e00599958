/// Figures of one key, or what an event adds to them.
public struct RollupDelta: Hashable, Sendable {
  /// Clicks that counted.
  public var visits: Int64
  /// Clicks that counted as unique.
  public var uniqueVisits: Int64
  /// Leads.
  public var leads: Int64
  /// Sales.
  public var sales: Int64
  /// Refunds that had an effect.
  public var refunds: Int64
  /// The bases of sales less what was refunded of them, in minor units.
  public var revenueMinor: Int64
  /// What was earned less what was reversed, in minor units.
  public var commissionMinor: Int64
  /// The part of the commission that was reversed, in minor units: 0 or less.
  public var reversedMinor: Int64
  /// Corrections by hand, in minor units.
  public var adjustedMinor: Int64
  /// The part of commission and corrections that was paid out, in minor units: as positive as what it pays.
  public var paidMinor: Int64
  /// Clicks of known bots.
  public var flaggedBots: Int64
  /// Clicks that repeat a visit.
  public var flaggedRepeats: Int64
  /// Clicks while the partner was not active.
  public var flaggedInactiveClicks: Int64
  /// Leads and sales that earned nothing because the customer was the partner.
  public var flaggedSelfReferrals: Int64
  /// Leads and sales that earned nothing because the partner was not active.
  public var flaggedInactiveConversions: Int64
  /// Links that were fetched ahead.
  public var flaggedPrefetches: Int64
  /// Clicks whose SubID was too long or no text.
  public var flaggedInvalidSubIDs: Int64
  /// Leads and sales that only a pixel without a signature told of.
  public var flaggedUnconfirmed: Int64

  /// Makes figures; those not given are 0.
  public init(
    visits: Int64 = 0, uniqueVisits: Int64 = 0, leads: Int64 = 0, sales: Int64 = 0, refunds: Int64 = 0,
    revenueMinor: Int64 = 0, commissionMinor: Int64 = 0, reversedMinor: Int64 = 0, adjustedMinor: Int64 = 0,
    paidMinor: Int64 = 0, flaggedBots: Int64 = 0, flaggedRepeats: Int64 = 0, flaggedInactiveClicks: Int64 = 0,
    flaggedSelfReferrals: Int64 = 0, flaggedInactiveConversions: Int64 = 0, flaggedPrefetches: Int64 = 0,
    flaggedInvalidSubIDs: Int64 = 0, flaggedUnconfirmed: Int64 = 0
  ) {
    self.visits = visits
    self.uniqueVisits = uniqueVisits
    self.leads = leads
    self.sales = sales
    self.refunds = refunds
    self.revenueMinor = revenueMinor
    self.commissionMinor = commissionMinor
    self.reversedMinor = reversedMinor
    self.adjustedMinor = adjustedMinor
    self.paidMinor = paidMinor
    self.flaggedBots = flaggedBots
    self.flaggedRepeats = flaggedRepeats
    self.flaggedInactiveClicks = flaggedInactiveClicks
    self.flaggedSelfReferrals = flaggedSelfReferrals
    self.flaggedInactiveConversions = flaggedInactiveConversions
    self.flaggedPrefetches = flaggedPrefetches
    self.flaggedInvalidSubIDs = flaggedInvalidSubIDs
    self.flaggedUnconfirmed = flaggedUnconfirmed
  }

  /// Whether every figure is 0.
  public var isZero: Bool { self == RollupDelta() }

  /// Adds each figure to its own, or changes nothing when one of the sums does not fit.
  ///
  /// - Throws: ``MoneyError/overflow``.
  public static func += (left: inout RollupDelta, right: RollupDelta) throws(MoneyError) {
    left = try left.combined(with: right) { left, right throws(MoneyError) in try left.adding(right) }
  }

  /// What has to be added to the right figures to get the left ones.
  ///
  /// - Throws: ``MoneyError/overflow`` when a difference does not fit.
  public static func - (left: RollupDelta, right: RollupDelta) throws(MoneyError) -> RollupDelta {
    try left.combined(with: right) { left, right throws(MoneyError) in try left.subtracting(right) }
  }

  /// Calculates each figure with its own.
  private func combined(
    with other: RollupDelta, _ calculate: (Int64, Int64) throws(MoneyError) -> Int64
  ) throws(MoneyError) -> RollupDelta {
    RollupDelta(
      visits: try calculate(visits, other.visits),
      uniqueVisits: try calculate(uniqueVisits, other.uniqueVisits),
      leads: try calculate(leads, other.leads),
      sales: try calculate(sales, other.sales),
      refunds: try calculate(refunds, other.refunds),
      revenueMinor: try calculate(revenueMinor, other.revenueMinor),
      commissionMinor: try calculate(commissionMinor, other.commissionMinor),
      reversedMinor: try calculate(reversedMinor, other.reversedMinor),
      adjustedMinor: try calculate(adjustedMinor, other.adjustedMinor),
      paidMinor: try calculate(paidMinor, other.paidMinor),
      flaggedBots: try calculate(flaggedBots, other.flaggedBots),
      flaggedRepeats: try calculate(flaggedRepeats, other.flaggedRepeats),
      flaggedInactiveClicks: try calculate(flaggedInactiveClicks, other.flaggedInactiveClicks),
      flaggedSelfReferrals: try calculate(flaggedSelfReferrals, other.flaggedSelfReferrals),
      flaggedInactiveConversions: try calculate(flaggedInactiveConversions, other.flaggedInactiveConversions),
      flaggedPrefetches: try calculate(flaggedPrefetches, other.flaggedPrefetches),
      flaggedInvalidSubIDs: try calculate(flaggedInvalidSubIDs, other.flaggedInvalidSubIDs),
      flaggedUnconfirmed: try calculate(flaggedUnconfirmed, other.flaggedUnconfirmed))
  }

  /// Sales divided by visits in parts per million, rounded half to even; 0 without visits. A result that does not
  /// fit is the largest number.
  public var conversionRatePPM: Int64 { Self.ratio(sales, scale: 1_000_000, to: visits) }

  /// Commission divided by visits in 1/10,000 of a minor unit, rounded half to even; 0 without visits. A result that
  /// does not fit is the number nearest to it.
  public var earningsPerClickMinorE4: Int64 { Self.ratio(commissionMinor, scale: 10_000, to: visits) }

  private static func ratio(_ amount: Int64, scale: Int128, to count: Int64) -> Int64 {
    guard count > 0 else { return 0 }
    return Int64(clamping: Rounding.divideHalfToEven(Int128(amount) * scale, by: Int128(count)))
  }
}
