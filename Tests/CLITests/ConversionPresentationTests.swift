import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct ConversionPresentationTests {
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
        Commission(partner: "anna", currency: "EUR", amountMinor: 250, availableAtUs: 1_769_860_800_000_000, tier: 1)
      ]))

  @Test func aReceiptSaysWhoWonByWhichRuleAndWhyNotTheOthers() {
    #expect(
      Self.sale.table(style: .plain) == """
        Sale A-1\\u{A} in shop: recorded
        Referred by  anna, SubID spring
        Rule         last touch: the latest click inside the window that counts
        Commission   2.50 EUR to anna, approved from 2026-01-31T12:00:00Z
        Conversion   c-1

        Evidence     Value                             Partner  Referred              Verdict
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
        commissions: [
          Commission(partner: "anna", currency: "EUR", amountMinor: -250, availableAtUs: 1, tier: 1),
          Commission(partner: "carla", currency: "EUR", amountMinor: -25, availableAtUs: 1, tier: 2),
        ],
        replayed: true, refundStatus: .exceedsOrder, refundedMinor: 2500))
    let table = refund.table(style: .plain)
    #expect(table.hasPrefix("Refund A-1 in shop (a test): known already, this is how it stands\n"))
    #expect(table.contains("Referred by  nobody\n"))
    #expect(
      table.contains(
        "Refund       exceeds the order: it asked for more than was left, and took back what was left; "
          + "25.00 EUR of the base paid back\n"))
    #expect(table.contains("Commission   -2.50 EUR taken back from anna\n"))
    #expect(table.contains("Commission   -0.25 EUR taken back from carla (second tier)\n"))
    #expect(
      refund.csv.rows.map { Array($0.suffix(3)) } == [
        ["1", "exceeds_order", "25.00"], ["2", "exceeds_order", "25.00"],
      ])
  }

  @Test func aReceiptIsCommaSeparatedWithALineForEachCommission() {
    let row = ["sale", "A-1\n", "c-1", "false", "anna", "spring", "k-1", "last_touch"]
    #expect(Self.sale.csv.rows == [row + ["anna", "EUR", "2.50", "2026-01-31T12:00:00Z", "1", "", ""]])
    let none = ConversionPresentation(
      request: .lead(entry: "7", program: "shop"), response: RecordConversionResponse())
    #expect(none.csv.rows == [["lead", "7", "", "false", "", "", "", "unspecified", "", "", "", "", "", "", ""]])
    #expect(none.csv.header.count == 15)
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
