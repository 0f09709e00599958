internal import ArgumentParser
internal import TributaryClient

/// `tributary click`
struct ClickCommand: RecordingCommand {
  static let configuration = CommandConfiguration(
    commandName: "click",
    abstract: "Record that a visitor followed a partner's link.",
    discussion: """
      Prints the ids of the click and the visitor and the signed token to send with the conversion. Without --click-id \
      an id is made. With one, the click counts once however often it is sent.

      Needs a key of scope publishable or above.

      Examples:
        tributary click --program shop --partner anna --sub-id spring
        tributary click --partner anna --visitor-id UUID --format json
      """)

  @OptionGroup var program: ProgramOption

  @Option(help: ArgumentHelp("The partner whose link it was.", valueName: "code"))
  var partner: String

  @Option(help: ArgumentHelp("What the partner appended as &sid=, up to 255 bytes.", valueName: "text"))
  var subId = ""

  @Option(help: ArgumentHelp("An id for the click, so that sending it again is recognised.", valueName: "uuid"))
  var clickId = ""

  @Option(
    help: ArgumentHelp("The visitor's id from an earlier click. Without it the visitor is new.", valueName: "uuid"))
  var visitorId = ""

  @Option(help: ArgumentHelp("The page that the visitor was sent to.", valueName: "url"))
  var landingUrl = ""

  @Option(help: ArgumentHelp("The page that the visitor came from.", valueName: "url"))
  var referrerUrl = ""

  @Option(help: ArgumentHelp("The browser's User-Agent header.", valueName: "text"))
  var userAgent = ""

  @Option(help: ArgumentHelp("The browser's address.", valueName: "address"))
  var ip = ""

  @Option(
    help: ArgumentHelp("When: \"now\" or RFC 3339, such as 2026-01-31T12:00:00Z.", valueName: "time"),
    transform: parseTime)
  var at: Int64 = 0

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let response = try await session.client.recordClick(
      RecordClickRequest(
        program: program.resolved(session), partner: partner, subId: subId, clickId: clickId, visitorId: visitorId,
        landingUrl: landingUrl, referrerUrl: referrerUrl, userAgent: userAgent, ip: ip, occurredAtUs: at))
    try session.write(RecordDetail(name: nil, fields: clickFields, record: response))
  }
}
