internal import ArgumentParser
internal import TributaryClient

/// `tributary partner show`
struct PartnerShowCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a partner.",
    discussion: """
      Example:
        tributary partner show anna --program shop
      """)

  @Argument(help: "The partner.")
  var code: String

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let partner = try await session.client.partner(code, program: program.resolved(session))
    try session.write(RecordDetail(name: "partner", fields: partnerFields, record: partner))
  }
}
