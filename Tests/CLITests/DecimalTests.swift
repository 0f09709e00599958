import Testing
@testable import TributaryConsole

@Suite struct DecimalTests {
  @Test(arguments: [
    ("0", 2, 0), ("12.5", 2, 1250), ("12.50", 2, 1250), ("12", 2, 1200), ("0.01", 2, 1), ("007", 0, 7),
    ("1200", 0, 1200), ("1.250", 3, 1250), ("1.2500", 4, 12_500), ("92233720368547758.07", 2, Int64.max),
    ("9223372036854775807", 0, Int64.max),
  ])
  func aDecimalIsReadExactly(_ text: String, _ fractionDigits: Int, _ number: Int64) throws {
    #expect(try parseDecimal(text, fractionDigits: fractionDigits) == number)
  }

  @Test(arguments: [
    ("", 2, DecimalError.notANumber), (".5", 2, .notANumber), ("5.", 2, .notANumber), ("1.2.3", 2, .notANumber),
    ("-1", 2, .notANumber), ("+1", 2, .notANumber), ("1,000", 2, .notANumber), ("1e3", 2, .notANumber),
    (" 1", 2, .notANumber), ("١", 2, .notANumber), ("12.505", 2, .tooManyDecimals(allowed: 2)),
    ("12.0", 0, .tooManyDecimals(allowed: 0)), ("92233720368547758.08", 2, .tooLarge),
    ("9223372036854775808", 0, .tooLarge), ("99999999999999999999999999", 2, .tooLarge),
  ])
  func whatIsNoDecimalIsRefused(_ text: String, _ fractionDigits: Int, _ expected: DecimalError) {
    #expect(throws: expected) { try parseDecimal(text, fractionDigits: fractionDigits) }
  }

  @Test(arguments: [
    (Int64(0), 2, false, "0.00"), (5, 2, false, "0.05"), (-5, 2, false, "-0.05"), (1250, 2, false, "12.50"),
    (1250, 0, false, "1250"), (1250, 3, false, "1.250"), (1250, 4, false, "0.1250"),
    (123_456_789, 2, true, "1,234,567.89"),
    (-100_000, 2, true, "-1,000.00"), (99_999, 2, true, "999.99"), (1000, 0, true, "1,000"),
    (Int64.min, 2, true, "-92,233,720,368,547,758.08"),
  ])
  func aDecimalIsWrittenExactly(_ number: Int64, _ fractionDigits: Int, _ grouped: Bool, _ text: String) {
    #expect(formatDecimal(number, fractionDigits: fractionDigits, grouped: grouped) == text)
  }

  @Test(arguments: 0...4, [Int64(0), 1, 9, 10, 99, 100, 1001, 123_456_789, .max])
  func readingUndoesWriting(_ fractionDigits: Int, _ number: Int64) throws {
    let text = formatDecimal(number, fractionDigits: fractionDigits, grouped: false)
    #expect(try parseDecimal(text, fractionDigits: fractionDigits) == number)
  }
}
