import NIOCore
import NIOPosix
import Testing

@testable import TTRPC

@Suite struct ClientTests {
  private let payload = ByteBuffer(bytes: [1, 2, 3])

  private func withClient(
    _ services: [ServiceDefinition] = [echoService()], configuration: ClientConfiguration = ClientConfiguration(),
    _ body: @Sendable (TTRPCClient, Server) async throws -> Void
  ) async throws {
    try await withServer(services) { server, port in
      let client = try TTRPCClient(host: "127.0.0.1", port: port, configuration: configuration)
      try await body(client, server)
      await client.close()
    }
  }

  private func code(_ body: () async throws(RPCError) -> Void) async -> StatusCode {
    do throws(RPCError) {
      try await body()
      return .ok
    } catch {
      return error.code
    }
  }

  @Test(arguments: ["Inline", "Command", "Async"]) func aCallReturnsTheReply(method: String) async throws {
    try await withClient { client, _ in
      let reply = try await client.call(service: "test.Echo", method: method, payload: payload)
      #expect(reply == payload)
    }
  }

  @Test func anErrorKeepsItsCodeAndMessage() async throws {
    try await withClient { client, _ in
      await #expect(throws: RPCError(.notFound, "command")) {
        try await client.call(service: "test.Echo", method: "CommandError", payload: payload)
      }
    }
  }

  @Test func metadataAndTimeTravelWithTheCall() async throws {
    let look = MethodDefinition.inline("Look") { call, _, reply throws(RPCError) in
      guard let deadline = call.deadline, deadline > .now(), deadline < .now() + .seconds(100) else {
        throw RPCError(.invalidArgument, "no deadline, or another one")
      }
      try call.withMetadata("authorization") { value throws(RPCError) in
        try reply.write(encoded: value ?? UnsafeRawBufferPointer(start: nil, count: 0))
      }
    }
    try await withClient([echoService([look])]) { client, _ in
      let reply = try await client.call(
        service: "test.Echo", method: "Look", payload: payload, metadata: ["authorization": "Bearer zoë"],
        timeout: .seconds(100))
      #expect(String(buffer: reply) == "Bearer zoë")
    }
  }

  @Test func aThousandCallsShareOneConnection() async throws {
    let held = HeldCalls()
    try await withClient([echoService([held.method])]) { client, server in
      try await withThrowingTaskGroup(of: (Int, ByteBuffer).self) { group in
        for index in 0..<1000 {
          group.addTask {
            (
              index,
              try await client.call(
                service: "test.Echo", method: "Hold", payload: ByteBuffer(integer: index), timeout: .minutes(5))
            )
          }
        }
        // Not one is answered before all are in flight.
        var calls: [ServerCall] = []
        for _ in 0..<1000 { calls.append(try await held.next()) }
        for call in calls.shuffled() { call.lane.run { call.succeed([UInt8(truncatingIfNeeded: call.streamID)]) } }
        var replies = 0
        for try await _ in group { replies += 1 }
        #expect(replies == 1000)
      }
      #expect(server.metrics.connectionsAccepted == 1)
    }
  }

  @Test func concurrentCallsGetTheirOwnReplies() async throws {
    try await withClient { client, _ in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for index in 0..<300 {
          group.addTask {
            let own = ByteBuffer(integer: index)
            let method = ["Inline", "Command", "Async"][index % 3]
            return try await client.call(service: "test.Echo", method: method, payload: own) == own
          }
        }
        for try await isOwn in group { #expect(isOwn) }
      }
    }
  }

  @Test func theTimeRunsOutOnTheClientsOwnClock() async throws {
    let held = HeldCalls()
    try await withClient([echoService([held.method])]) { client, _ in
      let result = await code { () throws(RPCError) in
        _ = try await client.call(service: "test.Echo", method: "Hold", payload: payload, timeout: .milliseconds(20))
      }
      #expect(result == .deadlineExceeded)
      let reply = try await client.call(service: "test.Echo", method: "Inline", payload: payload)
      #expect(reply == payload)
    }
  }

  @Test(arguments: [TimeAmount.zero, .seconds(-1), .nanoseconds(.min)])
  func aTimeThatIsOverFailsWithoutASound(timeout: TimeAmount) async throws {
    try await withClient { client, server in
      let result = await code { () throws(RPCError) in
        _ = try await client.call(service: "test.Echo", method: "Inline", payload: payload, timeout: timeout)
      }
      #expect(result == .deadlineExceeded)
      #expect(server.metrics.connectionsAccepted == 0)
    }
  }

  @Test func cancellationEndsTheWait() async throws {
    let held = HeldCalls()
    try await withClient([echoService([held.method])]) { client, _ in
      let task = Task { () async -> StatusCode in
        await code { () throws(RPCError) in
          _ = try await client.call(service: "test.Echo", method: "Hold", payload: payload)
        }
      }
      let call = try await held.next()
      task.cancel()
      #expect(await task.value == .cancelled)
      // Its late reply belongs to nobody.
      call.lane.run { call.succeed([1]) }
      let reply = try await client.call(service: "test.Echo", method: "Inline", payload: payload)
      #expect(reply == payload)

      let cancelledBefore = Task { () async -> StatusCode in
        withUnsafeCurrentTask { $0?.cancel() }
        return await code { () throws(RPCError) in
          _ = try await client.call(service: "test.Echo", method: "Hold", payload: payload)
        }
      }
      #expect(await cancelledBefore.value == .cancelled)
    }
  }

  @Test func callsPastTheLimitFailAtOnce() async throws {
    let held = HeldCalls()
    var configuration = ClientConfiguration()
    configuration.callsInFlight = 1
    configuration.unsentBytes = 1000
    try await withClient([echoService([held.method])], configuration: configuration) { client, _ in
      async let first = client.call(service: "test.Echo", method: "Hold", payload: payload)
      let call = try await held.next()
      #expect(
        await code { () throws(RPCError) in
          _ = try await client.call(service: "test.Echo", method: "Inline", payload: payload)
        } == .resourceExhausted)
      call.lane.run { call.succeed([5]) }
      #expect(try await first.bytes == [5])
      #expect(
        await code { () throws(RPCError) in
          _ = try await client.call(
            service: "test.Echo", method: "Inline", payload: ByteBuffer(repeating: 0, count: 1001))
        } == .resourceExhausted)
    }
  }

  @Test func aRequestLargerThanAFrameFails() async throws {
    try await withClient { client, _ in
      let huge = ByteBuffer(repeating: 0, count: 4 << 20)
      let result = await code { () throws(RPCError) in
        _ = try await client.call(service: "test.Echo", method: "Inline", payload: huge)
      }
      #expect(result == .resourceExhausted)
      let reply = try await client.call(service: "test.Echo", method: "Inline", payload: payload)
      #expect(reply == payload)
    }
  }

  @Test func closingEndsWhatWaits() async throws {
    let held = HeldCalls()
    try await withClient([echoService([held.method])]) { client, _ in
      let task = Task { () async -> StatusCode in
        await code { () throws(RPCError) in
          _ = try await client.call(service: "test.Echo", method: "Hold", payload: payload, idempotent: true)
        }
      }
      _ = try await held.next()
      await client.close()
      #expect(await task.value == .cancelled)
      let later = await code { () throws(RPCError) in
        _ = try await client.call(service: "test.Echo", method: "Inline", payload: payload, idempotent: true)
      }
      #expect(later == .cancelled)
    }
  }
}
