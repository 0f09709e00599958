import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct TrackingCommandTests {
  @Test func aClickIsSentAndItsTokenPrintedWhole() async throws {
    let token = String(repeating: "t", count: 100)
    let outcome = await run(
      "click", "--partner", "anna", "--sub-id", "spring", "--at", "2026-01-31T12:00:00Z",
      answer: always(RecordClickResponse(clickId: "k", clickToken: token, disposition: .counted, uniqueVisit: true)))
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Token          \(token)\n"))
    #expect(outcome.output.contains("Disposition    counted\n"))
    let request = try #require(outcome.calls.first).decodedRequest(RecordClickRequest.self)
    #expect(request.program == "shop")
    #expect(request.partner == "anna")
    #expect(request.subId == "spring")
    #expect(request.occurredAtUs == 1_769_860_800_000_000)
  }

  @Test func aSaleIsSentInMinorUnitsOfItsCurrency() async throws {
    let outcome = await run(
      "sale", "--order", "A-1", "--currency", "KWD", "--item", "MUG:2:1.25", "--item", "3", "--tax", "0.1",
      "--shipping", "1", "--discount", "0.005", "--email", "jo@example.com", "--click-token", "t", "--test",
      answer: always(RecordConversionResponse(conversionId: "c")))
    #expect(outcome.status == 0)
    #expect(outcome.calls.count == 1)
    let request = try #require(outcome.calls.first).decodedRequest(RecordConversionRequest.self)
    #expect(
      request
        == .sale(
          order: "A-1", program: "shop",
          items: [Item(sku: "MUG", quantity: 2, unitPriceMinor: 1250), Item(quantity: 1, unitPriceMinor: 3000)],
          currency: "KWD", taxMinor: 100, shippingMinor: 1000, discountMinor: 5,
          customer: Customer(email: "jo@example.com"), evidence: Evidence(clickToken: "t"), test: true))
  }

  @Test func withoutACurrencyTheProgramsIsAskedFor() async throws {
    let outcome = await run("sale", "--order", "A-1", "--item", "1200") { call in
      call.method == "GetProgram"
        ? encoded(GetProgramResponse(program: Program(slug: "shop", currency: "JPY")))
        : encoded(RecordConversionResponse())
    }
    #expect(outcome.status == 0)
    #expect(outcome.calls.map(\.method) == ["GetProgram", "RecordConversion"])
    let request = try #require(outcome.calls.last).decodedRequest(RecordConversionRequest.self)
    #expect(request.currency == "JPY")
    #expect(request.items.map(\.unitPriceMinor) == [1200])
  }

  @Test func aConfiguredCurrencySparesTheQuestion() async throws {
    var environment = usualEnvironment
    environment["TRIBUTARY_CURRENCY"] = "EUR"
    let outcome = await run(
      "sale", "--order", "A-1", "--item", "1", environment: environment, answer: always(RecordConversionResponse()))
    #expect(outcome.calls.map(\.method) == ["RecordConversion"])
  }

  @Test func aKeyThatMayNotAskForTheCurrencyIsRefusedAsItWouldBeWithTheSale() async {
    let outcome = await run(
      "sale", "--order", "A-1", "--item", "1", answer: refusing(RPCError(.permissionDenied, "needs scope server")))
    #expect(outcome.status == ExitStatus.denied.rawValue)
    #expect(outcome.errors.contains("needs scope server"))
    #expect(outcome.output.isEmpty)
  }

  @Test func aLeadAndAFullRefundNeedNoCurrency() async throws {
    let lead = await run("lead", "--entry", "7", "--customer-id", "9", answer: always(RecordConversionResponse()))
    #expect(
      try #require(lead.calls.first).decodedRequest(RecordConversionRequest.self)
        == .lead(entry: "7", program: "shop", customer: Customer(externalId: "9")))
    let refund = await run("refund", "--order", "A", "--full", answer: always(RecordConversionResponse()))
    #expect(
      try #require(refund.calls.first).decodedRequest(RecordConversionRequest.self)
        == .fullRefund(order: "A", program: "shop"))
  }

  @Test func everyKindOfEvidenceIsSent() async throws {
    let outcome = await run(
      ["lead", "--entry", "7", "--external-id", "9", "--click-id", "k", "--visitor", "v", "--coupon", "SPRING"]
        + ["--referred-by", "anna"], answer: always(RecordConversionResponse()))
    #expect(
      try #require(outcome.calls.first).decodedRequest(RecordConversionRequest.self)
        == .lead(
          entry: "7", program: "shop", customer: Customer(externalId: "9"),
          evidence: Evidence(clickId: "k", visitorId: "v", coupon: "SPRING", partner: "anna")))
  }

  @Test func aPartialRefundNamesItsCurrency() async throws {
    let outcome = await run(
      "refund", "--order", "A", "--refund", "R", "--item", "2:1.00", "--currency", "EUR",
      answer: always(RecordConversionResponse()))
    #expect(
      try #require(outcome.calls.first).decodedRequest(RecordConversionRequest.self)
        == .refund(
          order: "A", refund: "R", program: "shop", items: [Item(quantity: 2, unitPriceMinor: 100)], currency: "EUR"))
  }

  @Test(arguments: [
    ["refund", "--order", "A"], ["refund", "--order", "A", "--refund", "R"], ["refund", "--order", "A", "--item", "1"],
    ["refund", "--order", "A", "--full", "--refund", "R"], ["refund", "--order", "A", "--full", "--tax", "1"],
    ["report", "--by", "sub_id,sub_id"], ["report", "--by", "unspecified"], ["report", "--from", "yesterday"],
    ["pixel", "--items", "21"], ["pixel", "--platform", "woo"], ["click", "--partner", "anna", "--at", "yesterday"],
    ["sale", "--order", "A", "--currency", "eur", "--item", "1"], ["sale", "--order", "A", "--currency", "EUR"],
    ["health", "--timeout", "0"], ["sale"], ["nothing"],
  ])
  func aWrongCommandLineCallsNobody(_ arguments: [String]) async {
    let host = ConsoleHost(
      environment: usualEnvironment, writeOutput: { _ in Issue.record("nothing is printed") }, writeError: { _ in },
      makeClient: { settings throws(TributaryError) in
        Issue.record("no client is made")
        return try TributaryClient(settings)
      })
    #expect(await runTributary(arguments, host: host) == ExitStatus.usage.rawValue)
  }

  @Test func aReportPutsItsPagesTogether() async throws {
    let outcome = await run("report", "--partner", "anna", "--by", "day", "--format", "csv") { call in
      let isFirst = try? call.decodedRequest(GetPartnerReportRequest.self).pageToken.isEmpty
      return encoded(
        isFirst == true
          ? GetPartnerReportResponse(rows: [ReportRow(day: "2026-01-01", currency: "EUR")], nextPageToken: "2")
          : GetPartnerReportResponse(rows: [ReportRow(day: "2026-01-02", currency: "EUR")]))
    }
    #expect(outcome.calls.count == 2)
    let days = outcome.output.split(separator: "\r\n").map { $0.prefix(10) }
    #expect(days == ["day,curren", "2026-01-01", "2026-01-02"])
  }

  @Test func aReportIsAskedForWithItsKeysAndWithWhatWasNotCounted() async throws {
    let outcome = await run(
      "report", "--by", "partner,landing_page", "--flagged", "--to", "2026-01-31",
      answer: always(GetPartnerReportResponse()))
    #expect(
      try #require(outcome.calls.first).decodedRequest(GetPartnerReportRequest.self)
        == GetPartnerReportRequest(
          program: "shop", keys: [.partner, .landingPage], toDay: "2026-01-31", includeFlagged: true))
    let plain = await run("report", answer: always(GetPartnerReportResponse()))
    #expect(
      try #require(plain.calls.first).decodedRequest(GetPartnerReportRequest.self)
        == GetPartnerReportRequest(program: "shop"))
  }

  /// SubIDs come from anybody's links: on a terminal they must not drive it, in a file they must be what they are.
  @Test func csvIsExactInAFileAndHarmlessOnATerminal() async {
    let reply = GetPartnerReportResponse(rows: [ReportRow(subId: "\u{1B}[31mX", currency: "EUR")])
    let arguments = ["report", "--partner", "anna", "--format", "csv"]
    let file = await run(arguments, answer: always(reply))
    #expect(file.output.contains("\r\n\u{1B}[31mX,EUR,"))
    let terminal = await run(arguments, onTerminal: true, answer: always(reply))
    #expect(terminal.output.contains("\r\n\\u{1B}[31mX,EUR,"))
  }
}
