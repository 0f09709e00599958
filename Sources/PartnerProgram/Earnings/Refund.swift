/// Why a refund of an order cannot be recorded.
public enum RefundError: Error, Hashable, Sendable, CustomStringConvertible {
  /// More is to be paid back than is left of the order, in minor units.
  case exceedsRemaining(remaining: Int64, asked: Int64)
  /// An amount that is never negative is: what is paid back, or the order's base.
  case negativeAmount

  /// The reason as a sentence.
  public var description: String {
    switch self {
    case .exceedsRemaining(let remaining, let asked):
      "The refund of \(asked) minor units is more than the \(remaining) that are left of the order."
    case .negativeAmount: "A refund cannot be negative."
    }
  }
}

/// What a refund takes back of the commission that its order earned.
public enum Refund {
  /// How much of a commission a refund reverses, 0 or more for a commission of 0 or more.
  ///
  /// It is what the order's refunds reverse together with this one, less what they reversed without it; both are the
  /// refunded part of the base's share of the commission, rounded half to even. So it does not matter into how many
  /// refunds an order's is split: paid back in full, the whole commission is reversed to the last unit. An order
  /// whose base is 0 is paid back in full by any refund; after the first one nothing is left to reverse, which the
  /// caller, who knows that there was one, must see to.
  ///
  /// - Parameters:
  ///   - commission: What the order earned, in minor units.
  ///   - base: The order's base in minor units, 0 or more.
  ///   - refundedBefore: What earlier refunds paid back of the base, between 0 and `base`.
  ///   - refundedNow: What this one pays back of it, 0 or more.
  /// - Throws: ``RefundError``.
  public static func reversal(
    commission: Int64, base: Int64, refundedBefore: Int64, refundedNow: Int64
  ) throws(RefundError) -> Int64 {
    guard base >= 0, refundedBefore >= 0, refundedNow >= 0 else { throw .negativeAmount }
    let (remaining, overflows) = base.subtractingReportingOverflow(refundedBefore)
    guard !overflows, remaining >= 0, refundedNow <= remaining else {
      throw .exceedsRemaining(remaining: max(remaining, 0), asked: refundedNow)
    }
    guard base > 0 else { return commission }
    return Rounding.share(of: commission, part: refundedBefore + refundedNow, whole: base)
      - Rounding.share(of: commission, part: refundedBefore, whole: base)
  }
}
