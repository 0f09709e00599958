/// An amount of one currency, in a whole number of its minor units.
public struct Money: Hashable, Sendable, CustomStringConvertible {
  /// The amount in minor units (cents for USD, yen for JPY, fils for KWD); negative when it is owed back.
  public let minorUnits: Int64
  /// The currency.
  public let currency: Currency

  /// Makes an amount.
  public init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// The sum with an amount of the same currency.
  ///
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` or ``MoneyError/overflow``.
  public func adding(_ other: Money) throws(MoneyError) -> Money {
    try requireSameCurrency(as: other)
    return Money(minorUnits: try minorUnits.adding(other.minorUnits), currency: currency)
  }

  /// What is left when an amount of the same currency is taken away.
  ///
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` or ``MoneyError/overflow``.
  public func subtracting(_ other: Money) throws(MoneyError) -> Money {
    try requireSameCurrency(as: other)
    return Money(minorUnits: try minorUnits.subtracting(other.minorUnits), currency: currency)
  }

  /// The amount so many times.
  ///
  /// - Throws: ``MoneyError/overflow``.
  public func multiplied(by count: Int64) throws(MoneyError) -> Money {
    Money(minorUnits: try minorUnits.multiplied(by: count), currency: currency)
  }

  private func requireSameCurrency(as other: Money) throws(MoneyError) {
    guard currency == other.currency else { throw .currencyMismatch(currency, other.currency) }
  }

  /// The amount in major units with all of its decimal places, then the code: "1234.50 USD", "1234 JPY".
  public var description: String {
    let sign = minorUnits < 0 ? "-" : ""
    let digits = padded(minorUnits.magnitude, to: currency.exponent + 1)
    guard currency.exponent > 0 else { return "\(sign)\(digits) \(currency)" }
    return "\(sign)\(digits.dropLast(currency.exponent)).\(digits.suffix(currency.exponent)) \(currency)"
  }
}
