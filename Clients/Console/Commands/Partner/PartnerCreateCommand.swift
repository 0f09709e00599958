internal import ArgumentParser
internal import TributaryClient

/// `tributary partner create`
struct PartnerCreateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a partner.",
    discussion: """
      Examples:
        tributary partner create anna --program shop --email anna@example.com
        tributary partner create ben --program shop --parent anna
      """)

  static let conflictHint: String? = "the name is taken; `tributary partner update CODE` changes what it names"

  @Argument(help: "What the partner's links name: 1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\". It is for ever.")
  var code: String

  @OptionGroup var program: ProgramOption
  @OptionGroup var fields: PartnerFieldOptions
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let partner = Partner(program: try program.resolved(session), code: code)
    let made = try await session.client.createPartner(fields.applied(to: partner))
    try session.write(RecordDetail(name: "partner", fields: partnerFields, record: made))
  }
}
