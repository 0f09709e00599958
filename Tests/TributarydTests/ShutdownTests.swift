import ChildProcesses
import Foundation
import GRDB
import NIOCore
import NIOPosix
import Testing
import TributaryClient

@Suite("Ending a server") struct ShutdownTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func `under load answers every call, and what it acknowledged is there`(signal: Int32) async throws {
    try await withInstallation { installation in
      var load = ClickLoad()
      try await installation.withServer { server in
        let shop = try await Shop.make(with: server.client())
        load = try await ClickLoad.run(shop, callers: 500, after: 1_000) { server.process.signal(signal) }
        let end = await server.process.end()
        #expect(end.code == 0, "\(end.errors)")
        await shop.client.close()
      }
      #expect(load.acknowledged.count >= 1_000 && load.failed.count == 500)
      let codes = Set(load.failed.map(\.error.code))
      #expect(codes == [.unavailable], "\(load.failed.first { $0.error.code != .unavailable }.debugDescription)")

      let check = try await installation.check()
      #expect(check.code == 0 && check.output.isEmpty)
      try await installation.withServer { server in
        let shop = Shop(client: try server.client())
        #expect(try await shop.visits() == load.acknowledged.count)
        await shop.client.close()
      }
    }
  }

  @Test func `waits no longer than its grace for browsers and callers together`() async throws {
    try await withInstallation { installation in
      try await installation.withServer(["--grace", "4"]) { server in
        let shop = try await Shop.make(with: server.client())
        // A form that does not come to its end, and a call that waits for a database which somebody else has locked.
        let browser = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connect(host: "127.0.0.1", port: server.httpPort).get()
        let head = [
          "POST /f/mugs HTTP/1.1", "host: localhost", "content-type: application/x-www-form-urlencoded",
          "content-length: 9", "", "email=",
        ]
        try await browser.writeAndFlush(ByteBuffer(string: head.joined(separator: "\r\n")))
        var configuration = GRDB.Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: installation.database, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let click = Task { try await shop.click() }
        try await Task.sleep(for: .seconds(1))

        let told = ContinuousClock.now
        server.process.signal(SIGTERM)
        await #expect(throws: TributaryError.self) { _ = try await click.value }
        #expect(told.duration(to: .now) < .seconds(7))
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(await server.process.end().code == 0)
        try? await browser.close()
        await shop.client.close()
      }
    }
  }

  @Test func `by kill -9 under load loses nothing that it acknowledged, and repeats settle the rest`() async throws {
    try await withInstallation { installation in
      var load = ClickLoad()
      try await installation.withServer { server in
        let shop = try await Shop.make(with: server.client())
        load = try await ClickLoad.run(shop, callers: 64, after: 500) { server.process.signal(SIGKILL) }
        #expect(await server.process.end().code == nil)
        await shop.client.close()
      }
      #expect(load.acknowledged.count >= 500 && load.failed.count == 64)
      try await installation.withServer { server in
        let shop = Shop(client: try server.client())
        let recorded = try await shop.visits()
        #expect((load.acknowledged.count...load.acknowledged.count + load.failed.count).contains(recorded))
        for id in load.acknowledged {
          #expect(try await shop.click(id).replayed)
        }
        #expect(try await shop.visits() == recorded)
        for (id, _) in load.failed { try await shop.click(id) }
        #expect(try await shop.visits() == load.acknowledged.count + load.failed.count)
        await shop.client.close()
        server.process.signal(SIGTERM)
        #expect(await server.process.end().code == 0)
      }
      #expect(try await installation.check().code == 0)
    }
  }
}
