internal import ArgumentParser

/// `tributary account`
struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract: "Administer accounts: the merchants.",
    discussion: """
      Needs the server's admin key, but for showing one's own account.

      Examples:
        tributary account create acme --name "Acme Mugs" --plan pro
        tributary account list --format json
      """,
    subcommands: [
      AccountCreateCommand.self, AccountUpdateCommand.self, AccountShowCommand.self, AccountListCommand.self,
    ]
  )
}
