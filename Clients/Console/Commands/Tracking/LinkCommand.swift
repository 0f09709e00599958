internal import ArgumentParser
internal import TributaryClient

/// `tributary link`
struct LinkCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Print the link that refers visitors to a partner.",
    discussion: """
      Its host is the program's --tracking-url. Following it is what counts; printing it records nothing, and neither \
      the partner nor the campaign is looked up. Needs a key of scope server or above.

      Examples:
        tributary link --partner anna --sub-id "spring newsletter"
        tributary link --partner anna --campaign summer --format json
      """)

  @OptionGroup var program: ProgramOption

  @Option(help: ArgumentHelp("Whom the link refers visitors to.", valueName: "code"))
  var partner: String

  @Option(help: ArgumentHelp("What tells the link's visits apart in reports, up to 255 bytes.", valueName: "text"))
  var subId: String?

  @Option(help: ArgumentHelp("The campaign whose page it leads to.", valueName: "code"))
  var campaign: String?

  @Option(help: ArgumentHelp("The page it leads to, on a host that the program allows.", valueName: "url"))
  var to: String?

  @OptionGroup var shared: SharedOptions

  /// The longest SubID, in bytes: visits of a link with a longer one do not count.
  private static let maximumSubIDBytes = 255

  func validate() throws {
    guard (subId?.utf8.count ?? 0) <= Self.maximumSubIDBytes else {
      throw ValidationError("--sub-id is at most \(Self.maximumSubIDBytes) bytes.")
    }
  }

  func execute(_ session: Session) async throws {
    let program = try await session.client.program(program.resolved(session))
    if program.trackingUrl.isEmpty {
      session.remark(
        "The program has no tracking URL: `tributary program update \(visibleText(program.slug)) --tracking-url URL` "
          + "sets it. The link is for a server on this machine.")
    }
    let link = PartnerLink(program: program, partner: partner, subID: subId, campaign: campaign, destination: to)
    try session.write(LinkPresentation(link: link.text))
  }
}
