internal import ArgumentParser
internal import TributaryClient

/// `tributary campaign list`
struct CampaignListCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the campaigns of a program in the order of their codes.",
    discussion: """
      Example:
        tributary campaign list --program shop
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let pages = session.client.campaignPages(program: try program.resolved(session), pageSize: collectedPageSize)
    try session.write(
      RecordList(name: "campaigns", fields: campaignFields, records: try await collect(pages, \.campaigns)))
  }
}
