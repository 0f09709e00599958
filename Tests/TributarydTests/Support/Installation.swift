import ChildProcesses
import Foundation
import Testing
import TributaryClient

/// The program under test, which lies beside the tests.
let tributaryd = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
  .resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "tributaryd").path

/// Runs the program under test to its end.
func runTributaryd(_ arguments: String..., environment: [String: String] = [:]) async throws -> ProcessEnd {
  try await ChildProcess(tributaryd, arguments, environment: environment).end()
}

/// Lends an empty folder and removes it afterwards.
func withTemporaryFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "tributary-test-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}

/// A data directory that `tributaryd init` made, and the key that it printed.
struct Installation: Sendable {
  let data: String
  let adminKey: String

  /// The database in the directory.
  var database: String { data + "/tributary.db" }

  init(in data: String) async throws {
    let end = try await runTributaryd("init", "--data", data)
    try #require(end.code == 0, "\(end.errors)")
    self.init(data: data, adminKey: end.output.trimmingCharacters(in: .newlines))
  }

  init(data: String, adminKey: String) {
    self.data = data
    self.adminKey = adminKey
  }

  /// Runs `tributaryd check`.
  func check() async throws -> ProcessEnd {
    try await runTributaryd("check", "--data", data)
  }

  /// Serves the directory while `body` runs. The process ends with it, by a signal when `body` has not ended it.
  ///
  /// - Parameter openFiles: how many files the process may open at most; nil for as many as this one.
  func withServer(
    _ arguments: [String] = [], rpc: String = "127.0.0.1:0", http: String = "127.0.0.1:0", openFiles: Int? = nil,
    _ body: (RunningTributaryd) async throws -> Void
  ) async throws {
    let arguments = ["serve", "--data", data, "--rpc", rpc, "--http", http, "--log-level", "warning"] + arguments
    let process =
      if let openFiles {
        try ChildProcess("/bin/sh", ["-c", "ulimit -n \(openFiles) && exec \"$0\" \"$@\"", tributaryd] + arguments)
      } else {
        try ChildProcess(tributaryd, arguments)
      }
    do {
      try await body(RunningTributaryd(process: process, adminKey: adminKey))
    } catch {
      process.signal(SIGKILL)
      _ = await process.end()
      throw error
    }
    process.signal(SIGKILL)
    _ = await process.end()
  }
}

/// Lends a new installation and removes it afterwards.
func withInstallation(_ body: (Installation) async throws -> Void) async throws {
  try await withTemporaryFolder { folder in try await body(Installation(in: folder + "/data")) }
}

/// A server that has said that it is ready.
struct RunningTributaryd: Sendable {
  let adminKey: String
  private let ready: TributarydProcess

  fileprivate init(process: ChildProcess, adminKey: String) async throws {
    self.adminKey = adminKey
    ready = try await TributarydProcess(process)
  }

  var process: ChildProcess { ready.process }
  /// Where it listens for RPC, as it printed it.
  var address: String { ready.rpcAddress }
  /// Where it listens for HTTP, as it printed it; empty when it does not.
  var httpAddress: String { ready.httpAddress }
  var port: Int { Int(address.split(separator: ":").last ?? "") ?? 0 }
  var httpPort: Int { Int(httpAddress.split(separator: ":").last ?? "") ?? 0 }

  /// A client with the admin key that never repeats a call.
  func client() throws -> TributaryClient {
    try TributaryClient(address: "127.0.0.1:\(port)", key: adminKey, timeout: .seconds(120), retry: .never)
  }
}
