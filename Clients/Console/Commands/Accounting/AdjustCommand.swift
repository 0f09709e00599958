internal import ArgumentParser
internal import TributaryClient

/// `tributary adjust`
struct AdjustCommand: RecordingCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjust",
    abstract: "Correct a partner's balance by hand, with a reason.",
    discussion: """
      The correction is an entry in the ledger and approved at once. Sent again with the same id, it counts once.

      Needs a key of scope admin. Without --currency or a configured currency the program's is asked for.

      Examples:
        tributary adjust --id 2026-01 --partner anna --amount 25 --reason "bonus"
        tributary adjust --id fix-7 --partner ben --amount -5.00 --reason "typo"
      """)

  @OptionGroup var program: ProgramOption

  @Option(
    help: ArgumentHelp(
      "A name for it, unique in the program: 1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\".", valueName: "name"))
  var id: String

  @Option(help: ArgumentHelp("The partner.", valueName: "code"))
  var partner: String

  @Option(parsing: .unconditional, help: "By how much the balance changes, such as 25 or -5.00.")
  var amount: String

  @Option(
    help: ArgumentHelp(
      "Currency of the amount. Else TRIBUTARY_CURRENCY or \"currency\", else the program's.", valueName: "code"),
    transform: parseCurrency)
  var currency: String?

  @Option(help: ArgumentHelp("Why, up to 200 bytes.", valueName: "text"))
  var reason: String

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let program = try program.resolved(session)
    let currency = try await session.currency(currency, ofProgram: program)
    let response = try await session.client.createAdjustment(
      CreateAdjustmentRequest(
        program: program, id: id, partner: partner, currency: currency,
        amountMinor: try parseSignedMoney(amount, currency: currency, name: "--amount"), reason: reason))
    try session.write(AdjustmentPresentation(id: id, response: response))
  }
}
