import NIOCore
import Testing

@testable import TTRPC

@Suite struct BackoffTests {
  private func delays(_ randomness: @escaping Backoff.Randomness) -> [Int64] {
    let backoff = Backoff(initial: .nanoseconds(100), maximum: .nanoseconds(700), randomness: randomness)
    return (0...6).map { backoff.delay(failures: $0).nanoseconds }
  }

  @Test func waitsDoubleUpToTheLongest() {
    #expect(delays { $0 } == [0, 100, 200, 400, 700, 700, 700])
  }

  @Test func chanceShortensThemByAHalfAtMost() {
    #expect(delays { _ in 0 } == [0, 50, 100, 200, 350, 350, 350])
  }

  @Test(arguments: [Int64.min, -1, .max]) func aBadSourceOfChanceDoesNoHarm(value: Int64) {
    #expect(delays { _ in value }.allSatisfy { (0...700).contains($0) })
  }

  @Test func nothingOverflows() {
    let backoff = Backoff(initial: .nanoseconds(.max), maximum: .nanoseconds(.max), randomness: { $0 })
    #expect(backoff.delay(failures: .max).nanoseconds > 0)
    let tiny = Backoff(initial: .zero, maximum: .seconds(1), randomness: { $0 })
    #expect(tiny.delay(failures: 1000) == .zero)
  }
}
