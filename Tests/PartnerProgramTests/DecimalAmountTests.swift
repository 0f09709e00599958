import PartnerProgram
import Testing

@Suite("Decimal amounts") struct DecimalAmountTests {
  @Test(
    arguments: [
      ("12.50", 2, 1_250), ("12.5", 2, 1_250), ("12", 2, 1_200), ("0", 2, 0), ("0.01", 2, 1), ("0.00", 2, 0),
      ("12.5000", 2, 1_250), ("007.10", 2, 710), ("500", 0, 500), ("500.00", 0, 500), ("12.345", 3, 12_345),
      ("12.3450", 3, 12_345), ("1.2", 3, 1_200), ("1.2345", 4, 12_345), ("92233720368547758.07", 2, Int64.max),
      ("9223372036854775807", 0, Int64.max), ("9223372036854775807.000", 0, Int64.max),
    ] as [(String, Int, Int64)])
  func `are read in the currency's usual form`(text: String, exponent: Int, expected: Int64) {
    #expect(DecimalAmount.minorUnits(text.utf8, exponent: exponent) == expected)
  }

  @Test(arguments: [
    ("", 2), (".", 2), ("12.", 2), (".50", 2), ("12,50", 2), ("1,250.00", 2), ("1.250,00", 2), ("12.345", 2),
    ("12.501", 2), ("500.5", 0), ("500.01", 0), ("-1", 2), ("+1", 2), (" 1", 2), ("1 ", 2), ("1e3", 2), ("0x10", 2),
    ("1.2.3", 2), ("..1", 2), ("\u{661}", 2), ("$12.50", 2), ("12.50 USD", 2), ("NaN", 2), ("1_000", 2), ("1'000", 2),
    ("92233720368547758.08", 2), ("92233720368547759", 2), ("9223372036854775808", 0), ("99999999999999999999999", 2),
    ("12.50\u{0}", 2), ("12.50\n", 2),
  ])
  func `are refused in any other form, and when they do not fit`(text: String, exponent: Int) {
    #expect(DecimalAmount.minorUnits(text.utf8, exponent: exponent) == nil)
  }

  @Test func `are read of every currency as they are written`() {
    for code in ["JPY", "USD", "KWD", "UYW"] {
      guard let currency = Currency(code: code) else {
        Issue.record("\(code)")
        continue
      }
      let places = currency.exponent
      let text = places == 0 ? "7" : "7." + String(repeating: "0", count: places - 1) + "3"
      let unit = (0..<places).reduce(Int64(1)) { unit, _ in unit * 10 }
      #expect(DecimalAmount.minorUnits(text.utf8, exponent: places) == 7 * unit + (places == 0 ? 0 : 3))
    }
  }
}
