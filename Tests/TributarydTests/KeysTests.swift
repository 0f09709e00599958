import ChildProcesses
import Foundation
import Testing
import TributaryClient

@Suite("tributaryd keys") struct KeysTests {
  private func keys(_ installation: Installation, _ arguments: String...) async throws -> ProcessEnd {
    try await ChildProcess(tributaryd, ["keys"] + arguments + ["--data", installation.data]).end()
  }

  /// The lines of the list, without the times.
  private func list(_ installation: Installation) async throws -> [String] {
    let end = try await keys(installation, "list")
    #expect(end.code == 0 && end.errors.isEmpty)
    return try end.output.split(separator: "\n").map { line in
      let parts = try #require(line.wholeMatch(of: /(\d+) 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ (signs|verifies)/))
      return "\(parts.1) \(parts.2)"
    }
  }

  /// Serves while `body` runs, and then stops in good order.
  private func serve(_ installation: Installation, _ body: (TributaryClient) async throws -> Void) async throws {
    try await installation.withServer { server in
      let client = try server.client()
      try await body(client)
      await client.close()
      server.process.signal(SIGTERM)
      #expect(await server.process.end().code == 0)
    }
  }

  private func verdict(_ token: String, order: String, _ client: TributaryClient) async throws -> Verdict? {
    let reply = try await client.recordConversion(
      .lead(entry: order, program: Shop.program, evidence: Evidence(clickToken: token)))
    return reply.receipt?.candidates.first?.verdict
  }

  @Test func `change the key that signs, and what was signed before counts until its key is retired`() async throws {
    try await withInstallation { installation in
      var tokens: [String] = []
      try await serve(installation) { client in
        tokens.append(try await Shop.make(with: client).click().clickToken)
        #expect(try await self.list(installation) == ["1 signs"], "also while a server runs")
        for refused in [["rotate"], ["retire", "1"]] {
          let end = try await ChildProcess(tributaryd, ["keys"] + refused + ["--data", installation.data]).end()
          #expect(end.code == 73 && end.errors.contains("has the data directory"), "\(end)")
        }
      }
      let rotated = try await keys(installation, "rotate")
      #expect(rotated.code == 0 && rotated.output == "2\n")
      #expect(try await list(installation) == ["2 signs", "1 verifies"])
      try await serve(installation) { client in
        tokens.append(try await Shop(client: client).click().clickToken)
        for (number, token) in tokens.enumerated() {
          #expect(try await self.verdict(token, order: "before-\(number)", client) == .won)
        }
      }
      let retired = try await keys(installation, "retire", "1")
      #expect(retired.code == 0 && retired.output.isEmpty && retired.errors.contains("Key 1 is dropped"))
      #expect(try await list(installation) == ["2 signs"])
      try await serve(installation) { client in
        let ofRetired = try await self.verdict(tokens[0], order: "after-0", client)
        #expect(ofRetired == .badSignature)
        let ofLive = try await self.verdict(tokens[1], order: "after-1", client)
        #expect(ofLive == .won)
      }
    }
  }

  @Test func `keep the last one, and say what is not there`() async throws {
    try await withInstallation { installation in
      let last = try await keys(installation, "retire", "1")
      #expect(last.code == 73 && last.errors.contains("1 is the only signing key"), "\(last)")
      let none = try await keys(installation, "retire", "7")
      #expect(none.code == 73 && none.errors.contains("there is no signing key 7"), "\(none)")
      for wrong in ["-1", "x", "4294967296"] {
        #expect(try await keys(installation, "retire", wrong).code == 64, "\(wrong)")
      }
      #expect(try await list(installation) == ["1 signs"])
      let elsewhere = Installation(data: installation.data + "/none", adminKey: "")
      #expect(try await keys(elsewhere, "list").code == 73)
      #expect(try await keys(elsewhere, "rotate").code == 73)
    }
  }
}
