internal import ArgumentParser
internal import TributaryClient

/// `tributary payout create`
struct PayoutCreateCommand: RecordingCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Pay every partner whose approved balance reaches the threshold.",
    discussion: """
      Without a threshold everything that is approved is paid, in every currency; with thresholds only the currencies \
      that they name. Sent again with the same id, nothing is paid twice: the same payout is printed.

      Examples:
        tributary payout create --id 2026-01
        tributary payout create --id 2026-02 --threshold EUR:50 --threshold JPY:5000
      """)

  @OptionGroup var program: ProgramOption

  @Option(
    help: ArgumentHelp(
      "A name for it, unique in the program: 1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\".", valueName: "name"))
  var id: String

  @Option(
    name: .customLong("threshold"),
    help: ArgumentHelp(
      "From which approved balance on a currency is paid, such as EUR:50.00. Repeat for each currency.",
      valueName: "currency:amount"),
    transform: ThresholdInput.parse)
  var thresholds: [ThresholdInput] = []

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard Set(thresholds.map(\.currency)).count == thresholds.count else {
      throw ValidationError("A currency has two thresholds.")
    }
  }

  func execute(_ session: Session) async throws {
    let response = try await session.client.createPayout(
      CreatePayoutRequest(
        program: program.resolved(session), id: id, thresholds: thresholds.map(\.message)))
    let payout = response.payout ?? Payout()
    try session.write(CreatedPayoutPresentation(payout: payout, isReplayed: response.replayed))
    if !payout.complete {
      session.remark("More was due than one payout holds: make another with another id.")
    }
  }
}
