import TTRPC
import Testing
import TributaryClient

@Suite("Pages of a report") struct ReportPagingTests {
  @Test(arguments: [1, 2, 3, 7, 12, 13] as [Int32])
  func `together are the whole report`(pageSize: Int32) async throws {
    try await withShop { shop in
      for subID in ["", "a", "b", "\u{10FFFF}"] {
        for day: Int64 in 0..<3 {
          try await shop.click(subID: subID, at: TestClock.start - day * TestClock.day)
        }
      }
      var sale = shop.sale("A-1", [100], evidence: try await shop.evidence(subID: "a"))
      sale.currency = "EUR"
      try await shop.convert(sale)
      for keys: [ReportKey] in [[.subId, .day], [.day, .subId], [.day], [.subId]] {
        let whole = try await shop.report(keys: keys)
        var rows: [ReportRow] = []
        var pages = 0
        var token = ""
        repeat {
          let page = try await shop.report(keys: keys, pageSize: pageSize, pageToken: token)
          #expect(page.totals == whole.totals && !page.rows.isEmpty && page.rows.count <= Int(pageSize))
          rows += page.rows
          pages += 1
          token = page.nextPageToken
        } while !token.isEmpty && pages < 100
        #expect(rows == whole.rows)
        #expect(pages == (whole.rows.count + Int(pageSize) - 1) / Int(pageSize))
      }
    }
  }

  @Test func `hold 1 to 10,000 rows, or 1,000 when nothing is said`() async throws {
    try await withShop { shop in
      try await withThrowingTaskGroup { group in
        for number in 0..<1_001 { group.addTask { try await shop.click(subID: "s\(number)") } }
        try await group.waitForAll()
      }
      let first = try await shop.report()
      #expect(first.rows.count == 1_000)
      #expect(try await shop.report(pageToken: first.nextPageToken).rows.count == 1)
      #expect(try await shop.report(pageSize: 10_000).rows.count == 1_001)
      for pageSize: Int32 in [-1, 10_001, .min, .max] {
        await expectRefusal(.invalidArgument, "page_size") { try await shop.report(pageSize: pageSize) }
      }
    }
  }

  @Test func `follow only on a token of the same query`() async throws {
    try await withShop { shop in
      for subID in ["a", "b"] { try await shop.click(subID: subID) }
      let token = try await shop.report(pageSize: 1).nextPageToken
      #expect(try await shop.report(pageToken: token).rows.map(\.subId) == ["b"])
      await expectRefusal(.invalidArgument, "page_token") { try await shop.report("ben", pageToken: token) }
      await expectRefusal(.invalidArgument, "page_token") { try await shop.report(keys: [.day], pageToken: token) }
      await expectRefusal(.invalidArgument, "page_token") {
        try await shop.report(from: "2023-11-14", pageToken: token)
      }
      for wrong in ["x", "1", String(token.dropLast(2)) + "zz", token + "0", String(repeating: "0", count: 100)] {
        await expectRefusal(.invalidArgument, "page_token", "\(wrong)") { try await shop.report(pageToken: wrong) }
      }
    }
  }
}
