import ChildProcesses
import Foundation
import TributaryClient

/// A `tributaryd` in a process of its own, as the benchmark's subject.
struct ServerProcess {
  /// A server that the benchmark forgot would end by itself after so long.
  private static let lifetimeSeconds = 7_200

  /// How a server is ended.
  enum Ending {
    /// It is asked to stop, and has to end without a failure.
    case request
    /// It is killed.
    case kill
  }

  /// Where it answers RPC.
  let rpcAddress: String
  /// Where it answers HTTP.
  let httpAddress: String
  let usage: ProcessUsage
  private let process: ChildProcess

  /// Makes a database in `data` and returns its admin key.
  static func makeDatabase(executable: String, data: URL) async throws -> String {
    let end = try await ChildProcess(executable, ["init", "--data", data.path]).end()
    let key = end.output.trimmingCharacters(in: .whitespacesAndNewlines)
    guard end.code == 0, !key.isEmpty else {
      throw BenchmarkSetting.Failure(description: "tributaryd init failed: \(end.errors)")
    }
    return key
  }

  /// Runs `body` against a server of a merchant's database, and ends the server in any case.
  static func serving<Value>(
    _ merchant: Merchant, _ setting: BenchmarkSetting, arguments: [String] = [], processors: String? = nil,
    endingBy ending: Ending = .request, _ body: (ServerProcess) async throws -> Value
  ) async throws -> Value {
    try await serving(
      merchant.data, setting, arguments: arguments, processors: processors, endingBy: ending, body)
  }

  /// Runs `body` against a server of the database in `data`, and ends the server in any case.
  ///
  /// - Parameter processors: those that the server runs on, as taskset(1) lists them; nil for all.
  static func serving<Value>(
    _ data: URL, _ setting: BenchmarkSetting, arguments: [String] = [], processors: String? = nil,
    endingBy ending: Ending = .request, _ body: (ServerProcess) async throws -> Value
  ) async throws -> Value {
    let server = try await ServerProcess(
      executable: setting.server, data: data, arguments: arguments, processors: processors)
    do {
      let value = try await body(server)
      try await server.end(by: ending)
      return value
    } catch {
      // In a task of its own: one that is cancelled waits for nothing, and the server would outlive its files.
      try? await Task { try await server.end(by: ending) }.value
      throw error
    }
  }

  /// Serves the database in `data` on ports of the system's choice.
  private init(executable: String, data: URL, arguments: [String], processors: String?) async throws {
    var command =
      [
        executable, "serve", "--data", data.path, "--rpc", "127.0.0.1:0", "--http", "127.0.0.1:0", "--log-level",
        "warning",
      ]
      + arguments
    if let processors {
      command = [Processors.taskset, "--cpu-list", processors] + command
    }
    process = try ChildProcess(command[0], Array(command.dropFirst()), seconds: Self.lifetimeSeconds)
    let ready = try await TributarydProcess(process)
    rpcAddress = ready.rpcAddress
    httpAddress = ready.httpAddress
    usage = ProcessUsage(process: process.identifier)
  }

  /// Runs `body` with a client of the server, and closes the client in any case.
  func withClient<Value>(key: String, _ body: (TributaryClient) async throws -> Value) async throws -> Value {
    let client = try TributaryClient(address: rpcAddress, key: key)
    do {
      let value = try await body(client)
      await client.close()
      return value
    } catch {
      await client.close()
      throw error
    }
  }

  /// Ends the server and waits for it.
  private func end(by ending: Ending) async throws {
    process.signal(ending == .kill ? SIGKILL : SIGTERM)
    let end = await process.end()
    guard ending == .kill || end.code == 0 else {
      throw BenchmarkSetting.Failure(
        description: "tributaryd ended with \(end.code.map { "code \($0)" } ?? "a signal"): \(end.errors)")
    }
  }
}
