internal import ArgumentParser
internal import TributaryClient

/// `tributary account list`
struct AccountListCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all accounts in the order of their names.",
    discussion: """
      Example:
        tributary account list --format csv
      """)

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let accounts = try await collect(session.client.accountPages(pageSize: collectedPageSize), \.accounts)
    try session.write(RecordList(name: "accounts", fields: accountFields, records: accounts))
  }
}
