import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct UnconfirmedCommandTests {
  private static let sale = UnconfirmedConversion(
    id: "01900000-0000-7000-8000-000000000001", kind: .sale, orderId: "A-1\u{1B}", currency: "EUR",
    items: [Item(sku: "MUG", quantity: 2, unitPriceMinor: 1_250)], taxMinor: 475, shippingMinor: 500,
    discountMinor: 100, customer: Customer(email: "jo@example.com"), coupon: "SPRING", clickId: "click",
    visitorId: "visitor", partner: "anna", subId: "mail", receivedAtUs: noon, differsIn: "tax_minor")
  private static let lead = UnconfirmedConversion(
    id: "01900000-0000-7000-8000-000000000002", kind: .lead, orderId: "L-1", currency: "EUR", receivedAtUs: noon)

  private static let reply = ListUnconfirmedConversionsResponse(conversions: [lead, sale])

  @Test func areListedForPeople() async throws {
    let outcome = await run("unconfirmed", answer: always(Self.reply))
    #expect(
      try #require(outcome.calls.first).decodedRequest(ListUnconfirmedConversionsRequest.self)
        == ListUnconfirmedConversionsRequest(program: "shop", pageSize: collectedPageSize))
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first?.contains("Total  Partner  SubID  Received") == true)
    #expect(lines.last?.contains("A-1\\u{1B}  33.75 EUR  anna     mail   2026-01-31T12:00:00Z  tax_minor") == true)
    let none = await run("unconfirmed", answer: always(ListUnconfirmedConversionsResponse()))
    #expect(none.output == "There are no unconfirmed conversions.\n")
  }

  @Test func areListedForPrograms() async {
    let csv = await run("unconfirmed", "--format", "csv", answer: always(Self.reply))
    #expect(
      csv.output
        == "id,kind,order_id,currency,total,tax,shipping,discount,email,external_id,coupon,click_id,visitor_id,"
        + "partner,sub_id,received_at,differs_in\r\n"
        + "01900000-0000-7000-8000-000000000002,lead,L-1,EUR,0.00,0.00,0.00,0.00,,,,,,,,2026-01-31T12:00:00Z,\r\n"
        + "01900000-0000-7000-8000-000000000001,sale,A-1\u{1B},EUR,33.75,4.75,5.00,1.00,jo@example.com,,SPRING,click,"
        + "visitor,anna,mail,2026-01-31T12:00:00Z,tax_minor\r\n")
    let json = await run("unconfirmed", "--format", "json", answer: always(Self.reply)).output
    #expect(json.contains("\"unconfirmed_conversions\": ["))
    #expect(json.contains("\"total_minor\": 3375") && json.contains("\"sku\": \"MUG\""))
  }

  @Test func areConfirmed() async throws {
    let response = RecordConversionResponse(
      conversionId: Self.sale.id, receipt: Receipt(partner: "anna", subId: "mail", rule: .lastTouch),
      commissions: [Commission(partner: "anna", currency: "EUR", amountMinor: 240, tier: 1)])
    let reply = ConfirmConversionResponse(conversion: response)
    let outcome = await run("confirm", Self.sale.id, answer: always(reply))
    #expect(
      try #require(outcome.calls.first).decodedRequest(ConfirmConversionRequest.self)
        == ConfirmConversionRequest(program: "shop", id: Self.sale.id))
    #expect(outcome.output.hasPrefix("Unconfirmed conversion \(Self.sale.id) in shop: recorded\n"))
    #expect(outcome.output.contains("2.40 EUR to anna"))
    let csv = await run("confirm", Self.sale.id, "--format", "csv", answer: always(reply)).output
    #expect(csv.contains("\r\n,,\(Self.sale.id),false,anna,mail,"))
  }
}
