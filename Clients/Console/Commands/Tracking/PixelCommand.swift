internal import ArgumentParser
internal import TributaryClient

/// `tributary pixel`
struct PixelCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "pixel",
    abstract: "Print the tracking pixel for the confirmation page of a cart.",
    discussion: """
      The HTML goes to standard output, to paste before </body>; what its parameters mean goes to standard error. With \
      --format csv the parameters are the result, with json both are.

      Needs a key of scope server or above.

      Examples:
        tributary pixel --program shop > pixel.html
        tributary pixel --kind lead
      """)

  @OptionGroup var program: ProgramOption

  @Option(help: "Which conversion the page confirms.")
  var kind = PixelKind.sale

  @Option(help: ArgumentHelp("How many items the snippet shows, 1 to 20.", valueName: "count"))
  var items: Int32 = 1

  @OptionGroup var shared: SharedOptions

  /// The conversions that a page can confirm.
  enum PixelKind: String, CaseIterable, ExpressibleByArgument {
    case sale
    case lead
  }

  func validate() throws {
    guard (1...20).contains(items) else { throw ValidationError("--items is from 1 to 20.") }
  }

  func execute(_ session: Session) async throws {
    let response = try await session.client.pixelSnippet(
      GetPixelSnippetRequest(
        program: program.resolved(session), platform: .plain, kind: kind == .sale ? .sale : .lead, itemCount: items))
    let presentation = PixelPresentation(response: response)
    try session.write(presentation)
    if session.format == .table, !response.parameters.isEmpty {
      session.remark("\n" + presentation.parameters.table(style: session.errorStyle))
    }
  }
}
