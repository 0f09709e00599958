import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct PresentationTests {
  private static let rows = [
    ReportRow(
      currency: "EUR", visits: 1204, uniqueVisits: 980, leads: 3, sales: 12, refunds: 1, revenueMinor: 123_456,
      commissionMinor: 12_345, conversionRatePpm: 9967, epcMinorE4: 102_533),
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

        SubID         Visits  Unique  Leads  Sales  Refunds       Revenue  Commission  Conversion          EPC
        ────────────  ──────  ──────  ─────  ─────  ───────  ────────────  ──────────  ──────────  ───────────
        (none)         1,204     980      3     12        1  1,234.56 EUR  123.45 EUR      1.00 %   0.1025 EUR
        \\u{1B}[31m東      10       0      0      0        0     -5.00 EUR   -0.50 EUR      0.00 %  -0.0500 EUR
        ────────────  ──────  ──────  ─────  ─────  ───────  ────────────  ──────────  ──────────  ───────────
        Total          1,214       0      0      0        0  1,229.56 EUR  122.95 EUR      0.00 %   0.0000 EUR

        """)
  }

  @Test func aReportIsCommaSeparatedWithExactValues() {
    let report = Self.report.csv
    #expect(
      report.header == [
        "sub_id", "currency", "visits", "unique_visits", "leads", "sales", "refunds", "revenue", "commission",
        "conversion_rate", "epc",
      ])
    #expect(
      report.rows == [
        ["", "EUR", "1204", "980", "3", "12", "1", "1234.56", "123.45", "0.009967", "0.102533"],
        ["\u{1B}[31m東", "EUR", "10", "0", "0", "0", "0", "-5.00", "-0.50", "0.000000", "-0.050000"],
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
    #expect(lines[0] == "The partner of this key in shop, until 2026-01-31, days in UTC")
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

  private static let sale = ConversionPresentation(
    request: .sale(order: "A-1\n", program: "shop", items: []),
    response: RecordConversionResponse(
      conversionId: "c-1",
      receipt: Receipt(
        partner: "anna", subId: "spring", clickId: "k-1", rule: .lastTouch,
        candidates: [
          Candidate(
            evidence: .clickToken, value: String(repeating: "t", count: 40), clickId: "k-1", partner: "anna",
            touchedAtUs: 1_769_860_800_000_000, verdict: .won),
          Candidate(evidence: .visitorId, value: "v\u{1B}", verdict: .unknown),
        ]),
      commissions: [
        Commission(partner: "anna", currency: "EUR", amountMinor: 250, availableAtUs: 1_769_860_800_000_000)
      ]))

  @Test func aReceiptSaysWhoWonByWhichRuleAndWhyNotTheOthers() {
    #expect(
      Self.sale.table(style: .plain) == """
        Sale A-1\\u{A} in shop: recorded
        Referred by  anna, SubID spring
        Rule         last touch: the latest click inside the window that counts
        Commission   2.50 EUR to anna, approved from 2026-01-31T12:00:00Z
        Conversion   c-1

        Evidence     Value                             Partner  Clicked               Verdict
        ───────────  ────────────────────────────────  ───────  ────────────────────  ───────
        click token  ttttttttttttttttttttttttttttttt…  anna     2026-01-31T12:00:00Z  won
        visitor id   v\\u{1B}                                                          unknown

        """)
  }

  @Test func aReceiptForNobodyAndATakenBackCommission() {
    let refund = ConversionPresentation(
      request: .fullRefund(order: "A-1", program: "shop", test: true),
      response: RecordConversionResponse(
        receipt: Receipt(rule: .unattributed),
        commissions: [Commission(partner: "anna", currency: "EUR", amountMinor: -250, availableAtUs: 1)],
        replayed: true))
    let table = refund.table(style: .plain)
    #expect(table.hasPrefix("Refund A-1 in shop: known already, this is the answer of the first time as a test\n"))
    #expect(table.contains("Referred by  nobody\n"))
    #expect(table.contains("Commission   -2.50 EUR taken back from anna\n"))
  }

  @Test func aReceiptIsCommaSeparatedWithALineForEachCommission() {
    let row = ["sale", "A-1\n", "c-1", "false", "anna", "spring", "k-1", "last_touch"]
    #expect(Self.sale.csv.rows == [row + ["anna", "EUR", "2.50", "2026-01-31T12:00:00Z"]])
    let none = ConversionPresentation(
      request: .lead(entry: "7", program: "shop"), response: RecordConversionResponse())
    #expect(none.csv.rows == [["lead", "7", "", "false", "", "", "", "unspecified", "", "", "", ""]])
    #expect(none.csv.header.count == 12)
  }

  @Test func aReceiptIsOneObjectWithEveryCandidate() {
    let text = Self.sale.json.text
    for member in [
      "\"kind\": \"sale\"", "\"order_id\": \"A-1\\n\"", "\"rule\": \"last_touch\"", "\"verdict\": \"won\"",
      "\"value\": \"v\\u001b\"", "\"touched_at\": null", "\"amount_minor\": 250",
      "\"available_at\": \"2026-01-31T12:00:00Z\"",
    ] {
      #expect(text.contains(member), "\(member)")
    }
  }
}
