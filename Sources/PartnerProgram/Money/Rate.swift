/// A share between nothing and all, in 1/10,000 of a percent.
public struct Rate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The share in 1/10,000 of a percent: 10 % is 100,000. Between 0 and ``whole``.
  public let percentE4: Int32

  /// 100 % in 1/10,000 of a percent.
  public static let whole: Int32 = 1_000_000
  /// Nothing.
  public static let zero = Rate(checked: 0)

  private init(checked percentE4: Int32) {
    self.percentE4 = percentE4
  }

  /// Makes a rate of 1/10,000 of a percent.
  ///
  /// - Throws: A ``FieldError`` of `field` when it is below 0 or above 100 %.
  public init(percentE4: Int32, field: String = "sale_rate_e4") throws(FieldError) {
    guard (0...Self.whole).contains(percentE4) else {
      throw FieldError(field: field, message: "must be between 0 and 1,000,000 (100 %)")
    }
    self.percentE4 = percentE4
  }

  /// The share of an amount in minor units, rounded half to even. It always fits, being no more than the amount.
  public func share(of amount: Int64) -> Int64 {
    Rounding.share(of: amount, part: Int64(percentE4), whole: Int64(Self.whole))
  }

  /// Whether the left rate is the smaller one.
  public static func < (left: Rate, right: Rate) -> Bool { left.percentE4 < right.percentE4 }

  /// The rate in percent with four decimal places, such as "12.5000 %".
  public var description: String {
    let digits = padded(UInt64(percentE4), to: 5)
    return "\(digits.dropLast(4)).\(digits.suffix(4)) %"
  }
}
