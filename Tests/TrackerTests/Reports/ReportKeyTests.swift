import TTRPC
import Testing
import TributaryClient

@Suite("Keys of a report") struct ReportKeyTests {
  private func click(_ shop: Shop, _ partner: String, subID: String = "", _ page: String) async throws -> Evidence {
    let click = try await shop.click(
      RecordClickRequest(program: "mugs", partner: partner, subId: subID, landingUrl: page))
    return Evidence(clickToken: click.clickToken)
  }

  @Test func `may be the partner, of all partners`() async throws {
    try await withShop { shop in
      try await shop.convert(shop.sale("A-1", [1_000], evidence: shop.evidence("ben", subID: "x")))
      try await shop.click("anna", subID: "y")
      let report = try await shop.report("")
      #expect(report.rows.map(\.partner) == ["anna", "ben"])
      #expect(report.rows.map(\.visits) == [1, 1] && report.rows.map(\.commissionMinor) == [0, 100])
      #expect(report.totals.map(\.visits) == [2] && report.totals.map(\.partner) == [""])
      #expect(try await shop.report("", keys: [.partner]) == report)
      let nested = try await shop.report("", keys: [.partner, .subId, .day]).rows
      #expect(nested.map { "\($0.partner) \($0.subId) \($0.day)" } == ["anna y 2023-11-14", "ben x 2023-11-14"])
      #expect(try await shop.report("ben", keys: [.partner]).rows.map(\.partner) == ["ben"])
    }
  }

  @Test func `may be the landing page, without what links append to it`() async throws {
    try await withShop { shop in
      let first = try await click(shop, "anna", "https://mugs.example/a?utm=1&x=2")
      _ = try await click(shop, "anna", "https://mugs.example/a#top")
      _ = try await click(shop, "anna", "https://mugs.example/b")
      let long = "https://mugs.example/" + String(repeating: "é", count: 200)
      _ = try await click(shop, "anna", long)
      try await shop.click("anna")
      try await shop.convert(shop.sale("A-1", [1_000], evidence: first))
      let rows = try await shop.report(keys: [.landingPage]).rows
      #expect(
        rows.map(\.landingPage) == ["", "https://mugs.example/a", "https://mugs.example/b", String(long.prefix(138))])
      #expect(rows.map(\.visits) == [1, 2, 1, 1] && rows.map(\.sales) == [0, 1, 0, 0])
    }
  }

  @Test func `tell what was kept and not counted only when that is asked for`() async throws {
    try await withShop { shop in
      let first = try await shop.click("anna", subID: "a")
      try await shop.click("anna", subID: "a", visitor: first.visitorId)
      try await shop.click(
        RecordClickRequest(program: "mugs", partner: "anna", subId: "b", userAgent: "curl/8.0.1"))
      let idle = try await shop.click("idle", subID: "c")
      try await shop.convert(shop.sale("A-1", evidence: Evidence(clickToken: idle.clickToken)))

      let plain = try await shop.report("", keys: [.partner, .subId])
      #expect(plain.rows.map(\.subId) == ["a"] && plain.rows.allSatisfy { $0.flaggedRepeats == 0 })
      let rows = try await shop.report("", keys: [.partner, .subId], flagged: true).rows
      #expect(
        rows == [
          ReportRow(
            subId: "a", currency: "USD", visits: 1, uniqueVisits: 1, partner: "anna", flaggedRepeats: 1),
          ReportRow(subId: "b", currency: "USD", partner: "anna", flaggedBots: 1),
          ReportRow(
            subId: "c", currency: "USD", partner: "idle", flaggedInactiveClicks: 1, flaggedInactiveConversions: 1),
        ])
      #expect(try await shop.server.differences() == [])
    }
  }
}
