internal import ArgumentParser
internal import TributaryClient

/// `tributary campaign create`
struct CampaignCreateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a campaign.",
    discussion: """
      Example:
        tributary campaign create summer https://shop.example.com/summer
      """)

  static let conflictHint: String? = "`tributary campaign list` tells where it leads"

  @Argument(help: "What links name: 1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\". It is for ever.")
  var code: String

  @Argument(help: ArgumentHelp("Where its links lead, an http or https address.", valueName: "url"))
  var landingUrl: String

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let campaign = try await session.client.createCampaign(
      Campaign(program: program.resolved(session), code: code, landingUrl: landingUrl))
    try session.write(RecordDetail(name: "campaign", fields: campaignFields, record: campaign))
  }
}
