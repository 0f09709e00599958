import Synchronization

/// A clock that stands still until a test moves it, in microseconds since 1970 UTC.
final class TestClock: Sendable {
  /// 2023-11-14T22:13:20Z, a Tuesday evening in London and a Wednesday morning in Auckland.
  static let start: Int64 = 1_700_000_000_000_000
  /// The beginning of that day in UTC.
  static let startOfDay: Int64 = 1_699_920_000_000_000
  static let second: Int64 = 1_000_000
  static let minute: Int64 = 60_000_000
  static let hour: Int64 = 60 * minute
  static let day: Int64 = 24 * hour

  private let microseconds = Atomic<Int64>(start)

  var now: Int64 { microseconds.load(ordering: .relaxed) }

  func advance(by delta: Int64) {
    microseconds.wrappingAdd(delta, ordering: .relaxed)
  }
}
