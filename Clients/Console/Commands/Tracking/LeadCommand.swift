internal import ArgumentParser
internal import TributaryClient

/// `tributary lead`
struct LeadCommand: RecordingCommand {
  static let configuration = CommandConfiguration(
    commandName: "lead",
    abstract: "Record that a visitor opted in.",
    discussion: """
      Prints the receipt: who referred the visitor, by which rule, and what became of each piece of evidence. Who \
      referred the visitor is remembered with the e-mail address and the customer number, for what is bought later. The \
      same entry sent again gives the same answer.

      Needs a key of scope server or above.

      Example:
        tributary lead --entry form-17 --email jo@example.com --click-token TOKEN
      """)

  @OptionGroup var program: ProgramOption

  @Option(
    name: [.long, .customLong("order")],
    help: ArgumentHelp("The form's entry number, unique among the program's leads for ever.", valueName: "id"))
  var entry: String

  @OptionGroup var referral: ReferralOptions
  @OptionGroup var occurrence: OccurrenceOptions
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let request = RecordConversionRequest.lead(
      entry: entry, program: try program.resolved(session), customer: referral.customer, evidence: referral.evidence,
      occurredAtUs: occurrence.at, test: occurrence.test)
    let response = try await session.client.recordConversion(request)
    try session.write(ConversionPresentation(request: request, response: response))
  }
}
