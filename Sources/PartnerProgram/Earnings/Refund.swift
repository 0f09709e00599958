/// What became of a refund. The numbers are those of the public contract and are stored.
public enum RefundStatus: UInt8, CaseIterable, Sendable {
  /// It took back what it should.
  case applied = 1
  /// Its order has not arrived yet.
  case waitingForOrder = 2
  /// It asked for more than was left of the order and took back what was left.
  case exceedsOrder = 3
  /// It came before its order, which then was in another currency: nothing was taken back.
  case currencyDiffers = 4
  /// It came before its order, and one of the two is a test: nothing was taken back.
  case testDiffers = 5
}

/// A refund as it was asked for.
public struct RefundRequest: Hashable, Sendable {
  /// The refund.
  public let id: ConversionID
  /// What tells it from others of its order; nil for the full refund that has none.
  public let refundID: RefundID?
  /// When it happened.
  public let occurredAt: Timestamp
  /// How much of the order's base it asks back in minor units, 0 or more; nil when all that is left.
  public let baseMinor: Int64?
  /// The currency that it was sent with; nil means its order's.
  public let sentCurrency: Currency?
  /// Whether it is a test.
  public let isTest: Bool

  /// Makes a refund.
  ///
  /// - Precondition: `baseMinor` is not negative, which ``OrderAmounts`` sees to.
  public init(
    id: ConversionID, refundID: RefundID?, occurredAt: Timestamp, baseMinor: Int64?, sentCurrency: Currency? = nil,
    isTest: Bool = false
  ) {
    precondition(baseMinor ?? 0 >= 0, "A refund does not ask for less than nothing.")
    self.id = id
    self.refundID = refundID
    self.occurredAt = occurredAt
    self.baseMinor = baseMinor
    self.sentCurrency = sentCurrency
    self.isTest = isTest
  }

  /// Whether one refund of an order is looked at before another.
  static func isLookedAtBefore(_ left: RefundRequest, _ right: RefundRequest) -> Bool {
    guard left.occurredAt == right.occurredAt else { return left.occurredAt < right.occurredAt }
    switch (left.refundID, right.refundID) {
    case (let left?, let right?): return left < right
    case (nil, _?): return true
    case (_, nil): return false
    }
  }
}

/// A sale as its refunds see it.
public struct RefundedSale: Hashable, Sendable {
  /// What commission was paid on, in minor units, 0 or more.
  public let baseMinor: Int64
  /// The currency of all of it.
  public let currency: Currency
  /// Whether it is a test.
  public let isTest: Bool
  /// What the winner earned, in minor units.
  public let commissionMinor: Int64
  /// What the winner's parent earned, in minor units.
  public let parentCommissionMinor: Int64

  /// Makes a sale.
  ///
  /// - Precondition: `baseMinor` is not negative, which ``OrderAmounts`` sees to.
  public init(
    baseMinor: Int64, currency: Currency, isTest: Bool = false, commissionMinor: Int64, parentCommissionMinor: Int64 = 0
  ) {
    precondition(baseMinor >= 0, "The base of a sale is not less than nothing.")
    self.baseMinor = baseMinor
    self.currency = currency
    self.isTest = isTest
    self.commissionMinor = commissionMinor
    self.parentCommissionMinor = parentCommissionMinor
  }
}

/// What became of a refund, and what it takes back.
public struct SettledRefund: Hashable, Sendable {
  /// The refund.
  public let id: ConversionID
  /// What became of it.
  public let status: RefundStatus
  /// How much of the order's base it pays back, in minor units, 0 or more.
  public let baseMinor: Int64
  /// What it takes back of the winner's commission, in minor units, 0 or more.
  public let reversalMinor: Int64
  /// What it takes back of the commission of the winner's parent, in minor units, 0 or more.
  public let parentReversalMinor: Int64

  /// Makes a settled refund; what is not given is 0.
  public init(
    id: ConversionID, status: RefundStatus, baseMinor: Int64 = 0, reversalMinor: Int64 = 0,
    parentReversalMinor: Int64 = 0
  ) {
    self.id = id
    self.status = status
    self.baseMinor = baseMinor
    self.reversalMinor = reversalMinor
    self.parentReversalMinor = parentReversalMinor
  }
}
