import ArgumentParser
import Foundation
import TestValues

/// What every test of this program takes.
struct TrialOptions: ParsableArguments {
  @Option(help: "What events and moments follow from. What the machine's speed decides differs all the same.")
  var seed: UInt64 = 1

  @Option(help: "The server to test. [default: tributaryd beside this program]")
  var server: String?

  @Option(
    help: ArgumentHelp("Connections of the load program, each with 8 calls in flight.", valueName: "count"))
  var connections = 8

  @Flag(help: "Leave database and log where they are, and say where.")
  var keep = false

  func validate() throws {
    guard (1...1_000).contains(connections) else { throw ValidationError("--connections must be 1 to 1,000.") }
    guard FileManager.default.isExecutableFile(atPath: serverPath) else {
      throw ValidationError("there is no \(serverPath): swift build --product tributaryd")
    }
  }

  /// Path of the server.
  private var serverPath: String {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "tributaryd")
    return server ?? beside.path
  }

  /// How a trial is set up by these options.
  var configuration: Trial.Configuration {
    var configuration = Trial.Configuration(server: serverPath, seed: seed)
    configuration.connections = connections
    return configuration
  }
}

/// Lends a trial with the merchant's program and a running server. Server and files are gone afterwards, also when SIGINT
/// or SIGTERM ends the test.
func withTrial(
  _ options: TrialOptions, _ configuration: Trial.Configuration,
  _ body: @escaping @Sendable (Trial) async throws -> Void
) async throws {
  try await untilInterrupted {
    let directory = FileManager.default.temporaryDirectory.appending(path: "tributary-crash-\(UUID().uuidString)")
    defer {
      if options.keep { print("database and log are in \(directory.path)") } else { remove(directory) }
    }
    let trial = try await Trial(configuration, in: directory)
    do {
      try await trial.startServer()
      try await trial.openMerchant()
      try await body(trial)
    } catch {
      await trial.killServer()
      throw error
    }
    await trial.killServer()
  }
}

private func remove(_ directory: URL) {
  try? FileManager.default.removeItem(at: directory)
}
