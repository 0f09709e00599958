import GRDB
@testable import Store
import TTRPC
import Testing
import TributaryClient

@Suite("A full disk") struct FullDiskTests {
  /// Lets the database grow by no page more, or, with nil, as far as SQLite can.
  private func setLimit(_ pages: Int?, of shop: Shop) async throws {
    try await shop.server.store.pool.writeWithoutTransaction { database in
      let current = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      let granted = try Int.fetchOne(
        database, sql: "PRAGMA max_page_count = \(pages.map { current + $0 } ?? 1_073_741_823)")
      #expect(granted == pages.map { current + $0 } ?? 1_073_741_823)
    }
  }

  @Test func `refuses writes, goes on reporting, and takes writes again when there is room`() async throws {
    try await withShop { shop in
      let text = String(repeating: "x", count: 2_000)
      let request = RecordClickRequest(program: "mugs", partner: "anna", landingUrl: text, referrerUrl: text)
      let evidence = try await shop.evidence()
      var acknowledged: Int64 = 1

      try await setLimit(0, of: shop)
      var refused = 0
      for _ in 0..<100 where refused < 5 {
        do {
          try await shop.click(request)
          acknowledged += 1
        } catch let error as RPCError {
          #expect(error.code == .resourceExhausted, "\(error)")
          refused += 1
        }
      }
      #expect(refused == 5)
      await expectRefusal(.resourceExhausted) {
        try await shop.convert(shop.sale("A-1", Array(repeating: 1, count: 1_000), evidence: evidence))
      }
      let full = try await shop.total()
      #expect(full.visits == acknowledged && full.sales == 0)

      try await setLimit(nil, of: shop)
      try await shop.click(request)
      let sale = shop.sale("A-1", Array(repeating: 1, count: 1_000), evidence: evidence)
      #expect(try await !shop.convert(sale).replayed)
      let after = try await shop.total()
      #expect(after.visits == acknowledged + 1 && after.sales == 1)
      #expect(try await shop.server.differences() == [])
    }
  }
}
