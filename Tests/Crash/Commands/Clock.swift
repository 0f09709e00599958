import ArgumentParser
import ChildProcesses
import Foundation
import TestValues

/// `tributary-crash clock`
struct Clock: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let the server's wall clock jump by 30 days, both ways, while it serves and across restarts.",
    discussion: """
      Events say when they happened, or leave it to the server's clock. A call that ends by its deadline differs: deadlines
      are on the monotonic clock.

        tributary-crash clock --rounds 20
      """)

  @Option(help: "How many rounds.")
  var rounds = 6

  @OptionGroup var options: TrialOptions

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds must be 1 or more.") }
  }

  func run() async throws {
    let rounds = rounds
    let clock = try ShiftedClock()
    defer { clock.remove() }
    var configuration = options.configuration
    configuration.environment = clock.environment
    configuration.now = ShiftedClock.momentBeforeEveryShift
    try await withTrial(options, configuration) { trial in
      var summary = Summary()
      for round in 1...rounds {
        let found = try await ClockRound.run(trial, clock)
        try await summary.endRound(round, of: rounds, trial, found)
      }
      try summary.finish(trial.history)
    }
  }
}

/// One round of jumps.
enum ClockRound {
  static func run(_ trial: Trial, _ clock: ShiftedClock) async throws -> [Difference] {
    guard let process = trial.server?.process else { throw TrialError("no server runs") }
    let failuresBefore = trial.history.failures.count
    let jumps = (0..<3).map { _ in trial.random.pick(ShiftedClock.shifts) }
    let pauses = jumps.map { _ in Duration.milliseconds(trial.random.number(20...200)) }
    try await trial.load { progress in
      await progress.reaches(1)
      for (jump, pause) in zip(jumps, pauses) {
        try clock.shift(bySeconds: jump)
        try? await Task.sleep(for: pause)
      }
      process.signal(SIGKILL)
      await progress.ends()
    }
    await trial.killServer()
    try clock.shift(bySeconds: trial.random.pick(ShiftedClock.shifts))
    try await trial.startServer()
    try await trial.settle()
    return trial.history.failures[failuresBefore...].filter { $0.code == "DEADLINE_EXCEEDED" }.map {
      Difference("deadline of event \($0.number)", ["\($0.code): \($0.message)"])
    }
  }
}
