import TTRPC
import Testing
import TributaryClient
import WireBytes

@Suite("GetPartnerReport") struct ReportTests {
  @Test func `counts what was recorded, for each SubID`() async throws {
    try await withShop { shop in
      let clicks = [
        try await shop.click(subID: "a"), try await shop.click(subID: "a"), try await shop.click(subID: "b"),
        try await shop.click(),
      ]
      try await shop.convert(shop.sale("A-1", [3_000], evidence: Evidence(clickToken: clicks[0].clickToken)))
      try await shop.convert(shop.lead("L-1", evidence: Evidence(clickToken: clicks[2].clickToken)))
      try await shop.convert(shop.refund("A-1", "R-1", [1_000]))
      try await shop.click("ben", subID: "a")

      let report = try await shop.report()
      #expect(
        report.rows == [
          ReportRow(currency: "USD", visits: 1, uniqueVisits: 1),
          ReportRow(
            subId: "a", currency: "USD", visits: 2, uniqueVisits: 2, sales: 1, refunds: 1, revenueMinor: 2_000,
            commissionMinor: 200, conversionRatePpm: 500_000, epcMinorE4: 1_000_000, commissionReversedMinor: -100,
            commissionPendingMinor: 200),
          ReportRow(
            subId: "b", currency: "USD", visits: 1, uniqueVisits: 1, leads: 1, commissionMinor: 150,
            epcMinorE4: 1_500_000, commissionPendingMinor: 150),
        ])
      #expect(
        report.totals == [
          ReportRow(
            currency: "USD", visits: 4, uniqueVisits: 4, leads: 1, sales: 1, refunds: 1, revenueMinor: 2_000,
            commissionMinor: 350, conversionRatePpm: 250_000, epcMinorE4: 875_000, commissionReversedMinor: -100,
            commissionPendingMinor: 350)
        ])
      #expect(report.nextPageToken.isEmpty && report.timeZone == "UTC")
      let empty = try await shop.report("idle")
      #expect(empty.rows.isEmpty && empty.totals.isEmpty)
    }
  }

  @Test func `keeps currencies apart`() async throws {
    try await withShop { shop in
      let evidence = try await shop.evidence(subID: "a")
      for (order, currency) in [("A-1", "USD"), ("A-2", "JPY"), ("A-3", "EUR")] {
        var sale = shop.sale(order, [1_000], evidence: evidence)
        sale.currency = currency
        try await shop.convert(sale)
      }
      let report = try await shop.report()
      #expect(report.rows.map(\.currency) == ["EUR", "JPY", "USD"])
      #expect(report.rows.map(\.visits) == [0, 0, 1])
      #expect(report.rows.map(\.revenueMinor) == [1_000, 1_000, 1_000])
      #expect(report.rows.map(\.conversionRatePpm) == [0, 0, 1_000_000])
      #expect(report.totals.map(\.currency) == ["EUR", "JPY", "USD"])
    }
  }

  @Test func `nests its keys in the order in which they were asked for`() async throws {
    try await withShop { shop in
      for (day, subID) in [(0, "b"), (1, "a"), (1, "b")] {
        try await shop.click(subID: subID, at: TestClock.start - Int64(day) * TestClock.day)
      }
      func keys(_ keys: ReportKey...) async throws -> [String] {
        try await shop.report(keys: keys).rows.map { "\($0.day) \($0.subId) \($0.visits)" }
      }
      #expect(try await keys(.subId, .day) == ["2023-11-13 a 1", "2023-11-13 b 1", "2023-11-14 b 1"])
      #expect(try await keys(.day, .subId) == ["2023-11-13 a 1", "2023-11-13 b 1", "2023-11-14 b 1"])
      #expect(try await keys(.day) == ["2023-11-13  2", "2023-11-14  1"])
      #expect(try await keys(.subId) == [" a 1", " b 2"])
      #expect(try await keys() == [" a 1", " b 2"])
      try await shop.click(subID: "a")
      #expect(
        try await keys(.subId, .day) == ["2023-11-13 a 1", "2023-11-14 a 1", "2023-11-13 b 1", "2023-11-14 b 1"])
      #expect(
        try await keys(.day, .subId) == ["2023-11-13 a 1", "2023-11-13 b 1", "2023-11-14 a 1", "2023-11-14 b 1"])
    }
  }

  @Test func `refuses keys that it does not know, or twice, by their place`() async throws {
    try await withShop { shop in
      await expectRefusal(.invalidArgument, "keys[0]") { try await shop.report(keys: [.unspecified]) }
      await expectRefusal(.invalidArgument, "keys[1]") { try await shop.report(keys: [.day, .day]) }
      for number: Int32 in [5, -1, 257] {
        await expectRefusal(.invalidArgument, "keys[1]") {
          try await shop.report(keys: [.subId, ReportKey(rawValue: number)])
        }
      }
    }
  }

  @Test func `says what each of its figures means`() async throws {
    try await withShop { shop in
      let figures = fieldShapes(of: ReportRow.Raw.descriptor).map(\.name).filter {
        !["sub_id", "day", "currency", "partner", "landing_page"].contains($0)
      }
      for flagged in [false, true] {
        let definitions = try await shop.report(flagged: flagged).definitions
        #expect(definitions.map(\.column) == figures.filter { flagged || !$0.hasPrefix("flagged") })
        #expect(definitions.allSatisfy { !$0.title.isEmpty && $0.definition.hasSuffix(".") })
        #expect(Set(definitions.map(\.title)).count == definitions.count)
      }
    }
  }

  @Test func `says of visits every kind of click that is none`() async throws {
    try await withShop { shop in
      let definition = try await shop.report().definitions.first { $0.column == "visits" }?.definition ?? ""
      for words in ["known bots", "repeat a visit", "not active", "fetched ahead", "invalid SubID"] {
        #expect(definition.contains(words))
      }
    }
  }

  @Test func `has every acknowledged event in it, while others go on recording`() async throws {
    try await withShop { shop in
      try await withThrowingTaskGroup { group in
        for writer in 0..<8 {
          group.addTask {
            for count in 1...10 {
              let evidence = try await shop.evidence(subID: "w\(writer)")
              try await shop.convert(shop.sale("\(writer)-\(count)", [100], evidence: evidence))
              let row = try await shop.report().rows.first { $0.subId == "w\(writer)" }
              #expect(row?.visits == Int64(count) && row?.sales == Int64(count))
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await shop.total().sales == 80)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `unknown program and partner are not found`() async throws {
    try await withShop { shop in
      await expectRefusal(.notFound, "partner") { try await shop.report("zoe") }
      await expectRefusal(.notFound, "program") {
        try await shop.cart.call(
          TrackingService.getPartnerReport, GetPartnerReportRequest(program: "cups", partner: "anna"))
      }
    }
  }
}
