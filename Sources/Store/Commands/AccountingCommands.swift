public import PartnerProgram

/// A correction of a balance by a person. Sent again with the same id it changes nothing.
public struct Adjustment: Sendable, Hashable {
  /// The program.
  public let program: ProgramID
  /// The caller's name for it, unique among the program's adjustments.
  public let id: EntryName
  /// Whose balance it changes.
  public let partner: PartnerID
  /// By how much.
  public let amount: Money
  /// Why.
  public let reason: String
  /// The day in the program's time zone on which it is made and approved.
  public let day: Day
  /// When it is made.
  public let recordedAt: Timestamp

  /// Makes an adjustment of its parts.
  public init(
    program: ProgramID, id: EntryName, partner: PartnerID, amount: Money, reason: String, day: Day,
    recordedAt: Timestamp
  ) {
    self.program = program
    self.id = id
    self.partner = partner
    self.amount = amount
    self.reason = reason
    self.day = day
    self.recordedAt = recordedAt
  }
}

/// A payout to make. Sent again with the same id it pays nothing.
public struct PayoutOrder: Sendable, Hashable {
  /// The program.
  public let program: ProgramID
  /// The caller's name for it, unique among the program's payouts.
  public let id: EntryName
  /// From which approved balance on, in minor units, a currency is paid; only these currencies are. Empty means every
  /// currency from 1 minor unit on.
  public let thresholds: [Currency: Int64]
  /// The day in the program's time zone on which it is made: what is available on it or before is approved.
  public let today: Day
  /// When it is made.
  public let createdAt: Timestamp

  /// Makes an order of its parts.
  public init(
    program: ProgramID, id: EntryName, thresholds: [Currency: Int64] = [:], today: Day, createdAt: Timestamp
  ) {
    self.program = program
    self.id = id
    self.thresholds = thresholds
    self.today = today
    self.createdAt = createdAt
  }
}
