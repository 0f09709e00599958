internal import ArgumentParser

/// `tributary payout`
struct PayoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payout",
    abstract: "Pay out what is approved, and list what was paid to whom.",
    discussion: """
      A payout marks what it pays in the ledger; the money is sent by your payment provider, from the lines that \
      `tributary payout show ID --format csv` writes. Needs a key of scope admin.

      Examples:
        tributary payout create --id 2026-01 --threshold EUR:50.00
        tributary payout list
        tributary payout show 2026-01 --format csv > 2026-01.csv
      """,
    subcommands: [PayoutCreateCommand.self, PayoutListCommand.self, PayoutShowCommand.self]
  )
}
