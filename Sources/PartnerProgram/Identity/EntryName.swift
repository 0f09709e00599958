/// The caller's name of a payout or an adjustment, by which a retry is recognised: 1 to 64 of `A`-`Z`, `a`-`z`,
/// `0`-`9`, `.`, `_` and `-`. Case matters.
public struct EntryName: ExactText {
  /// Its length and its characters.
  public static let rule = TextRule.entryName
  /// Its field in the public contract.
  public static let field = "id"

  /// Its bytes of UTF-8.
  public let bytes: [UInt8]

  /// Takes bytes that are known to obey the rule: those of a row that was checked when it was written.
  public init(checked bytes: [UInt8]) { self.bytes = bytes }
}
