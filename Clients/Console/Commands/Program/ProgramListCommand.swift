internal import ArgumentParser
internal import TributaryClient

/// `tributary program list`
struct ProgramListCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List programs in the order of their names.",
    discussion: """
      Example:
        tributary program list --account acme
      """)

  @Option(
    help: ArgumentHelp("Whose. Without it the key's account, or with the server's admin key all.", valueName: "slug"))
  var account = ""

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let pages = session.client.programPages(account: account, pageSize: collectedPageSize)
    try session.write(
      RecordList(
        name: "programs", fields: programFields, tableFields: programSummaryFields,
        records: try await collect(pages, \.programs)))
  }
}
