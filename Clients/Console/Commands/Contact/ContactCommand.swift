internal import ArgumentParser

/// `tributary contact`
struct ContactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact",
    abstract: "Look up and erase the people who opted in or ordered.",
    discussion: """
      A contact is known by its e-mail addresses and the shop's numbers for it, and keeps who referred it first and last. \
      Needs a key of scope admin.

      Examples:
        tributary contact show --email jo@example.com
        tributary contact erase --external-id 1017
      """,
    subcommands: [ContactShowCommand.self, ContactEraseCommand.self]
  )
}
