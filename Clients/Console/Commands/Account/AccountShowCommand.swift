internal import ArgumentParser
internal import TributaryClient

/// `tributary account show`
struct AccountShowCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an account.",
    discussion: """
      Example:
        tributary account show acme
      """)

  @Argument(help: "The account. Without it, the key's own.")
  var slug = ""

  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let account = try await session.client.account(slug)
    try session.write(RecordDetail(name: "account", fields: accountFields, record: account))
  }
}
