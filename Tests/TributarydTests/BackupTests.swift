import ChildProcesses
import Foundation
import Testing
import TributaryClient

@Suite("tributaryd backup") struct BackupTests {
  @Test func `under load writes a copy that checks clean and can be served`() async throws {
    try await withInstallation { installation in
      try await withTemporaryFolder { folder in
        let restored = Installation(data: folder, adminKey: installation.adminKey)
        var acknowledged = 0
        try await installation.withServer { server in
          let shop = try await Shop.make(with: server.client())
          let load = try await ClickLoad.run(shop, callers: 32, after: 200) {
            let end = try await runTributaryd("backup", "--data", installation.data, restored.database)
            #expect(end.code == 0 && end.output.isEmpty, "\(end)")
            server.process.signal(SIGTERM)
          }
          acknowledged = load.acknowledged.count
          await shop.client.close()
          #expect(await server.process.end().code == 0)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: restored.database)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let check = try await restored.check()
        #expect(check.code == 0, "\(check)")
        try await restored.withServer { server in
          let shop = Shop(client: try server.client())
          let visits = try await shop.visits()
          #expect((200...acknowledged).contains(visits))
          try await shop.click()
          #expect(try await shop.visits() == visits + 1)
          await shop.client.close()
        }
      }
    }
  }

  @Test func `does not write over a file`() async throws {
    try await withInstallation { installation in
      try await withTemporaryFolder { folder in
        let path = folder + "/there"
        try Data("mine".utf8).write(to: URL(filePath: path))
        let end = try await runTributaryd("backup", "--data", installation.data, path)
        #expect(end.code == 73 && end.errors.contains(path))
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("mine".utf8))
      }
    }
  }

  @Test func `says why it cannot write, and leaves nothing behind`() async throws {
    try await withInstallation { installation in
      let end = try await runTributaryd("backup", "--data", installation.data, installation.data + "/none/copy.db")
      #expect(end.code == 74 && end.errors.contains("none/copy.db"), "\(end)")
      let none = try await runTributaryd(
        "backup", "--data", installation.data + "/none", installation.data + "/copy.db")
      #expect(none.code == 73 && !FileManager.default.fileExists(atPath: installation.data + "/copy.db"))
    }
  }
}
