import Testing

@testable import ProtobufC

@Suite struct JSONIntegerTests {
  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("0.0", 0), ("0e0", 0), ("0e99999999999999999999", 0), ("0.000e-99999999999999999999", 0),
      ("1", 1), ("1.0", 1), ("1e0", 1), ("1E+0", 1), ("1e-0", 1), ("10e-1", 1), ("0.1e1", 1), ("0.001e3", 1),
      ("1e3", 1000), ("1.5e1", 15), ("12.5e1", 125), ("-1.20e1", -12), ("100", 100), ("1000e-3", 1),
      ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775807.000", .max),
      ("922337203685477580.7e1", .max), ("-0.9223372036854775808E19", .min), ("9223372036854775807000e-3", .max),
      ("9007199254740993", 9_007_199_254_740_993), ("9007199254740993.0", 9_007_199_254_740_993),
    ] as [(String, Int64)])
  func isExact(_ text: String, _ value: Int64) {
    #expect(scanned(text)?.exactly(Int64.self) == value)
  }

  @Test(arguments: [
    "0.5", "1.5", "1e-1", "15e-1", "-0.1", "1e-99999999999999999999", "123456789012345678901234567890.5",
    "18446744073709551616e-1", "9223372036854775807.0000000000000000000000000000000001",
  ])
  func aFractionIsSeen(_ text: String) {
    #expect(scanned(text) == .fraction)
  }

  @Test(arguments: [
    "18446744073709551616", "-18446744073709551616", "1e20", "1e99999999999999999999", "99999999999e10",
  ])
  func moreThan64BitsAreSeen(_ text: String) {
    #expect(scanned(text) == .tooLarge)
    #expect(scanned(text)?.exactly(UInt64.self) == nil)
  }

  @Test func theLastOf64BitsIsExact() {
    #expect(scanned("18446744073709551615")?.exactly(UInt64.self) == .max)
    #expect(scanned("18446744073709551615")?.exactly(Int64.self) == nil)
    #expect(scanned("9223372036854775808")?.exactly(Int64.self) == nil)
    #expect(scanned("-9223372036854775809")?.exactly(Int64.self) == nil)
    #expect(scanned("-1")?.exactly(UInt32.self) == nil)
    #expect(scanned("-2147483648")?.exactly(Int32.self) == .min)
  }

  @Test(arguments: [
    ("", 0), ("-", 1), ("+1", 0), (".5", 0), ("1.", 2), ("1.e1", 2), ("1e", 2), ("1e+", 3), ("1e-x", 3), ("--1", 1),
    ("Infinity", 0), ("NaN", 0), ("e1", 0), ("-e1", 1), (" 1", 0),
  ])
  func whatIsNoNumberIsNone(_ text: String, _ place: Int) {
    var position = 0
    #expect(Array(text.utf8).withUnsafeBytes { JSONInteger(scanning: $0, at: &position) } == nil)
    #expect(position == place)
  }

  @Test(arguments: [("01", 1), ("1x", 1), ("-01", 2), ("1.0.0", 3), ("1e1e1", 3), ("0x1", 1), ("1_000", 1), ("1 ", 1)])
  func aNumberEndsWhereTheGrammarEndsIt(_ text: String, _ place: Int) {
    var position = 0
    #expect(Array(text.utf8).withUnsafeBytes { JSONInteger(scanning: $0, at: &position) } != nil)
    #expect(position == place)
  }

  @Test func aMillionDigitsAreJustDigits() {
    let zeros = String(repeating: "0", count: 1_000_000)
    #expect(scanned("1" + zeros + "e-1000000")?.exactly(Int64.self) == 1)
    #expect(scanned("0." + zeros + "7e1000001")?.exactly(Int64.self) == 7)
    #expect(scanned("1" + zeros) == .tooLarge)
    #expect(scanned("1" + zeros + "1") == .tooLarge)
    #expect(scanned("1." + zeros + "1") == .fraction)
    #expect(scanned("1e1" + zeros) == .tooLarge)
    #expect(scanned("1e-" + zeros + "0")?.exactly(Int64.self) == 1)
  }

  private func scanned(_ text: String) -> JSONInteger? {
    Array(text.utf8).withUnsafeBytes { bytes in
      var position = 0
      let number = JSONInteger(scanning: bytes, at: &position)
      return position == bytes.count ? number : nil
    }
  }
}
