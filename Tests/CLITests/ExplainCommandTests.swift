import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct ExplainCommandTests {
  @Test(arguments: [
    ([], GetConversionRequest(program: "shop", kind: .sale, orderId: "A-1")),
    (["--kind", "lead"], GetConversionRequest(program: "shop", kind: .lead, orderId: "A-1")),
    (["--kind", "refund"], GetConversionRequest(program: "shop", kind: .refund, orderId: "A-1")),
    (["--refund", "R-1"], GetConversionRequest(program: "shop", kind: .refund, orderId: "A-1", refundId: "R-1")),
    (
      ["--kind", "refund", "--refund", "R-1", "--program", "mugs"],
      GetConversionRequest(program: "mugs", kind: .refund, orderId: "A-1", refundId: "R-1")
    ),
  ])
  func theConversionIsAskedFor(_ options: [String], _ request: GetConversionRequest) async throws {
    let outcome = await run(["explain", "A-1"] + options, answer: always(ExplainedOrders.contested))
    #expect(try #require(outcome.calls.first).decodedRequest(GetConversionRequest.self) == request)
  }

  @Test func anOrderThatIsNotThereIsAnError() async {
    let outcome = await run("explain", "A-9", answer: refusing(RPCError(.notFound, "there is no sale \"A-9\"")))
    #expect(outcome.status == ExitStatus.notFound.rawValue)
    #expect(outcome.output.isEmpty)
  }

  /// Refunds stand in the order in which they happened, entries in that in which they were written.
  @Test func theLedgerIsCommaSeparatedInTheOrderOfWriting() async {
    var response = ExplainedOrders.refunded
    response.refunds.reverse()
    let outcome = await run("explain", "A-1005", "--format", "csv", answer: always(response))
    #expect(
      outcome.output == "kind,order_id,refund_id,number,entry,partner,tier,currency,amount,recorded_at,available_at,"
        + "reason,payout\r\n"
        + "sale,A-1005,,31,earned,anna,1,EUR,2.50,2026-01-31T12:00:00Z,2026-02-14T12:00:00Z,,\r\n"
        + "refund,A-1005,R-1,32,reversed,anna,1,EUR,-1.00,2026-01-31T12:00:00Z,2026-02-14T12:00:00Z,,\r\n"
        + "refund,A-1005,R-2,33,reversed,anna,1,EUR,-1.50,2026-01-31T12:00:00Z,2026-02-14T12:00:00Z,,\r\n")
  }

  @Test func programsGetEverything() async {
    let outcome = await run("explain", "A-1", "--format", "json", answer: always(ExplainedOrders.contested))
    #expect(
      outcome.output.hasPrefix("{\n  \"program\": \"shop\",\n  \"conversion\": {\n    \"conversion_id\": \"c-1\",\n"))
    #expect(outcome.output.hasSuffix("    ]\n  },\n  \"refunds\": []\n}\n"))
    for member in [
      "\"unit_price_minor\": 1500", "\"tax_minor\": 475", "\"shipping_minor\": 490", "\"discount_minor\": 500",
      "\"base_minor\": 2500", "\"external_id\": \"17\"", "\"occurred_at\": \"2026-01-31T12:00:00Z\"",
      "\"recorded_at\": \"2026-01-31T12:00:03Z\"", "\"contact_order_number\": 2", "\"verdict\": \"later_touch_won\"",
      "\"tier\": 2", "\"number\": 12", "\"refund_status\": \"\"", "\"test\": false", "\"full_refund\": false",
    ] {
      #expect(outcome.output.contains(member), "\(member)")
    }
    let refunds = await run("explain", "A-1", "--format", "json", answer: always(ExplainedOrders.refunded))
    #expect(refunds.output.contains("\"refund_status\": \"exceeds_order\""))
    #expect(refunds.output.contains("\"customer\": null"))
  }

  @Test func whatOthersChoseCannotPlayWithTheTerminal() async {
    var response = ExplainedOrders.contested
    let hostile = "\u{1B}[2J\n"
    response.conversion?.orderId = hostile
    response.conversion?.customer = Customer(email: hostile, externalId: hostile)
    response.conversion?.receipt?.subId = hostile
    response.conversion?.receipt?.partner = hostile
    for kind in EvidenceKind.known {
      response.conversion?.receipt?.candidates.append(
        Candidate(evidence: kind, value: hostile, clickId: hostile, partner: hostile, verdict: .partnerInactive))
    }
    response.conversion?.entries = [LedgerEntry(number: 1, partner: hostile, currency: hostile, payout: hostile)]
    let outcome = await run("explain", "A-1", answer: always(response))
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(outcome.output.contains("\\u{1B}[2J\\u{A}"))
  }

  @Test func aTestSaysThatItEarnsNothing() async {
    var response = ExplainedOrders.contested
    response.conversion?.test = true
    response.conversion?.commissions = []
    response.conversion?.entries = []
    let outcome = await run("explain", "A-1", answer: always(response))
    #expect(outcome.output.hasPrefix("Sale A-1001 in shop, a test: it neither counts nor pays\n"))
    #expect(outcome.output.hasSuffix("\nWhat was earned\nNothing: it is a test.\n"))
  }
}
