internal import ArgumentParser
internal import TributaryClient

/// `tributary account update`
struct AccountUpdateCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Change an account. What is not given stays as it is.",
    discussion: """
      The account is read, changed and written: two such commands at the same time can undo each other.

      Example:
        tributary account update acme --plan enterprise
      """)

  @Argument(help: "The account.")
  var slug: String

  @OptionGroup var fields: AccountFieldOptions
  @OptionGroup var shared: SharedOptions

  func execute(_ session: Session) async throws {
    let present = try await session.client.account(slug)
    let account = try await session.client.updateAccount(fields.applied(to: present))
    try session.write(RecordDetail(name: "account", fields: accountFields, record: account))
  }
}
