internal import ArgumentParser

/// `tributary campaign`
struct CampaignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Administer campaigns: landing pages that links name.",
    discussion: """
      A link with &c=CODE leads to the campaign's page, and every other link to the program's --landing-url. Needs a key \
      of scope admin.

      Examples:
        tributary campaign create summer https://shop.example.com/summer
        tributary campaign list
        tributary campaign delete summer
      """,
    subcommands: [CampaignCreateCommand.self, CampaignListCommand.self, CampaignDeleteCommand.self]
  )
}
