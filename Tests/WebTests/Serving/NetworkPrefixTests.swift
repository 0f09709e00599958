import Testing

@testable import Web

@Suite("Ranges of network addresses") struct NetworkPrefixTests {
  @Test(arguments: [
    ("10.0.0.0/8", ["10.0.0.0", "10.255.255.255", "::ffff:10.1.2.3"], ["11.0.0.0", "9.255.255.255", "::a00:1"]),
    ("192.0.2.128/25", ["192.0.2.128", "192.0.2.255"], ["192.0.2.127", "192.0.3.0"]),
    ("192.0.2.1", ["192.0.2.1"], ["192.0.2.0", "192.0.2.2"]), ("192.0.2.1/32", ["192.0.2.1"], ["192.0.2.0"]),
    ("0.0.0.0/0", ["0.0.0.0", "255.255.255.255"], ["::", "::1"]), ("::/0", ["::1", "ffff::"], ["1.2.3.4"]),
    ("2001:db8::/32", ["2001:db8::", "2001:db8:ffff::1"], ["2001:db9::", "2001:db7:ffff::"]),
    ("::1", ["::1"], ["::", "::2", "127.0.0.1"]), ("::ffff:192.0.2.1", ["192.0.2.1"], ["192.0.2.2"]),
    ("fe80::/10", ["fe80::1", "febf::1"], ["fec0::"]),
  ])
  func `hold the addresses that begin alike`(text: String, inside: [String], outside: [String]) throws {
    let prefix = try #require(NetworkPrefix(text))
    for address in inside { #expect(NetworkAddress(address).map(prefix.contains) == true, "\(address)") }
    for address in outside { #expect(NetworkAddress(address).map(prefix.contains) == false, "\(address)") }
  }

  @Test(arguments: [
    "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.1/8", "10.0.0.0/ 8",
    "10/8",
    "::/129", "2001:db8::1/32", "host", "10.0.0.0/٨", "::ffff:10.0.0.0/104", "[::1]", "10.0.0.0/0008", "fe80::1%eth0",
  ])
  func `are refused when they are none`(text: String) {
    #expect(NetworkPrefix(text) == nil)
  }

  @Test func `know which address is this machine's own`() {
    for address in ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"] {
      #expect(NetworkAddress(address)?.isLoopback == true, "\(address)")
    }
    for address in ["126.255.255.255", "128.0.0.0", "::2", "::", "0.0.0.0", "::ffff:10.0.0.1"] {
      #expect(NetworkAddress(address)?.isLoopback == false, "\(address)")
    }
  }
}
