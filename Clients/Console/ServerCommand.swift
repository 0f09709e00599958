internal import ArgumentParser

/// A command that calls the server.
protocol ServerCommand: ParsableCommand, Sendable {
  /// The options of every such command.
  var shared: SharedOptions { get }

  /// What to do when the server answers ALREADY_EXISTS. Nil when its message says it all.
  static var conflictHint: String? { get }

  /// Does what the command is for.
  func execute(_ session: Session) async throws
}

extension ServerCommand {
  static var conflictHint: String? { nil }
}

/// A command that records something under an id of its caller's, once and for ever.
protocol RecordingCommand: ServerCommand {}

extension RecordingCommand {
  static var conflictHint: String? {
    "it was recorded before with another value there; what is recorded never changes"
  }
}
