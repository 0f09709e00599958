import ArgumentParser

/// `tributary-crash`: what becomes of acknowledged events when the server, or what is under it, fails.
@main
struct Crash: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tributary-crash",
    abstract: "Let a server under load crash, and compare what is left with a log of what was sent and acknowledged.",
    discussion: """
      Build with `-c release` first. Exits with 1 on any difference.

        swift run -c release tributary-crash kill
        swift run -c release tributary-crash kill --rounds 500 --seed 7
        swift run -c release tributary-crash terminate
        swift run -c release tributary-crash clock
        swift run -c release tributary-crash power
        swift run -c release tributary-crash sync-failure
        swift run -c release tributary-crash full-disk
      """,
    subcommands: [Kill.self, Terminate.self, Clock.self, Power.self, SyncFailure.self, FullDisk.self])
}
