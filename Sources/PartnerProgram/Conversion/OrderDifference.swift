/// The first field in which an order that was sent again differs from the stored one.
public struct OrderDifference: Hashable, Sendable, CustomStringConvertible {
  /// The path of the field in the public contract, such as `items[1].unit_price_minor`.
  public let field: String
  /// What is stored.
  public let stored: String
  /// What was sent now.
  public let sent: String

  /// Makes a difference.
  public init(field: String, stored: String, sent: String) {
    self.field = field
    self.stored = stored
    self.sent = sent
  }

  /// The field with both of its values.
  public var description: String { "\(field) was \(stored) and is now \(sent)" }
}

extension OrderAmounts {
  /// The first field in which these amounts, sent now, differ from the stored ones, in the order of the contract's
  /// fields; nil when nothing differs.
  public func firstDifference(from stored: OrderAmounts) -> OrderDifference? {
    if currency != stored.currency {
      return OrderDifference(field: "currency", stored: stored.currency.code, sent: currency.code)
    }
    return firstLineDifference(from: stored)
      ?? Self.difference("tax_minor", stored: stored.taxMinor, sent: taxMinor)
      ?? Self.difference("shipping_minor", stored: stored.shippingMinor, sent: shippingMinor)
      ?? Self.difference("discount_minor", stored: stored.discountMinor, sent: discountMinor)
  }

  private func firstLineDifference(from stored: OrderAmounts) -> OrderDifference? {
    if lines.count != stored.lines.count {
      return OrderDifference(field: "items", stored: "\(stored.lines.count) items", sent: "\(lines.count) items")
    }
    for (position, (sent, stored)) in zip(lines, stored.lines).enumerated() where sent != stored {
      let item = "items[\(position)]"
      if !sent.sku.hasSameBytes(as: stored.sku) {
        return OrderDifference(field: "\(item).sku", stored: #""\#(stored.sku)""#, sent: #""\#(sent.sku)""#)
      }
      return Self.difference("\(item).quantity", stored: stored.quantity, sent: sent.quantity)
        ?? Self.difference("\(item).unit_price_minor", stored: stored.unitPriceMinor, sent: sent.unitPriceMinor)
    }
    return nil
  }

  private static func difference(_ field: String, stored: Int64, sent: Int64) -> OrderDifference? {
    stored == sent ? nil : OrderDifference(field: field, stored: String(stored), sent: String(sent))
  }
}
