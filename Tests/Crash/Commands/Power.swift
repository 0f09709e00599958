import ArgumentParser
import ChildProcesses
import Foundation
import GRDB
import TestValues
import TributaryClient

/// `tributary-crash power`
struct Power: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cut the power at random moments.",
    discussion: """
      Each round kills the server under load and rebuilds its files as a disk may hold them after a power cut: all that
      was synced, and of the rest any 512-byte sectors and any names. At times the power fails again while the server
      starts. The database stays over all rounds.

        tributary-crash power
        tributary-crash power --rounds 1000 --seed 7

      The control experiment has to fail, or the test would see nothing:

        tributary-crash power --rounds 20 --synchronous off
      """)

  /// Values of SQLite's pragma.
  enum Synchronous: String, CaseIterable, ExpressibleByArgument {
    case full
    case off
  }

  @Option(help: "How many rounds.")
  var rounds = 100

  @Option(help: "Off: the server syncs nothing, and must be seen to lose what it acknowledged.")
  var synchronous = Synchronous.full

  @OptionGroup var options: TrialOptions

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds must be 1 or more.") }
  }

  func run() async throws {
    let (rounds, synchronous) = (rounds, synchronous)
    try await withTrial(options, options.configuration) { trial in
      var disk = try await TrialDisk(trial)
      disk.prepare(variables: synchronous == .off ? ["TRIBUTARY_DISK_SYNCHRONOUS": "off"] : [:])
      try await trial.startServer()
      var summary = Summary()
      for round in 1...rounds {
        let differences = try await PowerRound.run(trial, &disk)
        try summary.endRound(round, of: rounds, trial.history, differences)
      }
      try summary.finish(trial.history)
    }
  }
}

/// One round of power cuts.
enum PowerRound {
  /// Connections and calls in flight on each. With one call in all, the commit that was interrupted is all that is not
  /// answered, so that its repetition finds it there or makes it anew.
  private static let loads = [(1, 1), (2, 2), (8, 8)]

  /// - Returns: what is not as it must be afterwards.
  static func run(_ trial: Trial, _ disk: inout TrialDisk) async throws -> [Difference] {
    (trial.configuration.connections, trial.configuration.callsInFlight) = trial.random.pick(loads)
    try await trial.loadAndKill(after: .milliseconds(trial.random.number(0...250)))
    try disk.serverEnded()
    // At times only the server fails, and the power later.
    if trial.random.chance(70) { try disk.cutPower() }
    while trial.random.chance(25) {
      let most = max(1, Int64(trial.startTime / .microseconds(1)))
      try await trial.startServer(andKillAfter: .microseconds(trial.random.number(0...most)))
      try disk.serverEnded()
      try disk.cutPower()
    }
    return try await reportingUnreadable {
      try await trial.startServer()
      try await trial.settle()
      if trial.random.chance(40) {
        await trial.killServer()
        try disk.serverEnded()
        try disk.cutPower()
        try await trial.startServer()
      }
      return try await trial.differences()
    }
  }

  /// A disk that holds nothing that can be read is a difference as well.
  private static func reportingUnreadable(_ body: () async throws -> [Difference]) async throws -> [Difference] {
    do {
      return try await body()
    } catch let failure as TributarydProcess.NotReady {
      return [Difference("the server does not start on what the disk holds", [failure.description])]
    } catch let failure as DatabaseError {
      return [Difference("the database cannot be read", [failure.description])]
    } catch let failure as TributaryError where !Task.isCancelled {
      return [Difference("the server does not tell what the disk holds", [failure.description])]
    }
  }
}
