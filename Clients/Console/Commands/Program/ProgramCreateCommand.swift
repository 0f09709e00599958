internal import ArgumentParser
internal import TributaryClient

/// `tributary program create`
struct ProgramCreateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a program.",
    discussion: """
      Examples:
        tributary program create shop --currency EUR --time-zone Europe/Berlin
        tributary program create mugs --currency USD --sale-rate 10 --lead-flat 0.50
        tributary program create tea --currency JPY --touch first --window 30
      """)

  static let conflictHint: String? = "the name is taken; `tributary program update SLUG` changes what it names"

  @Argument(help: "Its unique name: 1 to 63 of a-z, 0-9 and \"-\". It is for ever.")
  var slug: String

  @Option(help: ArgumentHelp("The account that owns it. Without it, the key's.", valueName: "slug"))
  var account = ""

  @Option(help: ArgumentHelp("Its currency. It is for ever.", valueName: "code"), transform: parseCurrency)
  var currency: String

  @Option(help: ArgumentHelp("Decides where a day begins: an IANA name. It is for ever.", valueName: "zone"))
  var timeZone = "UTC"

  @OptionGroup var fields: ProgramFieldOptions
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let program = Program(slug: slug, account: account, currency: currency, timeZone: timeZone)
    let made = try await session.client.createProgram(fields.applied(to: program))
    try session.write(RecordDetail(name: "program", fields: programFields, record: made))
  }
}
