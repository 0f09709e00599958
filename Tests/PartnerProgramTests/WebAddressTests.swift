import PartnerProgram
import Testing

@Suite struct WebAddressTests {
  /// What is sent, and what browsers would go to: scheme and host, and the rest.
  @Test(arguments: [
    ("https://shop.example.com", "https://shop.example.com", "shop.example.com", ""),
    ("https://shop.example.com/", "https://shop.example.com", "shop.example.com", "/"),
    ("http://shop.example.com?a=1", "http://shop.example.com", "shop.example.com", "?a=1"),
    ("https://shop.example.com#top", "https://shop.example.com", "shop.example.com", "#top"),
    ("HTTPS://Shop.EXAMPLE.com/Path?Q=A#F", "https://shop.example.com", "shop.example.com", "/Path?Q=A#F"),
    ("hTTp://localhost", "http://localhost", "localhost", ""),
    ("https://shop.example.com:443/", "https://shop.example.com", "shop.example.com", "/"),
    ("http://shop.example.com:80/", "http://shop.example.com", "shop.example.com", "/"),
    ("https://shop.example.com:80/", "https://shop.example.com:80", "shop.example.com:80", "/"),
    ("http://localhost:65535/x", "http://localhost:65535", "localhost:65535", "/x"),
    ("http://192.0.2.255:1", "http://192.0.2.255:1", "192.0.2.255:1", ""),
    ("http://[::1]:8080/x", "http://[::1]:8080", "[::1]:8080", "/x"),
    ("https://[2001:DB8::ffff:192.0.2.1]/", "https://[2001:db8::ffff:192.0.2.1]", "[2001:db8::ffff:192.0.2.1]", "/"),
    ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example", "xn--bcher-kva.example", "/"),
    ("https://a-b.1.2.example/", "https://a-b.1.2.example", "a-b.1.2.example", "/"),
    ("https://0x.example/", "https://0x.example", "0x.example", "/"),
    (
      "https://shop.example.com/a%20b%C3%A4?c=%2F&d='!$*()~,;:@[]", "https://shop.example.com", "shop.example.com",
      "/a%20b%C3%A4?c=%2F&d='!$*()~,;:@[]"
    ),
    ("https://shop.example.com//evil.example/", "https://shop.example.com", "shop.example.com", "//evil.example/"),
    ("https://shop.example.com/@evil.example", "https://shop.example.com", "shop.example.com", "/@evil.example"),
    ("https://shop.example.com?@evil.example", "https://shop.example.com", "shop.example.com", "?@evil.example"),
    ("https://shop.example.com#@evil.example", "https://shop.example.com", "shop.example.com", "#@evil.example"),
  ])
  func anAddressIsReadAsBrowsersReadIt(_ sent: String, _ origin: String, _ host: String, _ rest: String) throws {
    let address = try #require(WebAddress(sent))
    #expect(address.origin == origin && address.host == host && address.text == origin + rest)
    #expect(WebAddress(address.text) == address, "what is stored is read as the same")
  }

  @Test(arguments: HostileAddresses.all)
  func whatTwoProgramsCouldReadInTwoWaysIsNoAddress(_ text: String) {
    #expect(WebAddress(text) == nil)
    let error = fieldError { () throws(FieldError) in _ = try WebAddress(text, field: "landing_url") }
    #expect(error?.field == "landing_url")
  }

  @Test func theLimitsAreInclusive() throws {
    let start = "https://shop.example.com/"
    let longest = start + String(repeating: "a", count: 2_048 - start.utf8.count)
    #expect(WebAddress(longest)?.text == longest)
    #expect(WebAddress(longest + "a") == nil)

    let label = String(repeating: "a", count: 63)
    #expect(WebAddress("https://\(label).example") != nil && WebAddress("https://a\(label).example") == nil)
    let name = "\(label).\(label).\(label).\(label.dropLast(2))"
    #expect(name.utf8.count == 253)
    #expect(WebAddress("https://\(name)/")?.host == name && WebAddress("https://\(name)a/") == nil)
  }

  /// No byte but those of the grammar is taken anywhere.
  @Test func everyOtherByteIsRefusedInThePath() {
    let refused = Set(#""%<>\^`{|}"#.utf8)
    for byte in UInt8.min...(.max) {
      let text = String(decoding: Array("https://shop.example.com/".utf8) + [byte], as: UTF8.self)
      #expect((WebAddress(text) != nil) == ((0x21...0x7E).contains(byte) && !refused.contains(byte)), "\(byte)")
    }
  }

  @Test(arguments: [
    ("https://a.example", "https://a.example/?t=1"), ("https://a.example/", "https://a.example/?t=1"),
    ("https://a.example?", "https://a.example/?t=1"), ("https://a.example/p?", "https://a.example/p?t=1"),
    ("https://a.example/p?x=2", "https://a.example/p?x=2&t=1"),
    ("https://a.example/p?x=2#f?g", "https://a.example/p?x=2&t=1#f?g"),
    ("https://a.example#f", "https://a.example/?t=1#f"), ("https://a.example/p#f?t=3", "https://a.example/p?t=1#f?t=3"),
    ("https://a.example/p?t=0", "https://a.example/p?t=0&t=1"),
  ])
  func aParameterStandsAtTheEndOfTheQuery(_ address: String, _ expected: String) throws {
    let longer = try #require(WebAddress(address)).appendingQuery(name: "t", value: "1")
    #expect(longer.text == expected && longer == WebAddress(expected))
  }

  @Test(arguments: [
    ("https://a.example/p", "https://a.example/p?t=1"), ("https://a.example/p?t=0", "https://a.example/p?t=1"),
    ("https://a.example/p?t", "https://a.example/p?t=1"),
    ("https://a.example/p?t=0&x=2&t=", "https://a.example/p?x=2&t=1"),
    ("https://a.example/p?tt=0&x=t=3#t=4", "https://a.example/p?tt=0&x=t=3&t=1#t=4"),
  ])
  func aParameterTakesThePlaceOfThoseOfItsName(_ address: String, _ expected: String) throws {
    #expect(try #require(WebAddress(address)).replacingQuery(name: "t", value: "1").text == expected)
  }

  @Test func namesAndValuesAreEncoded() throws {
    let address = try #require(WebAddress("https://a.example/"))
    let longer = address.appendingQuery(name: "a&b", value: "1 +&#=%/ä\u{0}~-._")
    #expect(longer.text == "https://a.example/?a%26b=1%20%2B%26%23%3D%25%2F%C3%A4%00~-._")
    #expect(longer.host == "a.example" && WebAddress(longer.text) == longer)
    #expect(longer.replacingQuery(name: "a&b", value: "").text == "https://a.example/?a%26b=")
  }
}
