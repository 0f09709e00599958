/// Which parts a conversion of each kind must and must not bring.
public enum ConversionForm {
  /// Whether the parts that a conversion brings fit its kind.
  ///
  /// - Parameters:
  ///   - kind: What kind of conversion it is.
  ///   - hasRefundID: Whether a refund id was sent.
  ///   - isFullRefund: Whether all that is left of the order is to be paid back.
  ///   - amounts: What was bought or is paid back. A lead and a full refund bring none.
  /// - Throws: A ``FieldError`` of `refund_id`, `full_refund` or the part of the amounts that is out of place.
  public static func check(
    kind: ConversionKind, hasRefundID: Bool, isFullRefund: Bool, amounts: OrderAmounts
  ) throws(FieldError) {
    if kind == .refund {
      guard hasRefundID || isFullRefund else {
        throw FieldError(field: "refund_id", message: "is required for a refund unless full_refund is set")
      }
      if isFullRefund { try requireNothing(in: amounts, because: "must be empty when full_refund is set") }
    } else {
      guard !hasRefundID else { throw FieldError(field: "refund_id", message: "is for refunds only") }
      guard !isFullRefund else { throw FieldError(field: "full_refund", message: "is for refunds only") }
      if kind == .lead { try requireNothing(in: amounts, because: "must be empty for a lead") }
    }
  }

  /// Money that would be dropped is refused, because whoever sent it expects it to count. A discount is never without
  /// items.
  private static func requireNothing(in amounts: OrderAmounts, because rule: String) throws(FieldError) {
    guard amounts.lines.isEmpty else { throw FieldError(field: "items", message: rule) }
    guard amounts.taxMinor == 0 else { throw FieldError(field: "tax_minor", message: rule) }
    guard amounts.shippingMinor == 0 else { throw FieldError(field: "shipping_minor", message: rule) }
  }
}
