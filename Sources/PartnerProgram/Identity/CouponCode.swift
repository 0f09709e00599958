/// What customers type to name a partner: 1 to 64 of `A`-`Z`, `0`-`9`, `.`, `_` and `-`. Small letters are taken for
/// capital ones, since customers do not mind the case.
public struct CouponCode: ExactText {
  /// Its length and its characters.
  public static let rule = TextRule.coupon
  /// Its field in the public contract.
  public static let field = "coupon"

  /// Its bytes of UTF-8, without small letters.
  public let bytes: [UInt8]

  /// Takes bytes that are known to obey the rule and to have no small letters: those of a row that was checked when it
  /// was written.
  public init(checked bytes: [UInt8]) { self.bytes = bytes }

  /// The code in capital letters.
  public static func canonical(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { ASCII.isLowercase($0) ? $0 - 0x20 : $0 }
  }
}
