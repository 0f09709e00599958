internal import ArgumentParser
internal import TributaryClient

/// `tributary campaign delete`
struct CampaignDeleteCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "End a campaign: its links lead to the program's own page.",
    discussion: """
      Example:
        tributary campaign delete summer --program shop
      """)

  @Argument(help: "The campaign.")
  var code: String

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let campaign = try await session.client.deleteCampaign(code, program: program.resolved(session))
    try session.write(RecordDetail(name: "campaign", fields: campaignFields, record: campaign))
  }
}
