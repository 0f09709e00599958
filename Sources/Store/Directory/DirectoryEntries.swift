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
  /// Its row.
  public var id: ProgramID { program.id }
  /// The currency of its clicks, leads and flat commissions.
  public var currency: Currency { program.currency }

  init(_ program: Program, calendar: ProgramCalendar) {
    self.program = program
    self.calendar = calendar
  }
}

/// A partner as the directory holds it.
public final class PartnerEntry: Sendable {
  /// The partner.
  public let partner: Partner
  /// Its row.
  public var id: PartnerID { partner.id }
  /// What becomes of a click on its links now.
  public let clickDisposition: ClickDisposition

  init(_ partner: Partner) {
    self.partner = partner
    clickDisposition = .decide(partnerStatus: partner.status)
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
