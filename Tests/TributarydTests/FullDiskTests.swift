import ChildProcesses
import Foundation
import Testing
import TributaryClient

@Suite("A full disk") struct FullDiskTests {
  /// Lends a file system of so many KiB, or ends the test when this user may not mount one.
  private func withFileSystem(kibibytes: Int, _ body: (String) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let mount = try await ChildProcess(
        "/usr/bin/env", ["mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", folder]
      ).end()
      guard mount.code == 0 else { try Test.cancel("this user may not mount a file system") }
      var failure: (any Error)?
      do {
        try await body(folder)
      } catch {
        failure = error
      }
      let unmount = try await ChildProcess("/usr/bin/env", ["umount", folder]).end()
      #expect(unmount.code == 0, "\(unmount.errors)")
      if let failure { throw failure }
    }
  }

  @Test(.enabled(if: getuid() == 0, "only root may mount a file system"))
  func `refuses writes, goes on reporting, and takes writes again when there is room`() async throws {
    try await withFileSystem(kibibytes: 3_072) { folder in
      let installation = try await Installation(in: folder + "/data")
      let filler = folder + "/filler"
      try Data(count: 1 << 20).write(to: URL(filePath: filler))
      try await installation.withServer { server in
        let shop = try await Shop.make(with: server.client())
        let load = try await ClickLoad.run(shop, callers: 8, after: 1) {}
        #expect(load.failed.allSatisfy { $0.error.code == .resourceExhausted }, "\(load.failed)")
        #expect(try await shop.visits() == load.acknowledged.count)

        try FileManager.default.removeItem(atPath: filler)
        for (id, _) in load.failed { #expect(try await !shop.click(id).replayed) }
        #expect(try await shop.visits() == load.acknowledged.count + load.failed.count)
        await shop.client.close()
        server.process.signal(SIGTERM)
        #expect(await server.process.end().code == 0)
      }
      let check = try await installation.check()
      #expect(check.code == 0, "\(check)")
    }
  }
}
