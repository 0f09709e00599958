import ArgumentParser

/// `tributary-load`: what the server reaches, as a share of what this machine can do at best.
@main
struct Load: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tributary-load",
    abstract: "Measure the server beside yardsticks of the same run.",
    subcommands: [RunBenchmarks.self, EchoServer.self],
    defaultSubcommand: RunBenchmarks.self)
}
