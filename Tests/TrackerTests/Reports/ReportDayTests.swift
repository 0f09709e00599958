import TTRPC
import Testing
import TributaryClient

@Suite("Days of a report") struct ReportDayTests {
  @Test(arguments: [
    ("UTC", "2023-11-14"), ("Pacific/Auckland", "2023-11-15"), ("America/Los_Angeles", "2023-11-14"),
    ("Asia/Kathmandu", "2023-11-15"),
  ])
  func `are those of the program's time zone`(timeZone: String, day: String) async throws {
    try await withShop(.init(timeZone: timeZone)) { shop in
      try await shop.convert(shop.sale("A-1", evidence: try await shop.evidence()))
      let report = try await shop.report(keys: [.day])
      #expect(report.timeZone == timeZone)
      #expect(report.rows.map(\.day) == [day] && report.rows.map(\.sales) == [1])
    }
  }

  @Test func `begin at local midnight, also on the day when clocks change`() async throws {
    // Berlin left summer time on 2023-10-29 at 01:00 UTC: that day began at 22:00 UTC and lasted 25 hours.
    let begin: Int64 = 1_698_530_400_000_000
    try await withShop(.init(timeZone: "Europe/Berlin")) { shop in
      for moment in [begin - 1, begin, begin + 25 * TestClock.hour - 1, begin + 25 * TestClock.hour] {
        try await shop.click(at: moment)
      }
      let rows = try await shop.report(keys: [.day]).rows
      #expect(rows.map(\.day) == ["2023-10-28", "2023-10-29", "2023-10-30"])
      #expect(rows.map(\.visits) == [1, 2, 1])
    }
  }

  @Test func `are bounded on both ends, the bounds included`() async throws {
    try await withShop { shop in
      for day: Int64 in 0..<5 { try await shop.click(at: TestClock.start - day * TestClock.day) }
      func days(_ from: String, _ to: String) async throws -> [String] {
        let report = try await shop.report(keys: [.day], from: from, to: to)
        #expect(report.totals.map(\.visits) == (report.rows.isEmpty ? [] : [Int64(report.rows.count)]))
        return report.rows.map { String($0.day.suffix(2)) }
      }
      #expect(try await days("", "") == ["10", "11", "12", "13", "14"])
      #expect(try await days("2023-11-12", "") == ["12", "13", "14"])
      #expect(try await days("", "2023-11-12") == ["10", "11", "12"])
      #expect(try await days("2023-11-11", "2023-11-13") == ["11", "12", "13"])
      #expect(try await days("2023-11-12", "2023-11-12") == ["12"])
      #expect(try await days("2023-11-13", "2023-11-12") == [])
      #expect(try await days("0001-01-01", "9999-12-31") == ["10", "11", "12", "13", "14"])
    }
  }

  @Test(arguments: [
    "2023-02-29", "2023-13-01", "2023-00-10", "2023-1-1", "23-01-01", "2023-01-01T00:00", "2023/01/01", "today", " ",
    "0000-01-01", "2023-01-32", "+023-01-01",
  ])
  func `must exist and be written in full`(day: String) async throws {
    try await withShop { shop in
      await expectRefusal(.invalidArgument, "from_day") { try await shop.report(from: day) }
      await expectRefusal(.invalidArgument, "to_day") { try await shop.report(to: day) }
    }
  }
}
