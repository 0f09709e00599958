import Logging
import NIOCore
import NIOPosix
import ProtobufC
import TTRPC
import Testing
import TributaryClient

@Suite struct SocketTests {
  /// A server that answers the health check when the key is right.
  private static let methods = MethodTable([
    ServiceDefinition(
      name: HealthService.name,
      methods: [
        .inline("Check") { (call, _, reply) throws(RPCError) in
          let isKnown = call.withMetadata("authorization") { $0.map(Array.init) == Array("Bearer tk_1".utf8) }
          guard isKnown else { throw RPCError(.unauthenticated, "no such key") }
          try reply.write(HealthCheckResponse(status: .serving))
        }
      ])
  ])

  @Test func callsAndErrorsCrossASocket() async throws {
    let server = Server(
      methods: Self.methods, group: MultiThreadedEventLoopGroup.singleton, logger: Logger(label: "test"))
    let port = try #require(try await server.start(host: "127.0.0.1", port: 0).port)

    let tributary = try TributaryClient(address: "127.0.0.1:\(port)", key: "tk_1")
    #expect(try await tributary.health() == .serving)
    let unknown = await #expect(throws: TributaryError.self) { try await tributary.program("shop") }
    #expect(unknown?.code == .unimplemented)
    await tributary.close()

    let stranger = try TributaryClient(address: "127.0.0.1:\(port)", key: "tk_2")
    let refused = await #expect(throws: TributaryError.self) { try await stranger.health() }
    #expect(refused == TributaryError(.unauthenticated, "no such key"))
    await stranger.close()

    await server.shutdown(grace: .seconds(1))
    let late = try TributaryClient(address: "127.0.0.1:\(port)", key: "tk_1", retry: .never)
    let gone = await #expect(throws: TributaryError.self) { try await late.health() }
    #expect(gone?.code == .unavailable)
    await late.close()
  }
}
