internal import ArgumentParser
internal import TributaryClient

/// `tributary key create`
struct KeyCreateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make an API key and print its secret, this once.",
    discussion: """
      With --format table the secret alone goes to standard output and words go to standard error.

      Examples:
        export TRIBUTARY_KEY=$(tributary key create --scope server --label ci)
        tributary key create --scope server --label "the cart" > cart.key
      """)

  @Option(help: "What the key may do: see `tributary key --help`.")
  var scope: KeyScopeChoice

  @Option(help: ArgumentHelp("Whose. Without it, the account of the key in use.", valueName: "slug"))
  var account = ""

  @OptionGroup var program: ProgramOption

  @Option(help: ArgumentHelp("For scope partner-report: the partner.", valueName: "code"))
  var partner: String?

  @Option(help: ArgumentHelp("What the key is for.", valueName: "text"))
  var label = ""

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if scope == .partnerReport, partner == nil {
      throw ValidationError("Scope partner-report needs --partner.")
    }
    if scope != .partnerReport, partner != nil || program.program != nil {
      throw ValidationError("--program and --partner belong to scope partner-report.")
    }
  }

  func execute(_ session: Session) async throws {
    let response = try await session.client.createKey(
      CreateApiKeyRequest(
        account: account, scope: scope.value,
        program: scope == .partnerReport ? try program.resolved(session) : "", partner: partner ?? "", label: label))
    let key = response.key ?? ApiKey()
    if session.format == .table {
      session.remark(
        "Key \(visibleText(key.id)) of scope \(spaced(key.scope.word)) is made. Its secret is shown this once:")
    }
    try session.write(CreatedKeyPresentation(key: key, secret: response.secret))
  }
}

/// The scopes by their words.
enum KeyScopeChoice: String, CaseIterable, ExpressibleByArgument {
  case publishable
  case server
  case admin
  case partnerReport = "partner-report"

  /// The scope in the protocol.
  var value: KeyScope {
    switch self {
    case .publishable: .publishable
    case .server: .server
    case .admin: .admin
    case .partnerReport: .partnerReport
    }
  }
}
