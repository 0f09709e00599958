/// Why the ledger has an entry. The numbers are those of the public contract and are stored.
public enum LedgerEntryKind: UInt8, CaseIterable, Sendable {
  /// A conversion earned it; negative when later evidence took the conversion away from this partner.
  case earned = 1
  /// A refund took it back: negative; positive when a refund that was looked at before left less to take back.
  case reversed = 2
  /// A person corrected the balance.
  case adjusted = 3
  /// It was paid out: the amount is negative.
  case paid = 4
}

/// One entry of the ledger. Entries are only ever added; a partner's balance is their sum.
public struct LedgerEntry: Hashable, Sendable {
  /// Its number on the server, in the order of writing, from 1; 0 until it is written.
  public let number: Int64
  /// Why it is there.
  public let kind: LedgerEntryKind
  /// The program it belongs to.
  public let program: ProgramID
  /// Whose balance it changes.
  public let partner: PartnerID
  /// The conversion that moved the money; nil for adjustments and payouts.
  public let conversion: ConversionID?
  /// 1 when the partner referred the customer, 2 when a partner it brought in did.
  public let tier: UInt8
  /// By how much the balance changes.
  public let amount: Money
  /// The SubID that it is reported under; nil when there is none.
  public let subID: SubID?
  /// The landing page that it is reported under; nil when there is none.
  public let landingPage: LandingPage?
  /// The day in the program's time zone of the conversion, the refund, the adjustment or the payout.
  public let day: Day
  /// When it was written.
  public let recordedAt: Timestamp
  /// The day in the program's time zone from whose beginning on it is approved.
  public let availableOn: Day
  /// For an adjustment, why it was made; empty otherwise.
  public let reason: String

  /// Makes an entry.
  public init(
    number: Int64 = 0, kind: LedgerEntryKind, program: ProgramID, partner: PartnerID, conversion: ConversionID? = nil,
    tier: UInt8 = 1, amount: Money, subID: SubID? = nil, landingPage: LandingPage? = nil, day: Day,
    recordedAt: Timestamp, availableOn: Day, reason: String = ""
  ) {
    self.number = number
    self.kind = kind
    self.program = program
    self.partner = partner
    self.conversion = conversion
    self.tier = tier
    self.amount = amount
    self.subID = subID
    self.landingPage = landingPage
    self.day = day
    self.recordedAt = recordedAt
    self.availableOn = availableOn
    self.reason = reason
  }
}
