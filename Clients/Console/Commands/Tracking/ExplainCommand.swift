internal import ArgumentParser
internal import TributaryClient

/// `tributary explain`
struct ExplainCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Print in words why an order earned what it earned, and for whom.",
    discussion: """
      Who referred it and by which rule, what became of each piece of evidence, what was earned and taken back, every \
      entry of the ledger, and what is left. Times are in UTC.

      Needs a key of scope server or above. The csv has a line for each entry of the ledger; the json has all.

      Examples:
        tributary explain A-1001
        tributary explain form-17 --kind lead
        tributary explain A-1001 --refund R-1
        tributary explain A-1002 --kind refund
      """)

  @Argument(help: "The order number, or for a lead the entry number.")
  var order: String

  @OptionGroup var program: ProgramOption

  @Option(help: "What it is. Default: sale, or with --refund that refund.")
  var kind: ExplainedKind?

  @Option(help: ArgumentHelp("The number of a refund of the order. Without it, the full one.", valueName: "id"))
  var refund: String?

  @OptionGroup var shared: SharedOptions

  /// The conversions that can be explained.
  enum ExplainedKind: String, CaseIterable, ExpressibleByArgument {
    case sale
    case lead
    case refund
  }

  func validate() throws {
    if refund != nil, let kind, kind != .refund {
      throw ValidationError("--refund belongs to --kind refund.")
    }
  }

  func execute(_ session: Session) async throws {
    let program = try program.resolved(session)
    let response = try await session.client.conversion(request(program: program))
    try session.write(
      ExplanationPresentation(
        program: program, conversion: response.conversion ?? RecordedConversion(), refunds: response.refunds))
  }

  private func request(program: String) -> GetConversionRequest {
    switch kind ?? (refund == nil ? .sale : .refund) {
    case .sale: .sale(order: order, program: program)
    case .lead: .lead(entry: order, program: program)
    case .refund: .refund(order: order, refund: refund ?? "", program: program)
    }
  }
}
