internal import ArgumentParser
internal import TributaryClient

/// `tributary account create`
struct AccountCreateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make an account.",
    discussion: """
      Example:
        tributary account create acme --name "Acme Mugs" --plan pro --partner-center
      """)

  static let conflictHint: String? = "the name is taken; `tributary account update SLUG` changes what it names"

  @Argument(help: "Its unique name: 1 to 63 of a-z, 0-9 and \"-\". It is for ever.")
  var slug: String

  @OptionGroup var fields: AccountFieldOptions
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let account = try await session.client.createAccount(fields.applied(to: Account(slug: slug)))
    try session.write(RecordDetail(name: "account", fields: accountFields, record: account))
  }
}
