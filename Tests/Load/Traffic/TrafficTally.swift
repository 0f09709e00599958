import Histogram
import Synchronization

/// What the connections of a measurement have seen, while it is on.
final class TrafficTally: Sendable {
  /// What was seen.
  struct Seen: Sendable {
    var succeeded = 0
    /// Failures by status code (google.rpc.Code).
    var failed: [UInt8: Int] = [:]
    /// How long the calls took that succeeded.
    var durations = Durations.none()
    /// How long the calls took that failed.
    var durationsOfFailures = Durations.none()
    /// How much later than due calls were sent, where they are due at a time.
    var delays = Durations.none()
    /// Calls that could not be sent before their callers lost patience.
    var givenUp = 0

    /// Adds what another connection saw.
    mutating func add(_ other: Seen) {
      succeeded += other.succeeded
      failed.merge(other.failed, uniquingKeysWith: +)
      durations.add(other.durations)
      durationsOfFailures.add(other.durationsOfFailures)
      delays.add(other.delays)
      givenUp += other.givenUp
    }

    mutating func record(failure: UInt8?, nanoseconds: UInt64) {
      if let failure {
        failed[failure, default: 0] += 1
        durationsOfFailures.record(nanoseconds)
      } else {
        succeeded += 1
        durations.record(nanoseconds)
      }
    }
  }

  /// Whether calls that end now are recorded.
  let isRecording = Atomic<Bool>(false)
  /// Serial numbers for requests.
  let serial = Atomic<Int>(0)
  private let seen = Mutex(Seen())
  private let lost = Mutex<String?>(nil)

  /// Adds what a connection saw that has ended.
  func add(_ other: Seen) { seen.withLock { $0.add(other) } }

  /// Notes that a connection ended which should not have.
  func lose(_ reason: String) { lost.withLock { $0 = $0 ?? reason } }

  /// What all connections saw together.
  ///
  /// - Throws: when one was lost: the figures would mean nothing.
  func total() throws -> Seen {
    if let reason = lost.withLock({ $0 }) {
      throw BenchmarkSetting.Failure(description: "a connection was lost: \(reason)")
    }
    return seen.withLock { $0 }
  }
}
