/// What is paid for a sale and for a lead: by a program, for a product, or to a partner.
public struct CommissionRule: Hashable, Sendable {
  /// Share of a sale's base, which is its items less its discount.
  public let saleRate: Rate
  /// Fixed part of a sale in minor units of the program's currency, 0 or more; of a product's rule, for each piece. Only
  /// for sales in that currency.
  public let saleFlatMinor: Int64
  /// What a lead earns in minor units of the program's currency, 0 or more.
  public let leadFlatMinor: Int64

  /// The rule that pays nothing.
  public static let nothing = CommissionRule()

  private init() {
    saleRate = .zero
    saleFlatMinor = 0
    leadFlatMinor = 0
  }

  /// Makes a rule.
  ///
  /// - Throws: A ``FieldError`` of `sale_flat_minor` or `lead_flat_minor` when one is negative.
  public init(saleRate: Rate, saleFlatMinor: Int64 = 0, leadFlatMinor: Int64 = 0) throws(FieldError) {
    guard saleFlatMinor >= 0 else {
      throw FieldError(field: "sale_flat_minor", message: "must not be negative")
    }
    guard leadFlatMinor >= 0 else {
      throw FieldError(field: "lead_flat_minor", message: "must not be negative")
    }
    self.saleRate = saleRate
    self.saleFlatMinor = saleFlatMinor
    self.leadFlatMinor = leadFlatMinor
  }
}
