internal import Logging
internal import Store

/// Counts pixels of which nothing is kept and writes a line of each, wherever they are noticed.
struct PixelRefusals: Sendable {
  private let metrics: WebMetrics
  private let log: RefusalLog

  init(metrics: WebMetrics, logger: Logger) {
    self.metrics = metrics
    log = RefusalLog(logger)
  }

  /// Notes one.
  ///
  /// - Parameters:
  ///   - reason: What was wrong with it.
  ///   - program: The program that it was for, if that is known.
  func note(_ reason: StaticString, program: ProgramEntry? = nil) {
    metrics.increment(.pixelsRefused, reason: reason)
    log.write("nothing of a pixel was kept", reason: reason, program: program)
  }
}
