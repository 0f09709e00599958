internal import ArgumentParser
internal import TributaryClient

/// `tributary balance`
struct BalanceCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "balance",
    abstract: "Print what partners are owed.",
    discussion: """
      One row for each partner and currency. Earned, reversed, adjusted and paid together are the balance; it is on hold \
      (pending) or can be paid (approved). A negative one is owed back.

      Needs a key of scope server or above.

      Examples:
        tributary balance --program shop
        tributary balance --partner anna --format json
      """)

  @OptionGroup var program: ProgramOption

  @Option(help: ArgumentHelp("One partner only.", valueName: "code"))
  var partner = ""

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let pages = session.client.balancePages(
      program: try program.resolved(session), partner: partner, pageSize: collectedPageSize)
    try session.write(
      RecordList(name: "balances", fields: balanceFields, records: try await collect(pages, \.balances)))
  }
}
