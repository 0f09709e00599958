import ChildProcesses
import NIOCore
import NIOSSL
import TTRPC
import Testing

@testable import Web

@Suite("HTTP over TLS") struct TLSTests {
  private func withTLS(
    limits: WebLimits = WebLimits(), _ body: (TestWeb, NIOSSLContext) async throws -> Void
  ) async throws {
    let certificate = try await TestCertificate(names: "IP:127.0.0.1")
    defer { certificate.remove() }
    var options = TestWeb.Options.testRoutes(limits: limits)
    options.configure = {
      $0.tls = ServerTLS(certificateChainPath: certificate.chain, privateKeyPath: certificate.key)
    }
    var client = TLSConfiguration.makeClientConfiguration()
    client.trustRoots = .file(certificate.root)
    client.applicationProtocols = ["h2", "http/1.1"]
    let context = try NIOSSLContext(configuration: client)
    try await withWeb(options) { web in try await body(web, context) }
  }

  @Test func `answers, knows that it is secure, and ends in order`() async throws {
    try await withTLS { web, tls in
      let connection = try await web.connect(tls: tls)
      for _ in 0..<2 {
        try await connection.send("GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
        #expect(try await connection.answer().text == "127.0.0.1 true false\n")
      }
      try await connection.send("GET /large HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
      #expect(try await connection.answer().body.count == 4 << 20)
      #expect(try await connection.remainder() == [])
      await connection.close()
    }
  }

  @Test func `a handshake that does not come to its end is given up`() async throws {
    var limits = WebLimits()
    limits.readTimeout = .milliseconds(200)
    try await withTLS(limits: limits) { web, _ in
      let connection = try await web.connect()
      try? await connection.send([0x16, 0x03, 0x01, 0x02])
      try await eventually { web.services.metrics.count(of: .connectionsClosed, reason: "handshake") == 1 }
      await connection.close()
    }
  }

  @Test func `plain text gets no answer, and disturbs nobody`() async throws {
    try await withTLS { web, tls in
      let plain = try await web.connect()
      try await plain.send("GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
      await #expect(throws: (any Error).self) { try await plain.answer() }
      await plain.close()
      let connection = try await web.connect(tls: tls)
      try await connection.send("GET /client HTTP/1.1\r\nhost: a\r\n\r\n")
      #expect(try await connection.answer().status == 200)
      await connection.close()
    }
  }
}
