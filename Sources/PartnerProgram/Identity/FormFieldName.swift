/// The name of a field of a form: 1 to 64 of `A`-`Z`, `a`-`z`, `0`-`9`, `.`, `_` and `-`. Case matters.
public struct FormFieldName: ExactText {
  /// Its length and its characters.
  public static let rule = TextRule.formFieldName
  /// Its field in the public contract.
  public static let field = "name"

  /// Its bytes of UTF-8.
  public let bytes: [UInt8]

  /// Takes bytes that are known to obey the rule: those of a row that was checked when it was written.
  public init(checked bytes: [UInt8]) { self.bytes = bytes }
}
