import ChildProcesses
import Foundation
import Testing

@Suite struct GeneratedCodeTests {
  @Test func whatIsCommittedIsWhatTheProtoFilesGive() async throws {
    let result = try await run(repositoryRoot.appending(path: "Protos/generate").path(), ["--check"])
    #expect(result.code == 0, "\(result.output)\(result.errors)")
  }

  /// The check must be able to fail: a copy of the tree, with one field renumbered, is stale.
  @Test func aChangedContractIsNoticed() async throws {
    try await withTemporaryFolder { folder in
      for path in ["Protos", "Sources/CProtos", "Sources/TributaryProtocol", ".swift-format"] {
        let copy = folder.appending(path: path)
        try FileManager.default.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        // -L: a checkout may be made of links, and what they lead to must not be changed.
        let copied = try await run("cp", ["-rL", repositoryRoot.appending(path: path).path(), copy.path()])
        try #require(copied.code == 0, "\(copied.errors)")
      }
      let proto = folder.appending(path: "Protos/tributary/v1/tracking.proto")
      let text = try String(contentsOf: proto, encoding: .utf8)
      let changed = text.replacing("int64 occurred_at_us = 10;", with: "int64 occurred_at_us = 11;")
      try #require(changed != text)
      try changed.write(to: proto, atomically: true, encoding: .utf8)

      let result = try await run(folder.appending(path: "Protos/generate").path(), ["--check"])
      #expect(result.code == 1)
      #expect(result.output.contains("tracking.pb-c.c"))
      #expect(result.errors.contains("stale: run Protos/generate"))
    }
  }
}
