/// How often a call that failed for want of a connection is sent again.
///
/// Only calls that may be repeated without harm are: see ``TributaryClient``.
public struct RetryPolicy: Sendable, Hashable {
  /// How often a call is sent at most, the first time included; 1 or more.
  public var attempts: Int
  /// How long to wait before the second attempt. Each further wait is twice as long, and all are shortened at random by
  /// up to a half so that clients do not return together.
  public var initialDelay: Duration
  /// The longest wait between two attempts.
  public var maximumDelay: Duration

  /// Makes a policy. The defaults try four times within about two seconds.
  public init(
    attempts: Int = 4, initialDelay: Duration = .milliseconds(100), maximumDelay: Duration = .seconds(2)
  ) {
    self.attempts = attempts
    self.initialDelay = initialDelay
    self.maximumDelay = maximumDelay
  }

  /// Sends each call once.
  public static var never: RetryPolicy { RetryPolicy(attempts: 1) }
}
