internal import ArgumentParser
internal import TributaryClient

/// `tributary sale`
struct SaleCommand: RecordingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sale",
    abstract: "Record that an order was placed.",
    discussion: """
      Prints the receipt: who referred the customer, by which rule, what was earned, and what became of each piece of \
      evidence. The same order sent again gives the same answer; evidence that is new is added to it, and who referred it \
      is decided anew; with other money it is a conflict that names the field.

      Amounts are written in the currency's usual form: 12.50 in EUR, 1200 in JPY, 1.250 in KWD.

      Needs a key of scope server or above. Without --currency or a configured currency the program's is asked for.

      Examples:
        tributary sale --order A-1001 --item MUG:2:12.50 --click-token TOKEN
        tributary sale --order A-1002 --item 49 --discount 5 --visitor-id UUID
        tributary sale --order A-1003 --currency JPY --item CUP:1200
        tributary sale --order A-1004 --item 49 --email jo@example.com --coupon SPRING
      """)

  @OptionGroup var program: ProgramOption

  @Option(help: ArgumentHelp("The cart's order number, unique in the program for ever.", valueName: "id"))
  var order: String

  @OptionGroup var amounts: OrderOptions
  @OptionGroup var referral: ReferralOptions
  @OptionGroup var occurrence: OccurrenceOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    // An order is recorded for ever: one without items could never be corrected.
    if amounts.items.isEmpty { throw ValidationError("Give each --item that was bought.") }
  }

  func execute(_ session: Session) async throws {
    let program = try program.resolved(session)
    let amounts = try OrderAmounts(
      amounts, currency: try await session.currency(amounts.currency, ofProgram: program))
    let request = RecordConversionRequest.sale(
      order: order, program: program, items: amounts.items, currency: amounts.currency, taxMinor: amounts.taxMinor,
      shippingMinor: amounts.shippingMinor, discountMinor: amounts.discountMinor, customer: referral.customer,
      evidence: referral.evidence, occurredAtUs: occurrence.at, test: occurrence.test)
    let response = try await session.client.recordConversion(request)
    try session.write(ConversionPresentation(request: request, response: response))
  }
}
