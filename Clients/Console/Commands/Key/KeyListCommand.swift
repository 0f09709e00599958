internal import ArgumentParser
internal import TributaryClient

/// `tributary key list`
struct KeyListCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the keys of an account without their secrets, oldest first, revoked ones included.",
    discussion: """
      Example:
        tributary key list --account acme
      """)

  @Option(help: ArgumentHelp("Whose. Without it, the account of the key in use.", valueName: "slug"))
  var account = ""

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let pages = session.client.keyPages(account: account, pageSize: collectedPageSize)
    try session.write(RecordList(name: "keys", fields: keyFields, records: try await collect(pages, \.keys)))
  }
}
