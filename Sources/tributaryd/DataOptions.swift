import ArgumentParser

/// Where the data is, the same in every command.
struct DataOptions: ParsableArguments {
  @Option(
    name: .customLong("data"),
    help: ArgumentHelp("The directory that holds the database.", valueName: "dir"),
    completion: .directory)
  var directory = "tributary-data"
}
