internal import ArgumentParser
internal import TributaryClient

/// `tributary payout list`
struct PayoutListCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List payouts, newest first.",
    discussion: """
      One row for each payout and currency.

      Example:
        tributary payout list --program shop
      """)

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let pages = session.client.payoutPages(program: try program.resolved(session), pageSize: collectedPageSize)
    try session.write(PayoutListPresentation(payouts: try await collect(pages, \.payouts)))
  }
}
