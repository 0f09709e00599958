import Synchronization

/// When something happened for the first time.
final class FirstMoment: Sendable {
  private let moment = Mutex<ContinuousClock.Instant?>(nil)

  var value: ContinuousClock.Instant? { moment.withLock(\.self) }

  /// Notes that it happens now.
  func set() {
    moment.withLock { $0 = $0 ?? .now }
  }
}
