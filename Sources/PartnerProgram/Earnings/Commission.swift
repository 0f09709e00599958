/// Money that a conversion moves for a partner.
public struct Commission: Hashable, Sendable {
  /// The partner.
  public let partner: PartnerID
  /// The amount; negative when it is reversed.
  public let amount: Money
  /// From when on it is approved.
  public let availableAt: Timestamp

  /// Makes a commission.
  public init(partner: PartnerID, amount: Money, availableAt: Timestamp) {
    self.partner = partner
    self.amount = amount
    self.availableAt = availableAt
  }

  /// When a commission of an order is approved: the program's hold, in periods of 24 hours, after the order.
  public static func availableAt(occurredAt: Timestamp, holdDays: Int32) -> Timestamp {
    occurredAt.adding(days: holdDays)
  }
}

extension CommissionRule {
  /// What a sale earns: the rate's share of its base, rounded half to even, and the fixed part when the sale is in
  /// the program's currency.
  ///
  /// - Throws: ``MoneyError/overflow`` when the sum does not fit.
  public func saleCommission(base: Money, programCurrency: Currency) throws(MoneyError) -> Money {
    let share = Money(minorUnits: saleRate.share(of: base.minorUnits), currency: base.currency)
    guard base.currency == programCurrency else { return share }
    return try share.adding(Money(minorUnits: saleFlatMinor, currency: programCurrency))
  }

  /// What a lead earns, in the program's currency.
  public func leadCommission(programCurrency: Currency) -> Money {
    Money(minorUnits: leadFlatMinor, currency: programCurrency)
  }
}
