import Testing

@testable import ProtobufC

@Suite struct JSONFieldNameTests {
  /// As protoc derives `json_name`; tested against it for every field of the contract too.
  @Test(arguments: [
    ("program", "program"), ("sub_id", "subId"), ("unit_price_minor", "unitPriceMinor"), ("sale_rate_e4", "saleRateE4"),
    ("a__b", "aB"), ("_a", "A"), ("a_", "a"), ("a_1b", "a1b"), ("fooBar_baz", "fooBarBaz"), ("A_B", "AB"), ("", ""),
  ])
  func isDerivedAsProtocDoes(_ name: String, _ expected: String) {
    var bytes: [UInt8] = []
    forEachLowerCamelCaseByte(of: name) { byte in
      bytes.append(byte)
      return true
    }
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [("", true), ("a", false), ("ab", true), ("abc", false), ("aB", false), ("ab\0", false)])
  func comparingSeesTheWholeName(_ bytes: String, _ isEmptyOrAB: Bool) {
    let name = bytes.isEmpty ? "" : "ab"
    #expect(Array(bytes.utf8).withUnsafeBytes { isEqual($0, name) } == isEmptyOrAB)
  }

  @Test func aNameFromOutsideIsShownShortAndEscaped() {
    #expect(Array("a\"b\\\u{1B}[2J\né".utf8).withUnsafeBytes(shown) == #"a\"b\\\u{1B}[2J\n\u{00E9}"#)
    #expect(
      Array(repeating: UInt8(ascii: "x"), count: 65).withUnsafeBytes(shown) == String(repeating: "x", count: 64) + "…")
    #expect([0xFF as UInt8].withUnsafeBytes(shown) == #"\u{FFFD}"#)
  }
}
