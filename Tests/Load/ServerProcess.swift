import ChildProcesses
import Foundation

/// A `tributaryd` in a process of its own, as the benchmark's subject.
struct ServerProcess {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// A server that the benchmark forgot would end by itself after so long.
  private static let lifetimeSeconds = 3_600

  let address: String
  private let process: ChildProcess

  /// Makes a database in `data` and returns its admin key.
  static func makeDatabase(executable: URL, data: URL) async throws -> String {
    let end = try await ChildProcess(executable.path, ["init", "--data", data.path]).end()
    let key = end.output.trimmingCharacters(in: .whitespacesAndNewlines)
    guard end.code == 0, !key.isEmpty else { throw Failure(description: "tributaryd init failed: \(end.errors)") }
    return key
  }

  /// Serves the database in `data` on a port of the system's choice.
  init(executable: URL, data: URL) async throws {
    process = try ChildProcess(
      executable.path, ["serve", "--data", data.path, "--rpc", "127.0.0.1:0", "--no-http"],
      seconds: Self.lifetimeSeconds)
    let ready = await process.lines.first { _ in true } ?? ""
    guard ready.hasPrefix("ready rpc=") else {
      process.signal(SIGKILL)
      throw Failure(description: "tributaryd serve failed: \(await process.end().errors)")
    }
    address = String(ready.dropFirst("ready rpc=".count))
  }

  /// Asks the server to stop, waits for it, and returns what it logged.
  func stop() async -> String {
    process.signal(SIGTERM)
    return await process.end().errors
  }
}
