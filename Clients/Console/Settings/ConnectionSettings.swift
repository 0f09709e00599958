package import TributaryClient

/// Which server a command talks to, and how.
package struct ConnectionSettings: Sendable, Equatable {
  /// Where the server answers.
  package let address: ServerAddress
  /// The API key's secret. Nil when none is configured.
  package let key: String?
  /// How the connection is protected.
  package let security: ConnectionSecurity
  /// How long a call may take.
  package let timeout: Duration
}
