/// Money that a conversion moves for a partner.
public struct Commission: Hashable, Sendable {
  /// The partner.
  public let partner: PartnerID
  /// 1 when the partner referred the customer, 2 when a partner it brought in did.
  public let tier: UInt8
  /// The amount; negative when it is reversed.
  public let amount: Money
  /// From when on it is approved.
  public let availableAt: Timestamp

  /// Makes a commission.
  public init(partner: PartnerID, tier: UInt8 = 1, amount: Money, availableAt: Timestamp) {
    self.partner = partner
    self.tier = tier
    self.amount = amount
    self.availableAt = availableAt
  }

  /// The day from whose beginning on a commission is approved, in the program's time zone: so many days after the order's
  /// as the program holds it. With a hold of 0 it is the order's own day, so that it is approved at once.
  public static func availableOn(day: Day, holdDays: Int32) -> Day {
    let (sum, overflows) = day.daysSince1970.addingReportingOverflow(holdDays)
    return Day(daysSince1970: overflows ? (holdDays < 0 ? .min : .max) : sum)
  }
}
