import ChildProcesses
import Foundation
import GRDB
import Testing
import TributaryClient

@Suite("tributaryd purge") struct PurgeTests {
  private static let day: Int64 = 86_400_000_000

  /// A click so many days ago, by the system's clock.
  private func click(_ shop: Shop, daysAgo: Int64) async throws {
    let now = Int64(Date().timeIntervalSince1970 * 1_000_000)
    _ = try await shop.client.recordClick(
      RecordClickRequest(
        program: Shop.program, partner: Shop.partner, subId: "mail", landingUrl: "https://shop.example/?a=1",
        occurredAtUs: now - daysAgo * Self.day))
  }

  private func clicks(_ installation: Installation) throws -> Int {
    let queue = try DatabaseQueue(path: installation.database)
    defer { try? queue.close() }
    return try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM clicks") ?? 0 }
  }

  private func report(_ shop: Shop) async throws -> [ReportRow] {
    try await shop.client.partnerReport(
      GetPartnerReportRequest(program: Shop.program, partner: Shop.partner, keys: [.subId, .day, .landingPage])
    ).rows
  }

  @Test func `deletes what is past its retention, and no report changes`() async throws {
    try await withInstallation { installation in
      var before: [ReportRow] = []
      try await installation.withServer { server in
        let shop = try await Shop.make(with: server.client())
        for daysAgo in [100, 99, 1, 0] { try await click(shop, daysAgo: Int64(daysAgo)) }
        before = try await report(shop)
        let refused = try await runTributaryd("purge", "--data", installation.data)
        #expect(refused.code != 0 && !refused.errors.isEmpty, "a server has the database open: \(refused)")
        await shop.client.close()
        server.process.signal(SIGTERM)
        #expect(await server.process.end().code == 0)
      }
      let kept = try await runTributaryd("purge", "--data", installation.data)
      #expect(kept.code == 0 && kept.errors.contains("every click is kept"))
      #expect(try clicks(installation) == 4)

      try await installation.withServer { server in
        let client = try server.client()
        var program = try await client.program(Shop.program)
        program.clickRetentionDays = 90
        _ = try await client.updateProgram(program)
        await client.close()
        server.process.signal(SIGTERM)
        #expect(await server.process.end().code == 0)
      }
      // The server looks when it starts and every hour; it started before the retention was set.
      #expect(try clicks(installation) == 4)
      let purged = try await runTributaryd("purge", "--data", installation.data)
      #expect(purged.output == "mugs: 2 clicks older than 90 days deleted\n", "\(purged)")
      #expect(try clicks(installation) == 2)
      #expect(try await installation.check().code == 0)
      try await installation.withServer { server in
        let client = try server.client()
        #expect(before.count == 4)
        let after = try await report(Shop(client: client))
        #expect(after == before)
        await client.close()
      }
    }
  }
}
