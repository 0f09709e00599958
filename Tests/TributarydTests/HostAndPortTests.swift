import Testing

@testable import tributaryd

@Suite("HOST:PORT") struct HostAndPortTests {
  @Test(arguments: [
    ("127.0.0.1:80", "127.0.0.1", 80), ("localhost:0", "localhost", 0), ("[::1]:65535", "::1", 65_535),
    ("localhost", "localhost", 7_411), ("[::1]", "::1", 7_411), ("::1", "::1", 7_411),
  ])
  func `is read as it is written`(text: String, host: String, port: Int) throws {
    let address = try #require(HostAndPort(argument: text))
    #expect(address.host == host && address.port == port)
    #expect(HostAndPort(argument: address.description)?.description == address.description)
  }

  @Test(arguments: ["", ":80", "host:", "host:65536", "host:-1", "host:x", "[]:1", "host:80 "])
  func `is refused when it is no address`(text: String) {
    #expect(HostAndPort(argument: text) == nil)
  }
}
