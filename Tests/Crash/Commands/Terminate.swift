import ArgumentParser
import ChildProcesses
import Foundation
import TestValues

/// `tributary-crash terminate`
struct Terminate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "End the server by SIGTERM under load.",
    discussion: """
      Every call that was sent before the signal must be answered, with a reply or with UNAVAILABLE, over RPC and over
      keep-alive connections of HTTP; no connection may be reset; and the server must end with status 0.

        tributary-crash terminate --rounds 20
      """)

  @Option(help: "How many rounds.")
  var rounds = 10

  @OptionGroup var options: TrialOptions

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds must be 1 or more.") }
  }

  func run() async throws {
    let rounds = rounds
    try await withTrial(options, options.configuration) { trial in
      var summary = Summary()
      for round in 1...rounds {
        let found = try await TerminationRound.run(trial)
        try await summary.endRound(round, of: rounds, trial, found)
      }
      try summary.finish(trial.history)
    }
  }
}

/// One SIGTERM.
enum TerminationRound {
  /// What was not as it must be, so far as it shows before the database is looked at.
  static func run(_ trial: Trial) async throws -> [Difference] {
    guard let process = trial.server?.process else { throw TrialError("no server runs") }
    let failuresBefore = trial.history.failures.count
    let lost = LostCalls()
    let signalled = FirstMoment()
    let delay = Duration.milliseconds(trial.random.number(0...300))
    try await trial.load(lost: lost) { progress in
      await progress.reaches(50)
      try? await Task.sleep(for: delay)
      signalled.set()
      process.signal(SIGTERM)
      await progress.ends()
    }
    let end = try await trial.terminateServer()
    var differences = losses(signalled, lost)
    if end.code != 0 {
      differences.append(
        Difference(
          "end of the server", ["must be status 0", "is \(end.code.map { "\($0)" } ?? "a signal")", end.errors]))
    }
    for failure in trial.history.failures[failuresBefore...] where failure.code != "UNAVAILABLE" {
      differences.append(Difference("refusal of event \(failure.number)", ["\(failure.code): \(failure.message)"]))
    }
    try await trial.startServer()
    try await trial.settle()
    return differences
  }

  /// What became of calls that were not answered. A call that crosses with the end of its connection finds it closed: the
  /// wire has no word for "send no more". Nothing else excuses silence, and nothing excuses a reset, which may destroy
  /// answers that are on their way.
  private static func losses(_ signalled: FirstMoment, _ lost: LostCalls) -> [Difference] {
    guard let moment = signalled.value else { return [] }
    let calls = lost.all.filter { call in call.isReset || call.sentAt.map { $0 < moment } ?? false }
    return Dictionary(grouping: calls) { "\($0.wire): \($0.reason)" }.map { how, calls in
      Difference("\(calls.count) calls were not answered", [how])
    }
  }
}
