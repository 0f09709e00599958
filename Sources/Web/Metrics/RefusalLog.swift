internal import Logging
internal import PartnerProgram
internal import Store
internal import Synchronization

/// Writes a line of the log for each request of a browser that something was wrong with, but not more than a few a second
/// of each reason: requests are free for whoever sends them, and the disk that the log is on is not.
///
/// Every one is counted all the same, by ``WebMetrics``. Nothing that a request said is ever in a line.
final class RefusalLog: Sendable {
  /// How many lines of a reason are written in a second.
  static let linesInSecond = 10

  private struct Second {
    var beginning: ContinuousClock.Instant
    var lines = 0
    var unwritten = 0
  }

  private let logger: Logger
  private let now: @Sendable () -> ContinuousClock.Instant
  private let seconds = Mutex<[String: Second]>([:])

  /// Makes a log that writes to `logger`.
  ///
  /// - Parameter now: The clock that seconds are told by.
  init(_ logger: Logger, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.logger = logger
    self.now = now
  }

  /// Writes that something was refused or lost.
  ///
  /// - Parameters:
  ///   - message: What it was.
  ///   - reason: Why.
  ///   - program: The program that it was for, if that exists.
  func write(_ message: StaticString, reason: StaticString, program: ProgramEntry? = nil) {
    guard let unwritten = admit("\(message): \(reason)") else { return }
    var metadata: Logger.Metadata = ["reason": "\(reason)"]
    if let program { metadata["program"] = "\(program.program.slug)" }
    if unwritten > 0 { metadata["more_of_these_before"] = "\(unwritten)" }
    logger.warning("\(message)", metadata: metadata)
  }

  /// Whether a line may be written: how many of its kind were not since the last one; nil when it may not.
  private func admit(_ kind: String) -> Int? {
    let now = now()
    return seconds.withLock { seconds in
      var second = seconds[kind] ?? Second(beginning: now)
      defer { seconds[kind] = second }
      if now - second.beginning >= .seconds(1) {
        second.beginning = now
        second.lines = 0
      }
      guard second.lines < Self.linesInSecond else {
        second.unwritten += 1
        return nil
      }
      second.lines += 1
      defer { second.unwritten = 0 }
      return second.unwritten
    }
  }
}
