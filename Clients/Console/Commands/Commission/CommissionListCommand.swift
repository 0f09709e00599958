internal import ArgumentParser
internal import TributaryClient

/// `tributary commission list`
struct CommissionListCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what single products and partners earn, in the order of partner and product.",
    discussion: """
      An empty partner means every partner, an empty product every product.

      Example:
        tributary commission list --program shop
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let program = try program.resolved(session)
    let currency = try await session.client.program(program).currency
    let pages = session.client.commissionOverridePages(program: program, pageSize: collectedPageSize)
    try session.write(
      RecordList(
        name: "commission_overrides", fields: commissionOverrideFields(currency: currency),
        records: try await collect(pages, \.commissionOverrides)))
  }
}
