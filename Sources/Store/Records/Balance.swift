public import PartnerProgram

/// What a partner is owed in one currency, in minor units.
public struct Balance: Sendable, Hashable {
  /// The partner.
  public let partner: PartnerID
  /// The currency.
  public let currency: Currency
  /// Earned by conversions.
  public let earnedMinor: Int64
  /// Reversed by refunds: 0 or less.
  public let reversedMinor: Int64
  /// Corrected by people.
  public let adjustedMinor: Int64
  /// Paid out: 0 or less.
  public let paidMinor: Int64
  /// The part of the sum that is on hold.
  public let pendingMinor: Int64

  /// What is owed, or owed back when negative. The store keeps each of the four far enough from the end of 64 bits.
  public var balanceMinor: Int64 { Int64(clamping: balance) }
  /// The part of it that is approved and can be paid.
  public var approvedMinor: Int64 { Int64(clamping: balance - Int128(pendingMinor)) }

  private var balance: Int128 {
    Int128(earnedMinor) + Int128(reversedMinor) + Int128(adjustedMinor) + Int128(paidMinor)
  }
}
