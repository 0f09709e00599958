internal import ArgumentParser

/// `tributary program`
struct ProgramCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "program",
    abstract: "Administer partner programs.",
    discussion: """
      Needs a key of scope admin.

      Examples:
        tributary program create shop --currency EUR --sale-rate 10
        tributary program update shop --window-days 30
        tributary program list
      """,
    subcommands: [
      ProgramCreateCommand.self, ProgramUpdateCommand.self, ProgramShowCommand.self, ProgramListCommand.self,
    ]
  )
}
