internal import ArgumentParser

/// `tributary partner`
struct PartnerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "partner",
    abstract: "Administer the partners of a program.",
    discussion: """
      Needs a key of scope admin.

      Examples:
        tributary partner create anna --program shop --name "Anna"
        tributary partner update anna --program shop --status inactive
        tributary partner list --program shop
      """,
    subcommands: [
      PartnerCreateCommand.self, PartnerUpdateCommand.self, PartnerShowCommand.self, PartnerListCommand.self,
    ]
  )
}
