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
  /// Refunds.
  public var refunds: Int64
  /// The bases of sales less what was refunded of them, in minor units.
  public var revenueMinor: Int64
  /// What was earned less what was reversed, in minor units.
  public var commissionMinor: Int64

  /// Makes figures; those not given are 0.
  public init(
    visits: Int64 = 0, uniqueVisits: Int64 = 0, leads: Int64 = 0, sales: Int64 = 0, refunds: Int64 = 0,
    revenueMinor: Int64 = 0, commissionMinor: Int64 = 0
  ) {
    self.visits = visits
    self.uniqueVisits = uniqueVisits
    self.leads = leads
    self.sales = sales
    self.refunds = refunds
    self.revenueMinor = revenueMinor
    self.commissionMinor = commissionMinor
  }

  /// Adds each figure to its own, or changes nothing when one of the sums does not fit.
  ///
  /// - Throws: ``MoneyError/overflow``.
  public static func += (left: inout RollupDelta, right: RollupDelta) throws(MoneyError) {
    left = RollupDelta(
      visits: try left.visits.adding(right.visits),
      uniqueVisits: try left.uniqueVisits.adding(right.uniqueVisits),
      leads: try left.leads.adding(right.leads),
      sales: try left.sales.adding(right.sales),
      refunds: try left.refunds.adding(right.refunds),
      revenueMinor: try left.revenueMinor.adding(right.revenueMinor),
      commissionMinor: try left.commissionMinor.adding(right.commissionMinor))
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
