import ArgumentParser
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct HelpTests {
  /// Every command line that has a help of its own.
  static let commands: [[String]] =
    [[]] + alone.map { [$0] } + groups.flatMap { noun, verbs in [[noun]] + verbs.map { [noun, $0] } }

  private static let alone = [
    "click", "lead", "sale", "refund", "explain", "report", "link", "balance", "adjust", "pixel", "health",
    "unconfirmed", "confirm",
  ]

  private static let groups: [(noun: String, verbs: [String])] = [
    ("program", ["create", "update", "show", "list"]), ("partner", ["create", "update", "show", "list"]),
    ("account", ["create", "update", "show", "list"]), ("key", ["create", "list", "revoke"]),
    ("coupon", ["create", "list", "delete"]), ("commission", ["set", "list", "delete"]),
    ("campaign", ["create", "list", "delete"]), ("pixel-key", ["rotate"]),
    ("contact", ["show", "erase"]), ("payout", ["create", "list", "show"]),
  ]

  @Test func everyCommandIsAmongThem() {
    func paths(_ command: any ParsableCommand.Type, _ path: [String]) -> [[String]] {
      [path]
        + command.configuration.subcommands.flatMap { paths($0, path + [$0.configuration.commandName ?? ""]) }
    }
    #expect(Set(paths(Tributary.self, [])) == Set(Self.commands))
  }

  @Test(arguments: commands)
  func everyCommandExplainsItselfWithExamples(_ command: [String]) async {
    let outcome = await run(command + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("OVERVIEW: "))
    // An example that is folded by the help's width of 80 columns can no longer be copied.
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { $0 == "Example:" || $0 == "Examples:" }
    let examples = start.map { lines[($0 + 1)...].prefix { !$0.isEmpty } } ?? []
    #expect(!examples.isEmpty)
    #expect(examples.allSatisfy { $0.contains("tributary " + command.joined(separator: " ")) })
  }

  @Test func theMainHelpTellsEveryExitStatus() async {
    let help = await run(["--help"]).output
    for status in ExitStatus.allCases {
      #expect(help.contains("\(status.rawValue)  \(status.explanation)\n"), "\(status)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func shellsCanComplete(_ shell: String) async {
    let outcome = await run(["--generate-completion-script", shell])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("partner-report"))
  }

  @Test func theVersionIsAskedForLikeHelp() async {
    let outcome = await run(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.output == tributaryVersion + "\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test func aGroupAloneShowsItsHelp() async {
    let outcome = await run(["key"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("OVERVIEW: Administer API keys."))
  }

  private func run(_ arguments: [String]) async -> Outcome {
    await CLITests.run(arguments, environment: [:], answer: always(HealthCheckResponse()))
  }
}
