/// The name of an account or a program in URLs: 1 to 63 of `a`-`z`, `0`-`9` and `-`, with no `-` at either end.
public struct Slug: ExactText {
  /// Its length and its characters.
  public static let rule = TextRule.slug
  /// Its field in the public contract.
  public static let field = "slug"

  /// Its bytes of UTF-8.
  public let bytes: [UInt8]

  /// Takes bytes that are known to obey the rule: those of a row that was checked when it was written.
  public init(checked bytes: [UInt8]) { self.bytes = bytes }
}
