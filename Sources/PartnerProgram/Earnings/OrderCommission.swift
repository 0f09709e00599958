/// Calculates what orders earn, in whole minor units.
public enum OrderCommission {
  /// What commission is paid on for each line, in minor units: its amount less its part of the discount. The parts of the
  /// discount are in proportion to the amounts, by the method of the largest remainder, so that the sum of the bases is
  /// the order's base.
  public static func lineBases(of amounts: OrderAmounts) -> [Int64] {
    let lines = amounts.lines.map { $0.quantity * $0.unitPriceMinor }
    guard amounts.discountMinor > 0 else { return lines }
    let discounts = LargestRemainder.parts(
      of: Int128(amounts.discountMinor), dividends: lines.map { Int128($0) * Int128(amounts.discountMinor) },
      divisor: Int128(amounts.linesMinor))
    return zip(lines, discounts).map { line, discount in line - Int64(discount) }
  }

  /// What a sale earns: the rates' shares of the lines' bases, rounded half to even once for the whole order, and the
  /// fixed parts, up to the cap. Each product with a rule of its own earns that one's fixed part for each piece; the
  /// order's is earned once when a line has no such product, or when there are no lines.
  ///
  /// Fixed parts and cap are amounts of the program's currency and apply to sales in that currency only.
  ///
  /// - Parameter contactOrderNumber: Which of its contact's orders it is, from 1; nil when the contact is not known.
  /// - Throws: ``MoneyError/overflow`` when what is earned before the cap does not fit.
  public static func sale(
    _ amounts: OrderAmounts, rules: ApplicableRules, terms: CommissionTerms, programCurrency: Currency,
    contactOrderNumber: Int64? = nil
  ) throws(MoneyError) -> CommissionBreakdown {
    if terms.firstOrders > 0, let contactOrderNumber, contactOrderNumber > Int64(terms.firstOrders) {
      return CommissionBreakdown(
        totalMinor: 0, lineMinor: amounts.lines.map { _ in 0 }, isBeyondFirstOrders: true)
    }
    var lineMinor = shares(of: amounts, rules: rules)
    var orderFlatMinor: Int64 = 0
    if amounts.currency == programCurrency {
      for (position, rule) in rules.productRules where amounts.lines.indices.contains(position) {
        let flat = try rule.saleFlatMinor.multiplied(by: amounts.lines[position].quantity)
        lineMinor[position] = try lineMinor[position].adding(flat)
      }
      let needsOrderRule = amounts.lines.indices.contains { rules.productRules[$0] == nil }
      if needsOrderRule || amounts.lines.isEmpty { orderFlatMinor = rules.orderRule.saleFlatMinor }
    }
    var uncapped = orderFlatMinor
    for line in lineMinor { uncapped = try uncapped.adding(line) }
    let isCapped = terms.capMinor > 0 && amounts.currency == programCurrency && uncapped > terms.capMinor
    return CommissionBreakdown(
      totalMinor: isCapped ? terms.capMinor : uncapped, lineMinor: lineMinor, orderFlatMinor: orderFlatMinor,
      isCapped: isCapped)
  }

  /// Each line's part of what the rates give for the whole order. It is never more than the line's base, so it fits.
  private static func shares(of amounts: OrderAmounts, rules: ApplicableRules) -> [Int64] {
    let dividends = lineBases(of: amounts).enumerated().map { position, base in
      Int128(base) * Int128((rules.productRules[position] ?? rules.orderRule).saleRate.percentE4)
    }
    let total = Rounding.divideHalfToEven(dividends.reduce(0, +), by: Int128(Rate.whole))
    return LargestRemainder.parts(of: total, dividends: dividends, divisor: Int128(Rate.whole)).map { Int64($0) }
  }

  /// What a lead earns, in minor units of the program's currency.
  public static func lead(rules: ApplicableRules) -> Int64 { rules.orderRule.leadFlatMinor }

  /// What the parent of a partner earns on top of the partner's commission, both in minor units: its share of what the
  /// partner earns after the cap, rounded half to even.
  public static func tierTwo(of commissionMinor: Int64, terms: CommissionTerms) -> Int64 {
    terms.tierTwoRate.share(of: commissionMinor)
  }
}
