import NIOCore
import NIOPosix
import Testing

@testable import TTRPC

@Suite struct ServerLifecycleTests {
  @Test(.timeLimit(.minutes(10))) func shutdownLetsCallsEndAndRefusesNewOnes() async throws {
    let held = HeldCalls()
    let host = "127.0.0.2"
    try await withServer([echoService([held.method])], host: host) { server, port in
      let connection = try await RawConnection(host: host, port: port)
      let idle = try await RawConnection(host: host, port: port)
      try await idle.send(frame(.request, stream: 1, data: request("test.Echo", "Inline")))
      _ = try await idle.response()
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Hold")))
      let call = try await held.next()

      async let shutdown: Void = server.shutdown(grace: .hours(1))
      try await idle.waitUntilClosed()
      try await connection.send(frame(.request, stream: 3, data: request("test.Echo", "Inline")))
      let refused = try await connection.response()
      #expect(refused.stream == 3)
      #expect(refused.outcome == .failure(Refusal.draining.error))
      // A program that another test starts at this moment holds the closed listener until it has begun to run. Nobody
      // accepts from it.
      while let unheard = try? await RawConnection(host: host, port: port) { try await unheard.close() }
      #expect(server.metrics.connectionsAccepted == 2)

      call.lane.run { call.succeed([1]) }
      let last = try await connection.response()
      #expect(last.stream == 1 && last.outcome == .success([1]))
      try await connection.waitUntilClosed()
      await shutdown
      #expect(server.metrics.connectionsOpen == 0)
    }
  }

  @Test(.timeLimit(.minutes(10))) func aCallThatMeetsAShutdownIsRefusedAlsoWhenNoneIsInFlight() async throws {
    var limits = Limits()
    limits.drainQuietTime = .hours(1)
    try await withServer(limits: limits) { server, port in
      let connection = try await RawConnection(port: port)
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Inline")))
      _ = try await connection.response()
      async let shutdown: Void = server.shutdown(grace: .hours(1))
      while await !server.lanes[0].ask(\.isDraining) { await Task.yield() }
      for stream: UInt32 in [3, 5] {
        try await connection.send(frame(.request, stream: stream, data: request("test.Echo", "Inline")))
        let refused = try await connection.response()
        #expect(refused.stream == stream && refused.outcome == .failure(Refusal.draining.error))
      }
      try await connection.close()
      await shutdown
    }
  }

  @Test func aLargeLastReplyIsSentInFullBeforeTheConnectionCloses() async throws {
    let held = HeldCalls()
    try await withServer([echoService([held.method])]) { server, port in
      let connection = try await RawConnection(port: port, autoRead: false)
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Hold")))
      let call = try await held.next()
      let reply = [UInt8](repeating: 7, count: 4_000_000)
      call.lane.run { call.succeed(reply) }
      async let shutdown: Void = server.shutdown(grace: .hours(1))
      while await !call.lane.ask(\.isDraining) { await Task.yield() }
      try await connection.startReading()
      let isWhole = try await connection.response().outcome == .success(reply)
      #expect(isWhole)
      await shutdown
    }
  }

  @Test func graceEndsTheWait() async throws {
    let held = HeldCalls()
    try await withServer([echoService([held.method])]) { server, port in
      let connection = try await RawConnection(port: port)
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Hold")))
      let call = try await held.next()
      await server.shutdown(grace: .milliseconds(20))
      try await connection.waitUntilClosed()
      // Its answer is dropped, and harmless.
      call.lane.run { call.succeed([1]) }
    }
  }

