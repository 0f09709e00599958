package import TributaryClient

/// What a command meets outside itself: the environment, the input, the two outputs and the way to a server. Tests give
/// their own.
package struct ConsoleHost: Sendable {
  /// The environment's variables.
  package var environment: [String: String]
  /// Whether results go to a terminal, which decides about colour.
  package var outputIsTerminal: Bool
  /// Whether words go to a terminal.
  package var errorIsTerminal: Bool
  /// Whether a person can be asked.
  package var inputIsTerminal: Bool
  /// Reads the next line of what is typed, without its end. Nil when the input ended.
  package var readAnswer: @Sendable () -> String?
  /// Takes results.
  package var writeOutput: @Sendable (String) throws -> Void
  /// Takes words and errors.
  package var writeError: @Sendable (String) -> Void
  /// Makes a client of the server that the settings name.
  package var makeClient: @Sendable (ConnectionSettings) throws(TributaryError) -> TributaryClient

  /// Makes a host of its parts.
  package init(
    environment: [String: String],
    outputIsTerminal: Bool = false,
    errorIsTerminal: Bool = false,
    inputIsTerminal: Bool = false,
    readAnswer: @escaping @Sendable () -> String? = { nil },
    writeOutput: @escaping @Sendable (String) throws -> Void,
    writeError: @escaping @Sendable (String) -> Void,
    makeClient: @escaping @Sendable (ConnectionSettings) throws(TributaryError) -> TributaryClient = {
      settings throws(TributaryError) in try TributaryClient(settings)
    }
  ) {
    self.environment = environment
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.inputIsTerminal = inputIsTerminal
    self.readAnswer = readAnswer
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.makeClient = makeClient
  }
}

extension TributaryClient {
  /// Makes a client of the server that the settings name.
  package convenience init(_ settings: ConnectionSettings) throws(TributaryError) {
    try self.init(
      address: settings.address, key: settings.key, security: settings.security, timeout: settings.timeout)
  }
}
