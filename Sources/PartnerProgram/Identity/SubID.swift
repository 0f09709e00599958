/// What a partner appends to a link as `&sid=` to tell its traffic apart: 1 to 255 bytes of UTF-8 without NUL.
public struct SubID: ExactText {
  /// Its length and its characters.
  public static let rule = TextRule.subID
  /// Its field in the public contract.
  public static let field = "sub_id"

  /// Its bytes of UTF-8.
  public let bytes: [UInt8]

  /// Takes bytes that are known to obey the rule: those of a row that was checked when it was written.
  public init(checked bytes: [UInt8]) { self.bytes = bytes }
}
