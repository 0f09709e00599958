public import PartnerProgram

/// A payout run.
public struct Payout: Sendable, Hashable {
  /// The caller's name for it, unique in the program.
  public let id: EntryName
  /// When it was made.
  public let createdAt: Timestamp
  /// What it paid, in the order of the currencies' codes.
  public let totals: [PayoutTotal]
  /// Whether all that was due is in it, rather than ``StoreLimits/entriesInPayout`` entries of it.
  public let isComplete: Bool
}

/// What a payout paid in one currency.
public struct PayoutTotal: Sendable, Hashable {
  /// The sum.
  public let amount: Money
  /// To how many partners.
  public let partners: Int64
}

/// What a payout pays to one partner in one currency.
public struct PayoutLine: Sendable, Hashable {
  /// The partner.
  public let partner: PartnerID
  /// The amount.
  public let amount: Money
  /// How many entries of the ledger it pays.
  public let entries: Int64
}
