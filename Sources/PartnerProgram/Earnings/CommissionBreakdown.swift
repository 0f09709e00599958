/// What a sale earns, and how it comes about.
public struct CommissionBreakdown: Hashable, Sendable {
  /// What the partner earns in minor units of the order's currency.
  public let totalMinor: Int64
  /// What each line contributes before the cap, in minor units: its part of the rounded share of all lines, and the fixed
  /// parts of its product.
  public let lineMinor: [Int64]
  /// What the order contributes before the cap whatever its lines, in minor units. With the lines it sums up to the total
  /// exactly, unless that is capped.
  public let orderFlatMinor: Int64
  /// Whether the cap made the total smaller.
  public let isCapped: Bool
  /// Whether it earns nothing because its contact had placed enough orders before.
  public let isBeyondFirstOrders: Bool

  /// Makes a breakdown of parts that belong together.
  public init(
    totalMinor: Int64, lineMinor: [Int64], orderFlatMinor: Int64 = 0, isCapped: Bool = false,
    isBeyondFirstOrders: Bool = false
  ) {
    self.totalMinor = totalMinor
    self.lineMinor = lineMinor
    self.orderFlatMinor = orderFlatMinor
    self.isCapped = isCapped
    self.isBeyondFirstOrders = isBeyondFirstOrders
  }
}
