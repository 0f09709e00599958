internal import ArgumentParser

/// Which program a command is about.
struct ProgramOption: ParsableArguments {
  @Option(help: ArgumentHelp("The program. Else TRIBUTARY_PROGRAM or \"program\".", valueName: "slug"))
  var program: String?

  /// The program that is meant.
  ///
  /// - Throws: ``CommandFailure`` with status `usage` when none is.
  func resolved(_ session: Session) throws(CommandFailure) -> String {
    guard let program = program ?? session.settings.program else {
      throw CommandFailure(
        .usage, "no program is named",
        hint: "give --program SLUG, set TRIBUTARY_PROGRAM, or write \"program\" into the configuration file")
    }
    return program
  }
}
