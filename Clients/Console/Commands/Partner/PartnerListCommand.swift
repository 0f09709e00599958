internal import ArgumentParser
internal import TributaryClient

/// `tributary partner list`
struct PartnerListCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the partners of a program in the order of their codes.",
    discussion: """
      Example:
        tributary partner list --program shop --format csv
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let pages = session.client.partnerPages(program: try program.resolved(session), pageSize: collectedPageSize)
    try session.write(
      RecordList(name: "partners", fields: partnerFields, records: try await collect(pages, \.partners)))
  }
}
