import ArgumentParser
import Logging

/// How much is logged. Logs go to standard error, one line an event with its metadata.
struct LogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Least level that is logged: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "level"),
    completion: .list(Logger.Level.allCases.map(\.rawValue)),
    transform: { text in
      guard let level = Logger.Level(rawValue: text) else { throw ValidationError("There is no level \(text).") }
      return level
    })
  var logLevel = Logger.Level.info

  func makeLogger() -> Logger {
    var logger = Logger(label: "tributaryd", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = logLevel
    return logger
  }
}
