/// The limits of every text in the public contract, in one place. Lengths are in bytes of UTF-8.
extension TextRule {
  /// What a partner appends to a link to tell its traffic apart.
  public static let subID = TextRule(maximumBytes: 255)
  /// The shop's order number.
  public static let orderID = TextRule(maximumBytes: 128)
  /// What tells several refunds of one order apart.
  public static let refundID = TextRule(maximumBytes: 128)
  /// The name of an account or a program in URLs. The limit is that of a label in the domain name system.
  public static let slug = TextRule(maximumBytes: 63, alphabet: .slug)
  /// The name of a partner in links.
  public static let partnerCode = TextRule(maximumBytes: 64, alphabet: .code)
  /// What customers type to name a partner.
  public static let coupon = TextRule(maximumBytes: 64, alphabet: .code)
  /// The caller's name of a payout or an adjustment.
  public static let entryName = TextRule(maximumBytes: 64, alphabet: .code)
  /// The name of a campaign in links.
  public static let campaignCode = TextRule(maximumBytes: 64, alphabet: .code)
  /// The name of a form's field.
  public static let formFieldName = TextRule(maximumBytes: 64, alphabet: .code)
  /// What a form's field says of a contact.
  public static let contactFieldValue = TextRule(maximumBytes: 1_000)
  /// A landing page as reports tell it.
  public static let landingPage = TextRule(maximumBytes: 255)
  /// Why a balance was corrected.
  public static let reason = TextRule(maximumBytes: 200)
  /// The name of an account, a program or a partner for people.
  public static let name = TextRule(maximumBytes: 200)
  /// What an API key is for. May be empty.
  public static let label = TextRule(mayBeEmpty: true, maximumBytes: 200)
  /// The public name of an API key.
  public static let keyID = TextRule(maximumBytes: 64, alphabet: .code)
  /// A page's address. Empty means not known.
  public static let pageURL = TextRule(mayBeEmpty: true, maximumBytes: 2_048)
  /// A browser's User-Agent header. Empty means not known.
  public static let userAgent = TextRule(mayBeEmpty: true, maximumBytes: 512)
  /// A network address in text form. Empty means not known. The longest is an IPv6 address with an IPv4 tail.
  public static let networkAddress = TextRule(mayBeEmpty: true, maximumBytes: 45)
  /// An e-mail address: 64 bytes before the "@" and 255 after it (RFC 5321 4.5.3.1). Empty means not known.
  public static let email = TextRule(mayBeEmpty: true, maximumBytes: 320)
  /// The shop's own number of a customer. Empty means not known.
  public static let externalID = TextRule(mayBeEmpty: true, maximumBytes: 128)
  /// The shop's product code. Empty means not known.
  public static let sku = TextRule(mayBeEmpty: true, maximumBytes: 128)
  /// An IANA time zone name.
  public static let timeZoneName = TextRule(maximumBytes: 64, alphabet: .timeZoneName)
}
