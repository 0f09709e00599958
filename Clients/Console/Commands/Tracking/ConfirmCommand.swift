internal import ArgumentParser
internal import TributaryClient

/// `tributary confirm`
struct ConfirmCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Record what an unsigned pixel said as if the cart had.",
    discussion: """
      Prints the receipt: who referred the customer, by which rule, and what was earned. Confirmed again, it gives the \
      same answer. An order that is recorded with other money is a conflict that names the field; another customer is \
      none. What has joined an order by itself since it was listed is trusted from then on.

      Needs a key of scope admin.

      Example:
        tributary confirm 01932c07-94e0-7000-8000-0123456789ab
      """)

  @Argument(help: "The unconfirmed conversion, as tributary unconfirmed lists it.")
  var id: String

  @OptionGroup var program: ProgramOption
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let program = try program.resolved(session)
    let response = try await session.client.confirmConversion(id, program: program)
    try session.write(
      ConversionPresentation(
        request: RecordConversionRequest(program: program), response: response, unconfirmedID: id))
  }
}
