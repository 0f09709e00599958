import ChildProcesses
import NIOCore
import NIOPosix
import Testing

@testable import TTRPC

@Suite struct TLSTests {
  private let payload = ByteBuffer(bytes: [1, 2, 3])

  private func withTLSServer(
    limits: Limits = Limits(), names: String = "IP:127.0.0.1,DNS:localhost",
    _ body: (Server, Int, TestCertificate) async throws -> Void
  ) async throws {
    let certificate = try await TestCertificate(names: names)
    defer { certificate.remove() }
    let tls = ServerTLS(certificateChainPath: certificate.chain, privateKeyPath: certificate.key)
    try await withServer(limits: limits, tls: tls) { server, port in try await body(server, port, certificate) }
  }

  @Test(arguments: ["127.0.0.1", "localhost"]) func aCallTravelsEncrypted(host: String) async throws {
    try await withTLSServer { _, port, certificate in
      let client = try TTRPCClient(host: host, port: port, tls: ClientTLS(trustedRootsPath: certificate.root))
      let reply = try await client.call(service: "test.Echo", method: "Async", payload: payload)
      #expect(reply == payload)
      let large = ByteBuffer(repeating: 9, count: 4_000_000)
      let largeReply = try await client.call(service: "test.Echo", method: "Command", payload: large)
      #expect(largeReply == large)
      await client.close()
    }
  }

  @Test func aServerThatTheRootsDoNotVouchForIsUnavailable() async throws {
    try await withTLSServer { server, port, _ in
      let stranger = try await TestCertificate(names: "IP:127.0.0.1")
      defer { stranger.remove() }
      let client = try TTRPCClient(host: "127.0.0.1", port: port, tls: ClientTLS(trustedRootsPath: stranger.root))
      let error = await #expect(throws: RPCError.self) {
        try await client.call(service: "test.Echo", method: "Inline", payload: payload)
      }
      #expect(error?.code == .unavailable)
      #expect(server.metrics.callsStarted == 0)
      await client.close()
    }
  }

  @Test(arguments: [nil, "elsewhere.example"]) func aCertificateForAnotherNameIsUnavailable(name: String?) async throws
  {
    try await withTLSServer(names: "DNS:localhost") { server, port, certificate in
      let tls = ClientTLS(trustedRootsPath: certificate.root, serverName: name)
      let client = try TTRPCClient(host: "127.0.0.1", port: port, tls: tls)
      let error = await #expect(throws: RPCError.self) {
        try await client.call(service: "test.Echo", method: "Inline", payload: payload)
      }
      #expect(error?.code == .unavailable)
      #expect(server.metrics.callsStarted == 0)
      await client.close()

      let named = ClientTLS(trustedRootsPath: certificate.root, serverName: "localhost")
      let other = try TTRPCClient(host: "127.0.0.1", port: port, tls: named)
      let reply = try await other.call(service: "test.Echo", method: "Inline", payload: payload)
      #expect(reply == payload)
      await other.close()
    }
  }

  @Test func aHandshakeThatNeverEndsClosesTheConnection() async throws {
    var limits = Limits()
    limits.handshakeTimeout = .milliseconds(40)
    try await withTLSServer(limits: limits) { server, port, _ in
      let connection = try await RawConnection(port: port)
      // The connection may be closed before this is sent.
      try? await connection.send([0x16, 3, 1])
      try await connection.waitUntilClosed()
      #expect(server.metrics.connectionsTimedOut == 1)
    }
  }

  @Test func plainTextOnATLSPortIsCutOff() async throws {
    try await withTLSServer { server, port, _ in
      let connection = try await RawConnection(port: port)
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Inline")))
      try await connection.waitUntilClosed()
      #expect(server.metrics.callsStarted == 0)
    }
  }

  @Test func filesThatAreNotThereAreNamed() async throws {
    let server = Server(
      methods: MethodTable([]), group: MultiThreadedEventLoopGroup.singleton,
      tls: ServerTLS(certificateChainPath: "/nowhere/chain.pem", privateKeyPath: "/nowhere/key.pem"),
      logger: quietLogger)
    let error = await #expect(throws: ServerStartError.self) { try await server.start(host: "127.0.0.1", port: 0) }
    #expect(error?.description.contains("/nowhere/chain.pem") == true)
    let failure = #expect(throws: RPCError.self) {
      try TTRPCClient(host: "localhost", port: 1, tls: ClientTLS(trustedRootsPath: "/nowhere/roots.pem"))
    }
    #expect(failure?.code == .failedPrecondition)
  }
}
