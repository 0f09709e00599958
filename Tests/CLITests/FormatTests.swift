import Testing
@testable import TributaryConsole

@Suite struct FormatTests {
  @Test func columnsAlignByWhatIsSeen() {
    let table = Table(
      columns: [Table.Column(title: "Name", alignment: .left), Table.Column(title: "N", alignment: .right)],
      rows: [["東京", "1"], ["a", "10,000"], ["", ""]],
      totals: [["Total", "10,001"]])
    #expect(
      table.text(style: .plain) == """
        Name        N
        ─────  ──────
        東京        1
        a      10,000

        ─────  ──────
        Total  10,001

        """)
  }

  @Test func colourKeepsTheAlignment() {
    let table = Table(
      columns: [Table.Column(title: "A", alignment: .left)], rows: [["x"]], totals: [["y"]])
    let coloured = table.text(style: Style(isEnabled: true))
    #expect(coloured.contains("\u{1B}[1m"))
    let codes = ["\u{1B}[1m", "\u{1B}[2m", "\u{1B}[0m"]
    #expect(codes.reduce(coloured) { $0.replacing($1, with: "") } == table.text(style: .plain))
  }

  @Test func commaSeparatedValuesFollowTheStandard() {
    let text = csv(
      header: ["sub_id", "n"], rows: [["a,b", "1"], ["say \"hi\"", "2"], ["x\ny", "3"], ["\r", "4"], ["=1+1", ""]])
    #expect(text == "sub_id,n\r\n\"a,b\",1\r\n\"say \"\"hi\"\"\",2\r\n\"x\ny\",3\r\n\"\r\",4\r\n=1+1,\r\n")
  }

  @Test func jsonKeepsOrderAndEscapes() {
    let value = JSONValue.object([
      JSONValue.Member("z", .integer(.min)),
      JSONValue.Member("a", .array([.null, .boolean(true), .object([]), .array([])])),
      JSONValue.Member("q\"", .string("\\ \" \n \r \t \u{1B} \u{9B} \u{202E} 東 😀 \u{E0001}")),
    ])
    #expect(
      value.text == """
        {
          "z": -9223372036854775808,
          "a": [
            null,
            true,
            {},
            []
          ],
          "q\\"": "\\\\ \\" \\n \\r \\t \\u001b \\u009b \\u202e 東 😀 \\udb40\\udc01"
        }

        """)
  }

  @Test(arguments: [
    (FieldValue.count(1_234_567), "1,234,567", "1234567", JSONValue.integer(1_234_567)),
    (.money(123_456, currency: "EUR"), "1,234.56 EUR", "1234.56", .integer(123_456)),
    (.money(-5, currency: "EUR"), "-0.05 EUR", "-0.05", .integer(-5)),
    (.money(1200, currency: "JPY"), "1,200 JPY", "1200", .integer(1200)),
    (.fineMoney(123_450, currency: "EUR"), "0.1234 EUR", "0.123450", .integer(123_450)),
    (.fineMoney(123_550, currency: "EUR"), "0.1236 EUR", "0.123550", .integer(123_550)),
    (.fineMoney(-123_550, currency: "EUR"), "-0.1236 EUR", "-0.123550", .integer(-123_550)),
    (.fineMoney(123_551, currency: "JPY"), "12.36 JPY", "12.3551", .integer(123_551)),
    (.partsPerMillion(23_450), "2.34 %", "0.023450", .integer(23_450)),
    (.partsPerMillion(1_000_000), "100.00 %", "1.000000", .integer(1_000_000)),
    (.rate(75_000), "7.5 %", "7.5000", .integer(75_000)),
    (.rate(1_000_000), "100 %", "100.0000", .integer(1_000_000)),
    (.rate(0), "0 %", "0.0000", .integer(0)),
    (.truth(true), "yes", "true", .boolean(true)),
    (.time(0), "", "", .null),
    (
      .time(1_769_860_800_500_000), "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.500000Z",
      .string("2026-01-31T12:00:00.500000Z")
    ),
    (.text("a\n"), "a\\u{A}", "a\n", .string("a\n")),
  ])
  func aValueIsWrittenByEachFormatInItsWay(
    _ value: FieldValue, _ shown: String, _ exact: String, _ json: JSONValue
  ) {
    #expect(value.shown == shown)
    #expect(value.exact == exact)
    #expect(value.json == json)
  }
}
