public import PartnerProgram

/// An account as the directory holds it. Entries are never changed: an update puts a new one in its place.
public final class AccountEntry: Sendable {
  /// The account.
  public let account: Account
  /// Its row.
  public var id: AccountID { account.id }

  init(_ account: Account) {
    self.account = account
  }
}

/// A program as the directory holds it.
public final class ProgramEntry: Sendable {
  /// The program.
  public let program: Program
  /// Which day a moment falls on in its time zone.
  public let calendar: ProgramCalendar
  /// The keys that verify its pixels, newest first, which is the one to sign with. At most
  /// `PixelKey.maximumLiveKeys`.
  public let pixelKeys: [PixelKey]
  /// What the order ids of leads from its forms are made with: ``formSecretLength`` random bytes, for ever.
  public let formSecret: [UInt8]
  /// The version of its terms that orders are recorded under from now on.
  let termsVersion: Int64
  /// Its row.
  public var id: ProgramID { program.id }
  /// The currency of its clicks, leads and flat commissions.
  public var currency: Currency { program.currency }

  /// The host of its tracking address as in `WebAddress.host`; nil when it has none.
  public let trackingHost: String?
  /// The hosts of its own addresses, to which its visitors may be sent.
  let hosts: Set<String>

  /// How many bytes a form secret has.
  static let formSecretLength = 16

  init(
    _ program: Program, calendar: ProgramCalendar, termsVersion: Int64, pixelKeys: [PixelKey], formSecret: [UInt8]
  ) {
    self.program = program
    self.pixelKeys = pixelKeys
    self.formSecret = formSecret
    trackingHost = WebAddress(program.trackingURL)?.host
    hosts = Set([program.landingURL?.host, program.thankYouURL?.host, trackingHost].compactMap(\.self))
    self.calendar = calendar
    self.termsVersion = termsVersion
  }
}

/// A partner as the directory holds it.
public final class PartnerEntry: Sendable {
  /// The partner.
  public let partner: Partner
  /// Its row.
  public var id: PartnerID { partner.id }
  /// Its normalised e-mail address, for telling self-referrals; nil when it has none.
  public let normalisedEmail: String?

  init(_ partner: Partner) {
    self.partner = partner
    normalisedEmail = EmailAddress.normalised(partner.email)
  }
}

/// An API key as the directory holds it, also after it was revoked.
public final class APIKeyEntry: Sendable {
  /// The key.
  public let key: APIKey

  init(_ key: APIKey) {
    self.key = key
  }
}
