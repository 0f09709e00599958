public import NIOCore

/// How long to wait before trying again: longer after each failure, and never the same for everybody, so that the
/// clients of a server that comes back do not all return at once.
public struct Backoff: Sendable {
  /// Picks a number from 0 to the bound, both included.
  public typealias Randomness = @Sendable (_ bound: Int64) -> Int64

  /// The wait after the first failure, before it is shortened at random.
  public var initial: TimeAmount
  /// The longest wait.
  public var maximum: TimeAmount
  /// Where the random part of each wait comes from.
  public var randomness: Randomness

  /// Makes a backoff.
  ///
  /// - Parameters:
  ///   - initial: the wait after the first failure. Default 50 milliseconds.
  ///   - maximum: the longest wait. Default 5 seconds.
  ///   - randomness: the source of chance; a test passes one that it knows. Default the system's generator.
  public init(
    initial: TimeAmount = .milliseconds(50), maximum: TimeAmount = .seconds(5),
    randomness: @escaping Randomness = { Int64.random(in: 0...$0) }
  ) {
    self.initial = initial
    self.maximum = maximum
    self.randomness = randomness
  }

  /// The wait after `failures` failures in a row: doubled with each, and between a half and the whole of that.
  func delay(failures: Int) -> TimeAmount {
    guard failures > 0 else { return .zero }
    let longest = max(maximum.nanoseconds, 0)
    var whole = min(max(initial.nanoseconds, 0), longest)
    // Doubling 63 times takes any number to the largest there is.
    for _ in 0..<min(failures - 1, 63) { whole = whole > longest / 2 ? longest : whole * 2 }
    let half = whole / 2
    return .nanoseconds(half + min(max(randomness(half), 0), half))
  }
}
