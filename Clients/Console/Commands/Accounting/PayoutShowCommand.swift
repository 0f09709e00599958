internal import ArgumentParser
internal import TributaryClient

/// `tributary payout show`
struct PayoutShowCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print what a payout pays to whom.",
    discussion: """
      The csv is for payment providers: a line for each partner and currency with partner, name, email, currency, \
      amount in decimals, and how many entries of the ledger it pays.

      Examples:
        tributary payout show 2026-01
        tributary payout show 2026-01 --format csv > 2026-01.csv
      """)

  @Argument(help: "The payout.")
  var id: String

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let pages = session.client.payoutLinePages(
      payout: id, program: try program.resolved(session), pageSize: collectedPageSize)
    try session.write(PayoutLinesPresentation(id: id, lines: try await collect(pages, \.lines)))
  }
}
