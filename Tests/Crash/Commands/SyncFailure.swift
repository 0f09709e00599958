import ArgumentParser
import ChildProcesses
import Foundation
import TestValues

/// `tributary-crash sync-failure`
struct SyncFailure: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Let the Nth sync or write of the server fail, once and for good.",
    discussion: """
      What the server was told not to be on disk may be lost, even if later syncs succeed: Linux takes the pages for
      written after a failed sync. The server must stop to acknowledge and end with a message. After a restart, with or
      without a power cut before, what was not answered is sent again; then the power is cut.

        tributary-crash sync-failure
        tributary-crash sync-failure --call write --first 1 --last 200
      """)

  @Option(help: "What fails: \(TrialDisk.Fault.Call.allCases.map(\.rawValue).joined(separator: ", ")).")
  var call = TrialDisk.Fault.Call.sync

  @Option(help: "The first N.")
  var first = 1

  @Option(help: "The last N.")
  var last = 50

  @OptionGroup var options: TrialOptions

  func validate() throws {
    guard first >= 1, last >= first else { throw ValidationError("--first must be 1 or more, --last not less.") }
  }

  func run() async throws {
    let faults = (first...last).flatMap { [call] number in
      [false, true].map { TrialDisk.Fault(call: call, number: number, isLasting: $0) }
    }
    var configuration = options.configuration
    // Few calls share a sync, so that the last N needs few events.
    (configuration.connections, configuration.callsInFlight) = (4, 1)
    try await withTrial(options, configuration) { trial in
      var disk = try await TrialDisk(trial)
      var summary = Summary()
      for (index, fault) in faults.enumerated() {
        try await SyncFailureRound.run(fault, trial, &disk)
        try await summary.endRound(index + 1, of: faults.count, trial)
        await trial.killServer()
        try disk.serverEnded()
        try disk.cutPower()
      }
      try summary.finish(trial.history)
    }
  }
}

extension TrialDisk.Fault.Call: ExpressibleByArgument {}

/// One failure and what follows.
enum SyncFailureRound {
  /// Acknowledgements after which a server is asked to end that the fault did not concern.
  private static let acknowledgements = 400
  /// What SQLite and the system say of EIO.
  private static let messages = ["disk I/O error", "Input/output error"]
  /// EX_IOERR of sysexits.h.
  private static let exitCode: Int32 = 74

  static func run(_ fault: TrialDisk.Fault, _ trial: Trial, _ disk: inout TrialDisk) async throws {
    disk.prepare(fault: fault)
    let end = try await endUnderLoad(trial)
    let failed = try disk.serverEnded()
    let hasToldSo = end.code == exitCode && messages.contains { end.errors.contains($0) }
    guard failed ? hasToldSo : hasToldSo || end.code == 0 else {
      throw TrialError("after \(fault) the server ended with \(end.code.map(String.init) ?? "a signal"): \(end.errors)")
    }
    if trial.random.chance(50) { try disk.cutPower() }
    disk.prepare()
    try await trial.startServer()
    try await trial.settle()
  }

  /// Runs a server until it ends by itself or has been of use for long enough.
  private static func endUnderLoad(_ trial: Trial) async throws -> ProcessEnd {
    do {
      try await trial.startServer()
    } catch let failure as TributarydProcess.NotReady {
      return failure.end
    }
    try await trial.load { await $0.reaches(acknowledgements) }
    return try await trial.terminateServer()
  }
}
