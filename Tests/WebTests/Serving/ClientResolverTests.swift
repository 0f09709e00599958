import HTTPTypes
import Testing

@testable import Web

@Suite("Who asks") struct ClientResolverTests {
  private let resolver = ClientResolver(
    trustedProxies: ["10.0.0.0/8", "2001:db8::/32", "192.0.2.7"].compactMap { NetworkPrefix($0) })

  private func fields(for addresses: [String], proto: [String] = []) -> HTTPFields {
    var fields = HTTPFields()
    for address in addresses { fields.append(HTTPField(name: .forwardedFor, value: address)) }
    for proto in proto { fields.append(HTTPField(name: .forwardedProto, value: proto)) }
    return fields
  }

  @Test(arguments: [
    // What strangers write does not count.
    ("203.0.113.5", ["198.51.100.1"], "203.0.113.5"), ("203.0.113.5", [], "203.0.113.5"),
    ("192.0.2.8", ["198.51.100.1"], "192.0.2.8"),
    // A trusted proxy is believed, and only what it added itself.
    ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"), ("192.0.2.7", ["198.51.100.1"], "198.51.100.1"),
    ("10.0.0.1", ["1.1.1.1, 198.51.100.1"], "198.51.100.1"), ("10.0.0.1", ["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
    ("2001:db8::5", ["198.51.100.1 , 10.1.1.1,2001:db8:1::2"], "198.51.100.1"),
    ("::ffff:10.0.0.1", ["198.51.100.1"], "198.51.100.1"), ("10.0.0.1", ["2001:db9::1"], "2001:db9::1"),
    // Every one is a proxy of ours: the outermost one asks.
    ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"), ("10.0.0.1", [], "10.0.0.1"),
    // With ports.
    ("10.0.0.1", ["198.51.100.1:1234"], "198.51.100.1"), ("10.0.0.1", ["[2001:db9::1]:80"], "2001:db9::1"),
    ("10.0.0.1", ["[2001:db9::1]"], "2001:db9::1"),
    // What is no address ends the way back.
    ("10.0.0.1", ["198.51.100.1, unknown"], "10.0.0.1"), ("10.0.0.1", ["198.51.100.1, unknown, 10.0.0.2"], "10.0.0.2"),
    ("10.0.0.1", ["198.51.100.1,"], "10.0.0.1"), ("10.0.0.1", ["a\u{22}><script>"], "10.0.0.1"),
    ("10.0.0.1", ["[2001:db9::1"], "10.0.0.1"), ("", ["198.51.100.1"], ""),
  ])
  func `is the rightmost address that no proxy of ours has`(
    peer: String, forwarded: [String], address: String
  ) {
    #expect(resolver.client(peer: peer, isEncrypted: false, headers: fields(for: forwarded)).address == address)
  }

  @Test func `the scheme is that which a trusted proxy tells`() {
    let isSecure = { (peer: String, isEncrypted: Bool, proto: [String]) in
      self.resolver.client(peer: peer, isEncrypted: isEncrypted, headers: self.fields(for: [], proto: proto)).isSecure
    }
    #expect(isSecure("10.0.0.1", false, ["https"]) && isSecure("10.0.0.1", false, ["HTTPS"]))
    #expect(isSecure("10.0.0.1", false, ["http, https"]) && isSecure("10.0.0.1", false, ["http", "https"]))
    #expect(!isSecure("10.0.0.1", false, ["https, http"]) && !isSecure("10.0.0.1", true, ["http"]))
    #expect(!isSecure("203.0.113.5", false, ["https"]) && isSecure("203.0.113.5", true, ["http"]))
    #expect(isSecure("10.0.0.1", true, []) && !isSecure("10.0.0.1", false, []))
  }

  @Test func `a proxy that is not trusted is noticed`() {
    for field in ["x-forwarded-for", "x-forwarded-proto", "forwarded", "x-real-ip", "via"] {
      var fields = HTTPFields()
      fields[HTTPField.Name(field)!] = "x"
      #expect(resolver.client(peer: "127.0.0.1", isEncrypted: false, headers: fields).cameThroughStranger, "\(field)")
      #expect(!resolver.client(peer: "10.0.0.1", isEncrypted: false, headers: fields).cameThroughStranger, "\(field)")
    }
    #expect(!resolver.client(peer: "127.0.0.1", isEncrypted: false, headers: [:]).cameThroughStranger)
  }

  @Test func `reaches the routes`() async throws {
    var options = TestWeb.Options.testRoutes()
    options.configure = { $0.trustedProxies = [NetworkPrefix("127.0.0.0/8")].compactMap { $0 } }
    try await withWeb(options) { web in
      let answer = try await web.get(
        "/client", headers: [("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-Proto", "https")])
      #expect(answer.text == "198.51.100.1 true false\n")
    }
    try await withWeb(.testRoutes()) { web in
      let answer = try await web.get(
        "/client", headers: [("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-Proto", "https")])
      #expect(answer.text == "127.0.0.1 false true\n")
    }
  }
}
