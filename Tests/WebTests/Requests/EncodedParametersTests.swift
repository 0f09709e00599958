import Testing

@testable import Web

/// Reading queries and forms as bytes.
@Suite struct EncodedParametersTests {
  private func pairs(_ query: String) -> [String] {
    EncodedParameters(Array(query.utf8)[...]).map { parameter in
      "\(String(decoding: parameter.name, as: UTF8.self))>\(String(decoding: parameter.value, as: UTF8.self))"
    }
  }

  @Test(
    arguments: [
      ("", []), ("&", []), ("&&&", []), ("a", ["a>"]), ("a=", ["a>"]), ("=", [">"]), ("=b", [">b"]),
      ("a=b", ["a>b"]), ("a=b&a=c", ["a>b", "a>c"]), ("a=b=c", ["a>b=c"]), ("&a=b&", ["a>b"]), ("%61=%62", ["a>b"]),
      ("a+b=c+d", ["a b>c d"]), ("a%3Db=c%26d", ["a=b>c&d"]), ("a;b=c", ["a;b>c"]), ("a=%2B", ["a>+"]),
    ] as [(String, [String])])
  func parametersAreTakenApartAsByBrowsers(query: String, expected: [String]) {
    #expect(pairs(query) == expected)
  }

  @Test(arguments: [
    ("%", "%"), ("%%", "%%"), ("%4", "%4"), ("%4g", "%4g"), ("%zz", "%zz"), ("100%", "100%"), ("%%41", "%A"),
    ("%2541", "%41"),
    ("%4%41", "%4A"), ("%c3%BC", "ü"), ("a%20b", "a b"), ("+", " "), ("%u0041", "%u0041"),
  ])
  func whatIsNoEscapeStandsForItself(encoded: String, expected: String) {
    #expect(PercentDecoding.decode(Array(encoded.utf8)[...]) == Array(expected.utf8))
  }

  @Test func everyByteCanBeMeant() {
    for byte in UInt8.min ... .max {
      #expect(PercentDecoding.decode(Array(encoded([byte]).utf8)[...]) == [byte])
      #expect(PercentDecoding.decode(Array(encoded([byte]).uppercased().utf8)[...]) == [byte])
    }
    // Of a part of longer bytes, whose indices do not begin at 0.
    #expect(PercentDecoding.decode(Array("xx%41%".utf8)[2...]) == Array("A%".utf8))
  }

  @Test(arguments: [
    ("/t?a=b", "a=b"), ("/t", ""), ("/t?", ""), ("/t?a?b", "a?b"), ("/t?a#b", "a"), ("/t#a?b", ""), ("", ""),
    ("http://host/t?a", "a"),
  ])
  func theQueryOfATargetIsWhatFollowsItsFirstMark(target: String, expected: String) {
    #expect(Array(EncodedParameters(target: target).bytes) == Array(expected.utf8))
    #expect(EncodedParameters(target: nil).bytes.isEmpty)
  }
}
