internal import ArgumentParser
internal import TributaryClient

/// `tributary key revoke`
struct KeyRevokeCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Revoke a key at once and for ever.",
    discussion: """
      Example:
        tributary key revoke ID
      """)

  @Argument(help: "The key's id, without the secret: see `tributary key list`.")
  var id: String

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let key = try await session.client.revokeKey(id)
    try session.write(RecordDetail(name: "key", fields: keyFields, record: key))
  }
}
