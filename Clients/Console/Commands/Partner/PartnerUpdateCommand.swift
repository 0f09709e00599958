internal import ArgumentParser
internal import TributaryClient

/// `tributary partner update`
struct PartnerUpdateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change a partner. What is not given stays as it is.",
    discussion: """
      The partner is read, changed and written: two such commands at the same time can undo each other.

      Example:
        tributary partner update anna --program shop --status inactive
      """)

  @Argument(help: "The partner.")
  var code: String

  @OptionGroup var program: ProgramOption
  @OptionGroup var fields: PartnerFieldOptions
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let present = try await session.client.partner(code, program: program.resolved(session))
    let partner = try await session.client.updatePartner(fields.applied(to: present))
    try session.write(RecordDetail(name: "partner", fields: partnerFields, record: partner))
  }
}
