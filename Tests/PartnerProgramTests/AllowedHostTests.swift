import PartnerProgram
import Testing

@Suite struct AllowedHostTests {
  @Test(arguments: [
    ("shop.example.com", "shop.example.com", true), ("SHOP.Example.com", "shop.example.com", true),
    ("shop.example.com", "shop.example.com:8080", false), ("shop.example.com:8080", "shop.example.com:8080", true),
    ("shop.example.com", "www.shop.example.com", false), ("shop.example.com", "example.com", false),
    ("shop.example.com", "evilshop.example.com", false), ("shop.example.com", "shop.example.com.evil.example", false),
    ("*.example.com", "shop.example.com", true), ("*.example.com", "a.b.example.com", true),
    ("*.EXAMPLE.com", "shop.example.com", true), ("*.example.com", "example.com", false),
    ("*.example.com", "evilexample.com", false), ("*.example.com", ".example.com", false),
    ("*.example.com", "shop.example.com:8080", false), ("*.example.com", "shop.example.com.evil.example", false),
    ("*.example.com", "*.example.com.evil.example", false), ("*.com", "example.com", true),
    ("[::1]:8080", "[::1]:8080", true), ("[::1]", "[::1]:8080", false), ("192.0.2.1", "192.0.2.1", true),
    ("localhost", "localhost", true),
  ])
  func onlyTheHostsThatAreMeantMatch(_ pattern: String, _ host: String, _ isAllowed: Bool) throws {
    #expect(try AllowedHost(pattern).matches(host) == isAllowed)
  }

  @Test(arguments: [
    "", " ", "*", "*.", "**.example.com", "*.*.example.com", "*example.com", "a.*.example.com", "example.*",
    "https://shop.example.com", "shop.example.com/", "shop.example.com/x", "shop.example.com?", "user@shop.example.com",
    "shop.example.com.", ".example.com", "*..example.com", "shop..example.com", "-a.example.com", "a_b.example.com",
    "shop.example.com:", "shop.example.com:0", "shop.example.com:65536", "*.example.com:8080", "*.192.0.2.1", "*.[::1]",
    "[::1", "::1", "1.2.3", "0x7f.1", "shöp.example.com", "shop.example.com\u{0}", "shop.example.com\n",
    "shop。example.com", "shop.example.com,evil.example", "shop example.com", "%73hop.example.com",
    "shop.example.com\\evil",
  ])
  func anythingElseIsNoPattern(_ text: String) {
    let error = fieldError { () throws(FieldError) in _ = try AllowedHost(text, field: "allowed_hosts[3].host") }
    #expect(error?.field == "allowed_hosts[3].host")
  }

  @Test func aPatternIsAsLongAsAName() throws {
    let label = String(repeating: "a", count: 63)
    let name = "\(label).\(label).\(label).\(label.dropLast(2))"
    #expect(try AllowedHost("*.\(name)").text == "*.\(name)")
    #expect(throws: FieldError.self) { try AllowedHost("\(name)a") }
    #expect(throws: FieldError.self) { try AllowedHost("*.\(name)a") }
  }
}
