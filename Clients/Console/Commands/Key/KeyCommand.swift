internal import ArgumentParser

/// `tributary key`
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Administer API keys.",
    discussion: """
      Needs a key of scope admin. The scopes, of which each but the last includes those before it:
        publishable     record clicks; may be seen by browsers
        server          record conversions, report and write pixels
        admin           administer programs, partners and keys of the account
        partner-report  read the reports of one partner and nothing else

      Examples:
        export TRIBUTARY_KEY=$(tributary key create --account acme --scope admin)
        tributary key create --scope partner-report --program shop --partner anna
        tributary key revoke ID
      """,
    subcommands: [KeyCreateCommand.self, KeyListCommand.self, KeyRevokeCommand.self]
  )
}
