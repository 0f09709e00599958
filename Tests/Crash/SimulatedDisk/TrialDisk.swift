import ChildProcesses
import Foundation
import TestValues

/// The disk under a trial's servers. The library in `Disk` is loaded into each server that is started on it.
///
/// The server is loaded, killed or asked to end through the trial; ``serverEnded()`` must follow each end.
struct TrialDisk {
  /// A fault that the disk has from a server's start on.
  struct Fault: Sendable, CustomStringConvertible {
    /// What fails.
    enum Call: String, CaseIterable, Sendable {
      case sync
      case write
      case shortWrite = "short-write"
      case truncate
    }

    let call: Call
    /// The call that fails, counted from 1.
    let number: Int
    /// Whether all that follow fail too.
    let isLasting: Bool

    var description: String { "\(call.rawValue) \(number) \(isLasting ? "always" : "once")" }
  }

  /// Probabilities with which a part of what no sync has covered is on disk all the same. A commit consists of hundreds
  /// of sectors, so that only those near 1 leave most of it.
  private static let shares = [0, 0.5, 0.9, 0.99, 1]

  private let trial: Trial
  private let library: URL
  private var disk: SimulatedDisk
  private var journal: URL { trial.directory.appending(path: "disk.journal") }

  /// Ends the trial's server in order and takes what it leaves for durable.
  init(_ trial: Trial) async throws {
    self.trial = trial
    library = try diskLibrary()
    _ = try await trial.terminateServer()
    disk = try SimulatedDisk(trial.data)
  }

  // MARK: - Servers

  /// Sets what servers that are started from now on find: a sound disk unless told otherwise.
  ///
  /// - Parameters:
  ///   - fault: what fails.
  ///   - variables: further variables of `TributaryDisk.h`.
  func prepare(fault: Fault? = nil, variables: [String: String] = [:]) {
    var environment = [
      "LD_PRELOAD": library.path, "TRIBUTARY_DISK_DIRECTORY": trial.data.path, "TRIBUTARY_DISK_JOURNAL": journal.path,
    ]
    environment["TRIBUTARY_DISK_FAULT"] = fault?.description
    trial.configuration.environment = environment.merging(variables) { $1 }
  }

  /// Reads what the server did, which has ended.
  ///
  /// - Returns: whether it was told that a sync of a file had failed.
  /// - Throws: `SimulatedDisk.Unseen` when it wrote what the library did not see.
  @discardableResult
  mutating func serverEnded() throws -> Bool {
    // A server that was killed before it came to anything has no journal.
    guard FileManager.default.fileExists(atPath: journal.path) else { return false }
    let records = try DiskRecord.journal(at: journal.path)
    try FileManager.default.removeItem(at: journal)
    try disk.replay(records)
    try disk.requireSame()
    return records.contains { if case .failedSync = $0 { true } else { false } }
  }

  // MARK: - The power

  /// Cuts the power. No server may run.
  mutating func cutPower() throws {
    try disk.cutPower(share: trial.random.pick(Self.shares), using: &trial.random)
  }
}
