import Testing
@testable import TributaryClient

@Suite struct ServerAddressTests {
  @Test(arguments: [
    ("localhost:7411", "localhost", 7411),
    ("10.0.0.1:1", "10.0.0.1", 1),
    ("[::1]:65535", "::1", 65_535),
    ("tracker.example.com:443", "tracker.example.com", 443),
  ])
  func anAddressIsReadAndWritten(_ text: String, _ host: String, _ port: Int) throws {
    let address = try ServerAddress(text)
    #expect(address == ServerAddress(host: host, port: port))
    #expect(address.description == text)
  }

  @Test(arguments: [
    "", "localhost", "localhost:", ":7411", "localhost:0", "localhost:65536", "localhost:+1", "localhost:١",
    "::1:7411", "[localhost]:7411", "[]:7411", "local host:7411", "localhost:7411 ",
  ])
  func whatIsNoAddressIsRefused(_ text: String) {
    let error = #expect(throws: TributaryError.self) { try ServerAddress(text) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.field == "address")
  }

  @Test(arguments: [
    ("localhost", true), ("127.0.0.1", true), ("127.1.2.3", true), ("::1", true), ("128.0.0.1", false),
    ("127.0.0.1.example.com", false), ("127.0.0", false), ("127.0.0.256", false), ("example.com", false),
    ("10.0.0.1", false),
  ])
  func onlyThisMachineIsSpokenToInTheClear(_ host: String, _ isLoopback: Bool) {
    let address = ServerAddress(host: host, port: 1)
    #expect(address.isLoopback == isLoopback)
    #expect(ConnectionSecurity.automatic.trustRoots(for: address) == (isLoopback ? nil : .system))
    #expect(ConnectionSecurity.tls(roots: .file("a.pem")).trustRoots(for: address) == .file("a.pem"))
    #expect(ConnectionSecurity.plaintext.trustRoots(for: address) == nil)
  }

  @Test func aClientOfAnImpossibleServerIsNotMade() {
    func code(_ make: () throws(TributaryError) -> TributaryClient) -> StatusCode? {
      do throws(TributaryError) {
        _ = try make()
        return nil
      } catch {
        return error.code
      }
    }
    let noPort = ServerAddress(host: "localhost", port: 70_000)
    let noRoots = ConnectionSecurity.tls(roots: .file("/nonexistent/roots.pem"))
    #expect(code { () throws(TributaryError) in try TributaryClient(address: noPort, key: nil) } == .invalidArgument)
    #expect(
      code { () throws(TributaryError) in
        try TributaryClient(address: "localhost:1", key: nil, retry: RetryPolicy(attempts: 0))
      } == .invalidArgument)
    #expect(
      code { () throws(TributaryError) in
        try TributaryClient(address: "localhost:1", key: nil, security: noRoots)
      } == .invalidArgument)
  }
}
