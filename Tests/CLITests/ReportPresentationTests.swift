import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct ReportPresentationTests {
  private static let rows = [
    ReportRow(
      currency: "EUR", visits: 1204, uniqueVisits: 980, leads: 3, sales: 12, refunds: 1, revenueMinor: 123_456,
      commissionMinor: 12_345, conversionRatePpm: 9967, epcMinorE4: 102_533, commissionReversedMinor: -1000,
      commissionPendingMinor: 2000, commissionApprovedMinor: 10_000, commissionPaidMinor: 345),
    ReportRow(
      subId: "\u{1B}[31m東", day: "", currency: "EUR", visits: 10, revenueMinor: -500, commissionMinor: -50,
      epcMinorE4: -50_000),
  ]

  private static let report = ReportPresentation(
    request: GetPartnerReportRequest(program: "shop", partner: "anna", keys: [.subId], fromDay: "2026-01-01"),
    rows: rows,
    totals: [ReportRow(currency: "EUR", visits: 1214, revenueMinor: 122_956, commissionMinor: 12_295)],
    definitions: [ColumnDefinition(column: "epc_minor_e4", title: "EPC", definition: "Commission divided by visits.")],
    timeZone: "Europe/Berlin",
    explains: false)

  @Test func aReportIsATableForPeople() {
    #expect(
      Self.report.table(style: .plain) == """
        Partner anna in shop, since 2026-01-01, days in Europe/Berlin

        SubID         Visits  Unique  Leads  Sales  Refunds       Revenue  Commission    Pending    Approved      Paid  Conversion          EPC
        ────────────  ──────  ──────  ─────  ─────  ───────  ────────────  ──────────  ─────────  ──────────  ────────  ──────────  ───────────
        (none)         1,204     980      3     12        1  1,234.56 EUR  123.45 EUR  20.00 EUR  100.00 EUR  3.45 EUR      1.00 %   0.1025 EUR
        \\u{1B}[31m東      10       0      0      0        0     -5.00 EUR   -0.50 EUR   0.00 EUR    0.00 EUR  0.00 EUR      0.00 %  -0.0500 EUR
        ────────────  ──────  ──────  ─────  ─────  ───────  ────────────  ──────────  ─────────  ──────────  ────────  ──────────  ───────────
        Total          1,214       0      0      0        0  1,229.56 EUR  122.95 EUR   0.00 EUR    0.00 EUR  0.00 EUR      0.00 %   0.0000 EUR

        """)
  }

  @Test func aReportIsCommaSeparatedWithExactValues() {
    let report = Self.report.csv
    #expect(
      report.header == [
        "sub_id", "currency", "visits", "unique_visits", "leads", "sales", "refunds", "revenue", "commission",
        "conversion_rate", "epc", "commission_reversed", "adjusted", "commission_pending", "commission_approved",
        "commission_paid",
      ])
    #expect(
      report.rows == [
        ["", "EUR", "1204", "980", "3", "12", "1", "1234.56", "123.45", "0.009967", "0.102533"]
          + ["-10.00", "0.00", "20.00", "100.00", "3.45"],
        ["\u{1B}[31m東", "EUR", "10", "0", "0", "0", "0", "-5.00", "-0.50", "0.000000", "-0.050000"]
          + ["0.00", "0.00", "0.00", "0.00", "0.00"],
      ])
  }

  @Test func aReportIsOneObjectInTheUnitsOfTheProtocol() {
    let text = Self.report.json.text
    #expect(
      text.hasPrefix("{\n  \"program\": \"shop\",\n  \"partner\": \"anna\",\n  \"keys\": [\n    \"sub_id\"\n  ],\n"))
    for member in [
      "\"from_day\": \"2026-01-01\"", "\"to_day\": null", "\"time_zone\": \"Europe/Berlin\"",
      "\"sub_id\": \"\\u001b[31m東\"", "\"revenue_minor\": 123456", "\"conversion_rate_ppm\": 9967",
      "\"epc_minor_e4\": -50000", "\"definition\": \"Commission divided by visits.\"",
    ] {
      #expect(text.contains(member), "\(member)")
    }
  }

  @Test func keysHaveTheirColumnsInTheOrderAskedFor() {
    let report = ReportPresentation(
      request: GetPartnerReportRequest(program: "shop", keys: [.day, .subId], toDay: "2026-01-31"),
      rows: [ReportRow(subId: "x", day: "2026-01-02", currency: "JPY")], totals: [], definitions: [], timeZone: "UTC",
      explains: false)
    let lines = report.table(style: .plain).split(separator: "\n")
    #expect(lines[0] == "Every partner that this key may see in shop, until 2026-01-31, days in UTC")
    #expect(lines[1].hasPrefix("Day         SubID  Visits"))
    #expect(lines[3].hasPrefix("2026-01-02  x"))
    #expect(report.csv.header.prefix(3) == ["day", "sub_id", "currency"])
    #expect(report.csv.rows.first?.prefix(3) == ["2026-01-02", "x", "JPY"])
  }

  @Test func aReportWithoutRowsSaysSoAndExplainsWhenAsked() {
    let report = ReportPresentation(
      request: GetPartnerReportRequest(program: "shop", partner: "anna"), rows: [], totals: [],
      definitions: Self.report.definitions, timeZone: "UTC", explains: true)
    #expect(
      report.table(style: .plain) == """
        Partner anna in shop, all time, days in UTC
        Nothing was recorded in this time.

        EPC  Commission divided by visits.

        """)
  }

  @Test func allPartnersHaveARowEachUnlessTheServerChoseSubIDs() {
    func header(_ rows: [ReportRow], partner: String = "") -> String? {
      ReportPresentation(
        request: GetPartnerReportRequest(program: "shop", partner: partner), rows: rows, totals: [], definitions: [],
        timeZone: "UTC", explains: false
      ).csv.header.first
    }
    #expect(header([ReportRow(currency: "EUR", partner: "anna")]) == "partner")
    #expect(header([ReportRow(subId: "spring", currency: "EUR")]) == "sub_id")
    #expect(header([]) == "partner")
    #expect(header([], partner: "anna") == "sub_id")
  }

  @Test func aLandingPageThatIsNotKnownIsToldFromAnEmptyCell() {
    let report = ReportPresentation(
      request: GetPartnerReportRequest(program: "shop", keys: [.partner, .landingPage]),
      rows: [
        ReportRow(currency: "EUR", partner: "anna", landingPage: "https://shop.example/mugs"),
        ReportRow(currency: "EUR", partner: "ben"),
      ], totals: [], definitions: [], timeZone: "UTC", explains: false)
    let lines = report.table(style: .plain).split(separator: "\n")
    #expect(lines[1].hasPrefix("Partner  Landing page               Visits"))
    #expect(lines[3].hasPrefix("anna     https://shop.example/mugs       0"))
    #expect(lines[4].hasPrefix("ben      (not known)                     0"))
    #expect(report.csv.rows.map { $0.prefix(2) } == [["anna", "https://shop.example/mugs"], ["ben", ""]])
  }

  @Test func correctionsAndWhatWasNotCountedHaveColumnsWhereTheyAreSomething() {
    var row = ReportRow(currency: "EUR", flaggedBots: 7, flaggedSelfReferrals: 1, flaggedInvalidSubIds: 2)
    func report(flagged: Bool) -> ReportPresentation {
      ReportPresentation(
        request: GetPartnerReportRequest(program: "shop", keys: [.day], includeFlagged: flagged), rows: [row],
        totals: [], definitions: [], timeZone: "UTC", explains: false)
    }
    let plain = report(flagged: false)
    #expect(!plain.table(style: .plain).contains("Bots"))
    #expect(!plain.table(style: .plain).contains("Adjusted"))
    #expect(!plain.csv.header.contains("flagged_bots"))
    row.adjustedMinor = -500
    let flagged = report(flagged: true)
    #expect(flagged.table(style: .plain).contains("Adjusted"))
    #expect(
      flagged.table(style: .plain).contains("Bots  Repeats  Inactive clicks  Self-referrals  Inactive conversions"))
    #expect(
      flagged.csv.header.suffix(8) == [
        "flagged_bots", "flagged_repeats", "flagged_inactive_clicks", "flagged_self_referrals",
        "flagged_inactive_conversions", "flagged_prefetches", "flagged_invalid_sub_ids", "flagged_unconfirmed",
      ])
    #expect(flagged.csv.rows.first?.suffix(8) == ["7", "0", "0", "1", "0", "0", "2", "0"])
    #expect(flagged.json.text.contains("\"flagged_self_referrals\": 1"))
  }
}
