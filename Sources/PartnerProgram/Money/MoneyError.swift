/// Why a calculation with money has no result.
public enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The result does not fit into 64 bits of minor units.
  case overflow
  /// Amounts of two currencies cannot be added or compared.
  case currencyMismatch(Currency, Currency)

  /// The reason as a sentence.
  public var description: String {
    switch self {
    case .overflow: "The amount is too large."
    case .currencyMismatch(let left, let right): "\(left) and \(right) cannot be calculated with each other."
    }
  }
}
