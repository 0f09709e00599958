internal import ArgumentParser

/// `tributary commission`
struct CommissionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commission",
    abstract: "Administer what single products and partners earn.",
    discussion: """
      The most special rule counts: that for the product sold by the partner, then the product's, then the partner's, \
      then the program's own (`tributary program update`). Needs a key of scope admin.

      Examples:
        tributary commission set --partner anna --sale-rate 12.5
        tributary commission set --sku MUG --sale-rate 5 --sale-flat 0.50
        tributary commission list
        tributary commission delete --sku MUG
      """,
    subcommands: [CommissionSetCommand.self, CommissionListCommand.self, CommissionDeleteCommand.self]
  )
}
