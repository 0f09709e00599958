internal import ArgumentParser

/// The options of every command that calls the server.
struct SharedOptions: ParsableArguments {
  @Option(help: "How results are written.")
  var format = OutputFormat.table

  @OptionGroup
  var connection: ConnectionOptions
}
