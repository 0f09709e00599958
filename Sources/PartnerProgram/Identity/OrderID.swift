/// The shop's order number, or for a lead the form's entry number: 1 to 128 bytes of UTF-8 without NUL.
public struct OrderID: ExactText {
  /// Its length and its characters.
  public static let rule = TextRule.orderID
  /// Its field in the public contract.
  public static let field = "order_id"

  /// Its bytes of UTF-8.
  public let bytes: [UInt8]

  /// Takes bytes that are known to obey the rule: those of a row that was checked when it was written.
  public init(checked bytes: [UInt8]) { self.bytes = bytes }
}