  @Test func plainTextForOtherMachinesMustBeAllowed() async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let refused = Server(methods: MethodTable([]), group: group, logger: quietLogger)
    await #expect(throws: ServerStartError.plaintextNotAllowed(host: "0.0.0.0")) {
      try await refused.start(host: "0.0.0.0", port: 0)
    }
    let allowed = Server(methods: MethodTable([]), group: group, allowsPlaintext: true, logger: quietLogger)
    let address = try await allowed.start(host: "0.0.0.0", port: 0)
    #expect((address.port ?? 0) > 0)
    await #expect(throws: ServerStartError.alreadyStarted) { try await allowed.start(host: "127.0.0.1", port: 0) }
    await allowed.shutdown(grace: .zero)
  }

  @Test func aPortThatIsTakenIsNamed() async throws {
    try await withServer { _, port in
      let second = Server(methods: MethodTable([]), group: MultiThreadedEventLoopGroup.singleton, logger: quietLogger)
      let error = await #expect(throws: ServerStartError.self) { try await second.start(host: "127.0.0.1", port: port) }
      #expect(error?.description.contains("127.0.0.1:\(port)") == true)
    }
  }

  @Test func whatAHandlerKeepsWithAConnectionLivesAndDiesWithIt() async throws {
    final class Visitor: Sendable {
      let onEnd: @Sendable () -> Void
      init(onEnd: @escaping @Sendable () -> Void) { self.onEnd = onEnd }
      deinit { onEnd() }
    }
    let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
    let remember = MethodDefinition.inline("Remember") { call, _, reply throws(RPCError) in
      let isKnown: UInt8 = call.connection.userState == nil ? 0 : 1
      if isKnown == 0 { call.connection.userState = Visitor { continuation.yield() } }
      try withUnsafeBytes(of: isKnown) { bytes throws(RPCError) in try reply.write(encoded: bytes) }
    }
    try await withServer([echoService([remember])]) { _, port in
      let connection = try await RawConnection(port: port)
      for (stream, expected) in [(1, 0), (3, 1)] as [(UInt32, UInt8)] {
        try await connection.send(frame(.request, stream: stream, data: request("test.Echo", "Remember")))
        #expect(try await connection.response().outcome == .success([expected]))
      }
      try await connection.close()
      var iterator = ends.makeAsyncIterator()
      await iterator.next()
    }
  }

  @Test func aBatchIsAnsweredOnAllItsConnections() async throws {
    let held = HeldCalls()
    try await withServer([echoService([held.method])], loops: 2) { server, port in
      var connections: [RawConnection] = []
      for _ in 0..<4 {
        let connection = try await RawConnection(port: port)
        try await connection.send(
          frame(.request, stream: 1, data: request("test.Echo", "Hold"))
            + frame(.request, stream: 3, data: request("test.Echo", "Hold")))
        connections.append(connection)
      }
      var calls: [ServerCall] = []
      for _ in 0..<8 { calls.append(try await held.next()) }
      for lane in server.lanes {
        let own = calls.filter { $0.lane === lane }
        lane.run { for call in own { call.succeed([UInt8(call.streamID)]) } }
      }
      for connection in connections {
        let responses = [try await connection.response(), try await connection.response()]
        #expect(Set(responses.map(\.stream)) == [1, 3])
        try await connection.close()
      }
      #expect(server.metrics.callsSucceeded == 8)
    }
  }

  @Test func metadataReachesHandlersAndAdmissionDecides() async throws {
    let bearer: @Sendable (borrowing InlineCall) throws(RPCError) -> [UInt8] = { call throws(RPCError) in
      try call.withMetadata("authorization") { value throws(RPCError) in
        guard let value else { throw RPCError(.unauthenticated, "no key") }
        return Array(value)
      }
    }
    let methods: [MethodDefinition] = [
      .command("Key") { call, _ throws(RPCError) in
        let key = call.withMetadata("Authorization") { $0.map(Array.init) ?? [] }
        call.succeed(key)
      },
      .async("Admitted", admit: bearer) { key, _, _ throws(RPCError) in ReplyBytes(ByteBuffer(bytes: key)) },
    ]
    try await withServer([echoService(methods)]) { _, port in
      let connection = try await RawConnection(port: port)
      let metadata = [("authorization", "k")]
      try await connection.send(
        frame(.request, stream: 1, data: request("test.Echo", "Key", metadata: metadata)))
      #expect(try await connection.response().outcome == .success([0x6B]))
      try await connection.send(
        frame(.request, stream: 3, data: request("test.Echo", "Admitted", metadata: metadata)))
      #expect(try await connection.response().outcome == .success([0x6B]))
      try await connection.send(frame(.request, stream: 5, data: request("test.Echo", "Admitted")))
      #expect(try await connection.response().outcome == .failure(RPCError(.unauthenticated, "no key")))
      try await connection.close()
    }
  }
}
