/// Why the ledger has an entry. The numbers are stored.
public enum LedgerEntryKind: UInt8, CaseIterable, Sendable {
  /// A conversion earned it.
  case earned = 1
  /// A refund took it back: the amount is negative.
  case reversed = 2
  /// A person corrected the balance.
  case adjusted = 3
  /// It was paid out: the amount is negative.
  case paid = 4
}

/// One entry of the ledger. Entries are only ever added; a partner's balance is their sum.
public struct LedgerEntry: Hashable, Sendable {
  /// Why it is there.
  public let kind: LedgerEntryKind
  /// The conversion that moved the money; nil for adjustments and payouts.
  public let conversion: ConversionID?
  /// The program it belongs to.
  public let program: ProgramID
  /// Whose balance it changes.
  public let partner: PartnerID
  /// 1 when the partner referred the customer, 2 when a partner it brought in did.
  public let tier: UInt8
  /// By how much the balance changes.
  public let amount: Money
  /// When what it is for happened.
  public let at: Timestamp
  /// From when on it is approved.
  public let availableAt: Timestamp

  /// Makes an entry.
  public init(
    kind: LedgerEntryKind, conversion: ConversionID?, program: ProgramID, partner: PartnerID, tier: UInt8 = 1,
    amount: Money, at: Timestamp, availableAt: Timestamp
  ) {
    self.kind = kind
    self.conversion = conversion
    self.program = program
    self.partner = partner
    self.tier = tier
    self.amount = amount
    self.at = at
    self.availableAt = availableAt
  }
}
