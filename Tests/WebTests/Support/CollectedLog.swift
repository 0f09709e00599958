import Logging
import Synchronization

/// Keeps the lines that are logged, each as its message and its metadata in the order of their names.
final class CollectedLog: Sendable {
  private let collected = Mutex<[(level: Logger.Level, line: String)]>([])

  var lines: [String] { collected.withLock { $0.map(\.line) } }

  /// Those of failures.
  var errors: [String] { collected.withLock { $0.filter { $0.level >= .error }.map(\.line) } }

  /// Logs into this.
  var logger: Logger { Logger(label: "test", factory: { _ in Handler(log: self) }) }

  private struct Handler: LogHandler {
    let log: CollectedLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let details = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
      log.collected.withLock { $0.append((event.level, "\(event.message)\(details.joined())")) }
    }
  }
}
