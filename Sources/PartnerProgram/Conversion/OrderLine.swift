/// One line of an order.
public struct OrderLine: Sendable {
  /// The shop's product code; empty when not known.
  public let sku: String
  /// How many, 1 to ``maximumQuantity``.
  public let quantity: Int64
  /// The price of one in minor units, 0 or more.
  public let unitPriceMinor: Int64

  /// The most of one thing that a line can hold.
  public static let maximumQuantity: Int64 = 1_000_000

  /// Makes a line from what was sent or stored.
  ///
  /// - Parameters:
  ///   - quantity: 0 means 1.
  ///   - position: The line's place in its order, from 0, for errors.
  /// - Throws: A ``FieldError`` that names the line's place and field, such as `items[2].quantity`.
  public init(sku: String = "", quantity: Int64, unitPriceMinor: Int64, position: Int) throws(FieldError) {
    try TextRule.sku.check(sku, field: "items[\(position)].sku")
    guard (0...Self.maximumQuantity).contains(quantity) else {
      throw FieldError(
        field: "items[\(position)].quantity", message: "must be between 1 and 1,000,000, or 0 for 1")
    }
    guard unitPriceMinor >= 0 else {
      throw FieldError(field: "items[\(position)].unit_price_minor", message: "must not be negative")
    }
    self.sku = sku
    self.quantity = quantity == 0 ? 1 : quantity
    self.unitPriceMinor = unitPriceMinor
  }
}

extension OrderLine: Hashable {
  /// Whether two lines say the same. Product codes are compared by their bytes, as two spellings of a letter may name
  /// two products.
  public static func == (left: OrderLine, right: OrderLine) -> Bool {
    left.quantity == right.quantity && left.unitPriceMinor == right.unitPriceMinor
      && left.sku.hasSameBytes(as: right.sku)
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(quantity)
    hasher.combine(unitPriceMinor)
    sku.hashBytes(into: &hasher)
  }
}
