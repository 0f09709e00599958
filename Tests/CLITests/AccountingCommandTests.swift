import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct AccountingCommandTests {
  private static let balance = Balance(
    partner: "anna", currency: "EUR", earnedMinor: 12_345, reversedMinor: -345, adjustedMinor: 100, paidMinor: -10_000,
    balanceMinor: 2100, pendingMinor: 2000, approvedMinor: 100)

  @Test func balancesAreAskedForAndShown() async throws {
    let outcome = await run(
      "balance", "--partner", "anna", answer: always(ListBalancesResponse(balances: [Self.balance])))
    #expect(
      try #require(outcome.calls.first).decodedRequest(ListBalancesRequest.self)
        == ListBalancesRequest(program: "shop", partner: "anna", pageSize: 1000))
    #expect(
      outcome.output == """
        Partner  Currency      Earned   Reversed  Adjusted         Paid    Balance    Pending  Approved
        ───────  ────────  ──────────  ─────────  ────────  ───────────  ─────────  ─────────  ────────
        anna     EUR       123.45 EUR  -3.45 EUR  1.00 EUR  -100.00 EUR  21.00 EUR  20.00 EUR  1.00 EUR

        """)
    let csv = await run("balance", "--format", "csv", answer: always(ListBalancesResponse(balances: [Self.balance])))
    #expect(
      csv.output == "partner,currency,earned,reversed,adjusted,paid,balance,pending,approved\r\n"
        + "anna,EUR,123.45,-3.45,1.00,-100.00,21.00,20.00,1.00\r\n")
  }

  @Test(arguments: [("-5.00", Int64(-500)), ("+5", 500), ("5.5", 550)])
  func anAdjustmentAddsOrTakesAway(_ amount: String, _ minor: Int64) async throws {
    let outcome = await run(
      "adjust", "--id", "fix-7", "--partner", "anna", "--currency", "EUR", "--amount", amount, "--reason", "typo",
      answer: always(CreateAdjustmentResponse(entry: LedgerEntry())))
    #expect(outcome.status == 0)
    #expect(
      try #require(outcome.calls.first).decodedRequest(CreateAdjustmentRequest.self)
        == CreateAdjustmentRequest(
          program: "shop", id: "fix-7", partner: "anna", currency: "EUR", amountMinor: minor, reason: "typo"))
  }

  @Test(arguments: ["--5", "5-", "", "-", "1.005", "+-1"])
  func whatIsNoAmountAdjustsNothing(_ amount: String) async {
    let outcome = await run(
      "adjust", "--id", "1", "--partner", "anna", "--currency", "EUR", "--amount", amount, "--reason", "typo",
      answer: always(CreateAdjustmentResponse()))
    #expect(outcome.status == ExitStatus.usage.rawValue)
    #expect(outcome.calls.isEmpty)
  }

  @Test func anAdjustmentSaysWhetherItIsNew() async {
    let entry = LedgerEntry(
      number: 51, kind: .adjusted, partner: "anna", tier: 1, currency: "EUR", amountMinor: -500, recordedAtUs: noon,
      availableAtUs: noon, reason: "typo\u{1B}")
    let arguments = [
      "adjust", "--id", "fix-7", "--partner", "anna", "--currency", "EUR", "--amount", "-5", "--reason", "typo",
    ]
    let first = await run(arguments, answer: always(CreateAdjustmentResponse(entry: entry)))
    #expect(
      first.output == """
        Adjustment fix-7: recorded
        Partner  anna
        Amount   -5.00 EUR
        Reason   typo\\u{1B}
        Entry    51
        Written  2026-01-31T12:00:00Z

        """)
    let second = await run(arguments, answer: always(CreateAdjustmentResponse(entry: entry, replayed: true)))
    #expect(second.output.hasPrefix("Adjustment fix-7: known already, it counts once\n"))
    let csv = await run(arguments + ["--format", "csv"], answer: always(CreateAdjustmentResponse(entry: entry)))
    #expect(
      csv.output == "id,replayed,number,kind,partner,tier,currency,amount,recorded_at,available_at,reason,payout\r\n"
        + "fix-7,false,51,adjusted,anna,1,EUR,-5.00,2026-01-31T12:00:00Z,2026-01-31T12:00:00Z,typo\u{1B},\r\n")
  }

  private static let payout = Payout(
    id: "2026-01", program: "shop", createdAtUs: noon,
    totals: [
      PayoutTotal(currency: "EUR", amountMinor: 123_456, partners: 3),
      PayoutTotal(currency: "JPY", amountMinor: 5000, partners: 1),
    ],
    complete: true)

  @Test func aPayoutHasThresholdsInTheirCurrencies() async throws {
    let outcome = await run(
      "payout", "create", "--id", "2026-01", "--threshold", "EUR:50.00", "--threshold", "JPY:5000",
      answer: always(CreatePayoutResponse(payout: Self.payout)))
    #expect(
      try #require(outcome.calls.first).decodedRequest(CreatePayoutRequest.self)
        == CreatePayoutRequest(
          program: "shop", id: "2026-01",
          thresholds: [
            PayoutThreshold(currency: "EUR", minimumMinor: 5000), PayoutThreshold(currency: "JPY", minimumMinor: 5000),
          ]))
    #expect(
      outcome.output == """
        Payout 2026-01 of shop: made
        1,234.56 EUR to 3 partners
        5,000 JPY to 1 partner

        """)
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: ["EUR", "EUR:", "EUR:0", "EUR:0.001", "eur:5", ":5", "EUR:-5"])
  func whatIsNoThresholdPaysNobody(_ threshold: String) async {
    let outcome = await run(
      "payout", "create", "--id", "1", "--threshold", threshold, answer: always(CreatePayoutResponse()))
    #expect(outcome.status == ExitStatus.usage.rawValue)
    #expect(outcome.calls.isEmpty)
  }

  @Test func twoThresholdsOfOneCurrencyPayNobody() async {
    let outcome = await run(
      "payout", "create", "--id", "1", "--threshold", "EUR:5", "--threshold", "EUR:6",
      answer: always(CreatePayoutResponse()))
    #expect(outcome.status == ExitStatus.usage.rawValue)
    #expect(outcome.calls.isEmpty)
  }

  @Test func aPayoutThatIsKnownOrEmptyOrNotCompleteSaysSo() async {
    let known = await run(
      "payout", "create", "--id", "2026-01", answer: always(CreatePayoutResponse(payout: Self.payout, replayed: true)))
    #expect(known.output.hasPrefix("Payout 2026-01 of shop: known already, nothing is paid twice\n"))
    let empty = await run(
      "payout", "create", "--id", "2",
      answer: always(CreatePayoutResponse(payout: Payout(id: "2", program: "shop", complete: false))))
    #expect(empty.output.hasSuffix("\nNobody is paid: no approved balance reaches its threshold.\n"))
    #expect(empty.errors == "More was due than one payout holds: make another with another id.\n")
    let csv = await run(
      "payout", "create", "--id", "2026-01", "--format", "csv",
      answer: always(CreatePayoutResponse(payout: Self.payout, replayed: true)))
    #expect(
      csv.output == "id,program,created_at,complete,currency,amount,partners,replayed\r\n"
        + "2026-01,shop,2026-01-31T12:00:00Z,true,EUR,1234.56,3,true\r\n"
        + "2026-01,shop,2026-01-31T12:00:00Z,true,JPY,5000,1,true\r\n")
  }

  @Test func payoutsAreListedByCurrency() async {
    let nothing = Payout(id: "2025-12", program: "shop", createdAtUs: noon, complete: true)
    let outcome = await run("payout", "list", answer: always(ListPayoutsResponse(payouts: [Self.payout, nothing])))
    #expect(
      outcome.output == """
        Payout   Program  Made                  Complete          Paid  Partners
        ───────  ───────  ────────────────────  ────────  ────────────  ────────
        2026-01  shop     2026-01-31T12:00:00Z  yes       1,234.56 EUR         3
        2026-01  shop     2026-01-31T12:00:00Z  yes          5,000 JPY         1
        2025-12  shop     2026-01-31T12:00:00Z  yes            nothing         0

        """)
    let json = await run(
      "payout", "list", "--format", "json", answer: always(ListPayoutsResponse(payouts: [nothing])))
    #expect(
      json.output == """
        {
          "payouts": [
            {
              "id": "2025-12",
              "program": "shop",
              "created_at": "2026-01-31T12:00:00Z",
              "complete": true,
              "totals": []
            }
          ]
        }

        """)
  }

  private static let lines = [
    PayoutLine(
      partner: "anna", name: "Anna, Ltd", email: "anna@example.com", currency: "EUR", amountMinor: 12_345, entries: 7),
    PayoutLine(partner: "anna", name: "Anna, Ltd", email: "", currency: "JPY", amountMinor: 5000, entries: 1),
    PayoutLine(partner: "ben", name: "Ben", email: "ben@example.com", currency: "EUR", amountMinor: 55, entries: 2),
  ]

  @Test func paymentProvidersGetALineForEachPartnerAndCurrency() async throws {
    let outcome = await run("payout", "show", "2026-01", "--format", "csv") { call in
      let isFirst = (try? call.decodedRequest(ListPayoutLinesRequest.self))?.pageToken == ""
      return encoded(
        isFirst
          ? ListPayoutLinesResponse(lines: Array(Self.lines.prefix(2)), nextPageToken: "2")
          : ListPayoutLinesResponse(lines: Array(Self.lines.suffix(1))))
    }
    #expect(
      try outcome.calls.map { try $0.decodedRequest(ListPayoutLinesRequest.self) } == [
        ListPayoutLinesRequest(program: "shop", payout: "2026-01", pageSize: 1000),
        ListPayoutLinesRequest(program: "shop", payout: "2026-01", pageSize: 1000, pageToken: "2"),
      ])
    #expect(
      outcome.output == "partner,name,email,currency,amount,entries\r\n"
        + "anna,\"Anna, Ltd\",anna@example.com,EUR,123.45,7\r\nanna,\"Anna, Ltd\",,JPY,5000,1\r\n"
        + "ben,Ben,ben@example.com,EUR,0.55,2\r\n")
  }

  @Test func peopleGetTheSumsOfAPayout() async {
    let outcome = await run("payout", "show", "2026-01", answer: always(ListPayoutLinesResponse(lines: Self.lines)))
    #expect(
      outcome.output == """
        Partner  Name       E-mail                Amount  Entries
        ───────  ─────────  ────────────────  ──────────  ───────
        anna     Anna, Ltd  anna@example.com  123.45 EUR        7
        anna     Anna, Ltd                     5,000 JPY        1
        ben      Ben        ben@example.com     0.55 EUR        2
        ───────  ─────────  ────────────────  ──────────  ───────
        Total                                 124.00 EUR        9
        Total                                  5,000 JPY        1

        """)
    let empty = await run("payout", "show", "2", answer: always(ListPayoutLinesResponse()))
    #expect(empty.output == "Payout 2 pays nobody.\n")
  }
}
