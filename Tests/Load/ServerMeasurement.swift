import Foundation
import TributaryClient

extension Load {
  struct ServerFigures {
    let clicksPerSecond: Double
    /// Mean number of clicks in a commit.
    let batchSize: Double
  }

  /// Measures in a process that has nothing else to commit, so that its own count of batches is that of the clicks.
  func measureServer(data: URL, seconds: Double) async throws -> ServerFigures {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "tributaryd")
    let executable = server.map { URL(filePath: $0) } ?? beside
    let adminKey = try await ServerProcess.makeDatabase(executable: executable, data: data)
    let (key, _) = try await serving(executable, data) { try await setUp(address: $0, adminKey: adminKey) }
    let (rate, log) = try await serving(executable, data) {
      try await measureClicks(address: $0, key: key, seconds: seconds)
    }
    return ServerFigures(clicksPerSecond: rate, batchSize: try Self.meanBatchSize(in: log))
  }

  /// Runs `body` against a server, which ends afterwards in any case, and returns also what the server logged.
  private func serving<Value>(
    _ executable: URL, _ data: URL, _ body: (String) async throws -> Value
  ) async throws -> (Value, log: String) {
    let process = try await ServerProcess(executable: executable, data: data)
    do {
      let value = try await body(process.address)
      return (value, await process.stop())
    } catch {
      _ = await process.stop()
      throw error
    }
  }

  /// Makes the merchant and its partners, and returns a key that may record clicks.
  private func setUp(address: String, adminKey: String) async throws -> String {
    let admin = try TributaryClient(address: address, key: adminKey)
    _ = try await admin.createAccount(Account(slug: "load", plan: .pro))
    _ = try await admin.createProgram(Program(slug: Self.program, account: "load", currency: "USD"))
    try await withThrowingTaskGroup { group in
      for index in 0..<ClickMix.partnerCount {
        group.addTask {
          _ = try await admin.createPartner(Partner(program: Self.program, code: ClickMix.partnerCode(index)))
        }
      }
      try await group.waitForAll()
    }
    let key = try await admin.createKey(CreateApiKeyRequest(account: "load", scope: .publishable)).secret
    await admin.close()
    return key
  }
}
