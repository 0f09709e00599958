/// What was bought or paid back and for how much: everything about an order that money depends on.
///
/// Its totals are known to fit into 64 bits once it is made.
public struct OrderAmounts: Hashable, Sendable {
  /// What was bought.
  public let lines: [OrderLine]
  /// Tax in minor units, 0 or more. No commission is paid on it.
  public let taxMinor: Int64
  /// Shipping in minor units, 0 or more. No commission is paid on it.
  public let shippingMinor: Int64
  /// Discount on the lines in minor units, 0 up to their sum.
  public let discountMinor: Int64
  /// The currency of all of it.
  public let currency: Currency
  /// The sum of the lines in minor units.
  public let linesMinor: Int64
  /// What the customer pays in minor units: lines less discount, with tax and shipping.
  public let totalMinor: Int64

  /// The most lines an order can have.
  public static let maximumLines = 1_000

  /// Makes amounts from what was sent or stored.
  ///
  /// - Throws: A ``FieldError`` that names the field which is negative, or with which a total does not fit any more,
  ///   or the discount when it is larger than the lines.
  public init(
    lines: [OrderLine] = [], taxMinor: Int64 = 0, shippingMinor: Int64 = 0, discountMinor: Int64 = 0,
    currency: Currency
  ) throws(FieldError) {
    guard lines.count <= Self.maximumLines else {
      throw FieldError(field: "items", message: "must hold at most 1,000 lines, not \(lines.count)")
    }
    for (field, amount) in [
      ("tax_minor", taxMinor), ("shipping_minor", shippingMinor), ("discount_minor", discountMinor),
    ] where amount < 0 {
      throw FieldError(field: field, message: "must not be negative")
    }
    linesMinor = try Self.sum(of: lines)
    guard discountMinor <= linesMinor else {
      throw FieldError(
        field: "discount_minor", message: "must not be more than the items, \(linesMinor), but is \(discountMinor)")
    }
    let withTax = try Self.adding(taxMinor, to: linesMinor - discountMinor, field: "tax_minor")
    totalMinor = try Self.adding(shippingMinor, to: withTax, field: "shipping_minor")
    self.lines = lines
    self.taxMinor = taxMinor
    self.shippingMinor = shippingMinor
    self.discountMinor = discountMinor
    self.currency = currency
  }

  /// What commission is paid on, in minor units: the lines less the discount, without tax and shipping.
  public var baseMinor: Int64 { linesMinor - discountMinor }

  private static func sum(of lines: [OrderLine]) throws(FieldError) -> Int64 {
    var sum: Int64 = 0
    for (position, line) in lines.enumerated() {
      let field = "items[\(position)].unit_price_minor"
      let (price, overflows) = line.unitPriceMinor.multipliedReportingOverflow(by: line.quantity)
      guard !overflows else { throw tooLarge(field) }
      sum = try adding(price, to: sum, field: field)
    }
    return sum
  }

  private static func adding(_ amount: Int64, to sum: Int64, field: String) throws(FieldError) -> Int64 {
    let (result, overflows) = sum.addingReportingOverflow(amount)
    guard !overflows else { throw tooLarge(field) }
    return result
  }

  private static func tooLarge(_ field: String) -> FieldError {
    FieldError(field: field, message: "makes the order's total larger than 9,223,372,036,854,775,807 minor units")
  }
}
