/// A moment in microseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Microseconds since 1970 UTC; negative before it.
  public let microseconds: Int64

  /// The microseconds of one second.
  public static let microsecondsPerSecond: Int64 = 1_000_000
  /// The microseconds of 24 hours, which is what every window of a program counts in.
  public static let microsecondsPerDay: Int64 = 86_400 * microsecondsPerSecond
  /// How far two clocks may differ: how far ahead of the server's clock a sent time may lie, for carts whose clock is a
  /// little wrong, and how far after its conversion a click may lie that came before it.
  public static let maximumLead: Int64 = 5 * 60 * microsecondsPerSecond

  /// Makes the moment that is so many microseconds after 1970 UTC.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The moment an event happened, from what a caller sent: 0 means `now`, and so does a time a little ahead of it,
  /// since nothing has happened that is yet to come.
  ///
  /// - Throws: A ``FieldError`` of `field` when the time is before 1970 or more than five minutes after `now`.
  public init(sent microseconds: Int64, now: Timestamp, field: String = "occurred_at_us") throws(FieldError) {
    guard microseconds >= 0 else {
      throw FieldError(field: field, message: "must not be negative")
    }
    guard Int128(microseconds) - Int128(now.microseconds) <= Int128(Self.maximumLead) else {
      throw FieldError(field: field, message: "must not be more than 5 minutes ahead of the server's clock")
    }
    self = microseconds == 0 ? now : min(Timestamp(microseconds: microseconds), now)
  }

  /// How many microseconds this moment is after another; negative when it is before it. Wide enough for any two.
  public func elapsed(since other: Timestamp) -> Int128 {
    Int128(microseconds) - Int128(other.microseconds)
  }

  /// The moment so many microseconds later, or the end of the representable range when that is nearer.
  public func adding(microseconds delta: Int64) -> Timestamp {
    let (sum, overflows) = microseconds.addingReportingOverflow(delta)
    guard overflows else { return Timestamp(microseconds: sum) }
    return Timestamp(microseconds: delta < 0 ? .min : .max)
  }

  /// The moment so many times 24 hours later, or the end of the representable range when that is nearer.
  public func adding(days: Int32) -> Timestamp {
    let (delta, overflows) = Int64(days).multipliedReportingOverflow(by: Self.microsecondsPerDay)
    guard overflows else { return adding(microseconds: delta) }
    return Timestamp(microseconds: days < 0 ? .min : .max)
  }

  /// Whether the left moment comes before the right one.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

  /// The microseconds since 1970 UTC in digits.
  public var description: String { "\(microseconds)" }
}
