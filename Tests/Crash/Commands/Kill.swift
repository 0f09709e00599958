import ArgumentParser
import ChildProcesses
import Foundation
import TestValues

/// `tributary-crash kill`
struct Kill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Kill the server by SIGKILL at random moments.",
    discussion: """
      Each round kills the server under load, at times in its first moments; then, at times, while it starts again and
      while what was not answered is sent again. The database stays over all rounds.

        tributary-crash kill
        tributary-crash kill --rounds 500 --seed 7
      """)

  @Option(help: "How many rounds.")
  var rounds = 20

  @OptionGroup var options: TrialOptions

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds must be 1 or more.") }
  }

  func run() async throws {
    let rounds = rounds
    try await withTrial(options, options.configuration) { trial in
      var summary = Summary()
      for round in 1...rounds {
        try await KillRound.run(trial)
        try await summary.endRound(round, of: rounds, trial)
      }
      try summary.finish(trial.history)
    }
  }
}

/// One round of kills.
enum KillRound {
  static func run(_ trial: Trial) async throws {
    if trial.random.chance(50) {
      await trial.killServer()
      try await startInterrupted(trial)
    }
    // A quarter of the kills hit the first moments of a load, when connections are new.
    let delay = trial.random.chance(25) ? trial.random.number(0...20) : trial.random.number(50...900)
    try await trial.loadAndKill(after: .milliseconds(delay))
    try await startInterrupted(trial)
    if trial.random.chance(30) {
      try await settleAndKill(trial, after: .microseconds(trial.random.number(0...20_000)))
      try await startInterrupted(trial)
    }
    try await trial.settle()
  }

  /// Starts the server, at times after it was killed once or twice on the way, while it recovers.
  private static func startInterrupted(_ trial: Trial) async throws {
    while trial.random.chance(35) {
      let most = max(1, Int64(trial.startTime / .microseconds(1)))
      try await trial.startServer(andKillAfter: .microseconds(trial.random.number(0...most)))
    }
    try await trial.startServer()
  }

  private static func settleAndKill(_ trial: Trial, after delay: Duration) async throws {
    guard let process = trial.server?.process else { throw TrialError("no server runs") }
    try await trial.resend { _ in
      try? await Task.sleep(for: delay)
      process.signal(SIGKILL)
    }
    await trial.killServer()
  }
}
