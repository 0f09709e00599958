import ArgumentParser
import ChildProcesses
import Foundation
import TestValues
import TributaryClient

/// `tributary-crash full-disk`
struct FullDisk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let the disk be full after a random number of bytes, and make room again.",
    discussion: """
      What does not fit must be refused with RESOURCE_EXHAUSTED; reports go on; and when there is room, recording does
      too, by itself.

        tributary-crash full-disk --rounds 10
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
      var disk = try await TrialDisk(trial)
      var summary = Summary()
      for round in 1...rounds {
        try await FullDiskRound.run(trial, disk)
        try await summary.endRound(round, of: rounds, trial)
        let end = try await trial.terminateServer()
        guard end.code == 0 else { throw TrialError("the server did not end in order: \(end.errors)") }
        try disk.serverEnded()
      }
      try summary.finish(trial.history)
    }
  }
}

/// One disk that is full, and then is not.
enum FullDiskRound {
  /// Bytes that are always enough.
  private static let plenty: Int64 = 1 << 40

  static func run(_ trial: Trial, _ disk: TrialDisk) async throws {
    let room = trial.directory.appending(path: "room")
    try write(trial.random.number(100_000...2_000_000), to: room)
    disk.prepare(variables: ["TRIBUTARY_DISK_ROOM_FILE": room.path])
    try await trial.startServer()
    let failuresBefore = trial.history.failures.count
    try await trial.load { await $0.ends() }
    try requireRefusals(trial.history.failures.dropFirst(failuresBefore))
    let client = try trial.client()
    _ = try await client.partnerReport(GetPartnerReportRequest(program: Merchant.program, keys: [.partner]))
    await client.close()
    try write(plenty, to: room)
    try await trial.settle()
  }

  private static func requireRefusals(_ failures: some Collection<Failure>) throws {
    guard !failures.isEmpty, failures.allSatisfy({ $0.code == "RESOURCE_EXHAUSTED" }) else {
      throw TrialError("on a full disk calls ended with \(Set(failures.map(\.code)).sorted())")
    }
  }

  private static func write(_ bytes: Int64, to room: URL) throws {
    try Data("\(bytes)\n".utf8).write(to: room, options: .atomic)
  }
}
