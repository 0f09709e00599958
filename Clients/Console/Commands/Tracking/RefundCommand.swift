internal import ArgumentParser
internal import TributaryClient

/// `tributary refund`
struct RefundCommand: RecordingCommand {
  static let configuration = CommandConfiguration(
    commandName: "refund",
    abstract: "Record that part or all of an order was paid back.",
    discussion: """
      A part is told by its items and a refund number, which tells several refunds of one order apart; --full pays back \
      all that is left. Commissions are taken back in proportion. A refund that comes before its order waits for it. The \
      same refund sent again gives the same answer.

      Needs a key of scope server or above. Amounts are in --currency, else in the configured currency, else in the \
      program's, which is asked for; it must be the order's.

      Examples:
        tributary refund --order A-1001 --refund R-1 --item MUG:1:12.50
        tributary refund --order A-1002 --full
      """)

  @OptionGroup var program: ProgramOption

  @Option(help: ArgumentHelp("The number of the order.", valueName: "id"))
  var order: String

  @Option(help: ArgumentHelp("A number for this refund of it.", valueName: "id"))
  var refund: String?

  @Flag(help: "Pay back all that is left of the order.")
  var full = false

  @OptionGroup var amounts: OrderOptions
  @OptionGroup var occurrence: OccurrenceOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if full, refund != nil || !amounts.isEmpty {
      throw ValidationError("--full pays back all that is left: give no --refund and no amounts with it.")
    }
    if !full, refund == nil || amounts.items.isEmpty {
      throw ValidationError("Give --refund and each --item that is paid back, or --full.")
    }
  }

  func execute(_ session: Session) async throws {
    let request = try await request(session)
    let response = try await session.client.recordConversion(request)
    try session.write(ConversionPresentation(request: request, response: response))
  }

  private func request(_ session: Session) async throws -> RecordConversionRequest {
    let program = try program.resolved(session)
    guard let refund else {
      return .fullRefund(order: order, program: program, occurredAtUs: occurrence.at, test: occurrence.test)
    }
    let amounts = try OrderAmounts(
      amounts, currency: try await session.currency(amounts.currency, ofProgram: program))
    return .refund(
      order: order, refund: refund, program: program, items: amounts.items, currency: amounts.currency,
      taxMinor: amounts.taxMinor, shippingMinor: amounts.shippingMinor, discountMinor: amounts.discountMinor,
      occurredAtUs: occurrence.at, test: occurrence.test)
  }
}
