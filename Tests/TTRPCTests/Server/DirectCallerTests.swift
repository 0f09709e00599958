import NIOCore
import Synchronization
import Testing

@testable import TTRPC

@Suite struct DirectCallerTests {
  private func withCaller<Result>(
    _ services: [ServiceDefinition] = [echoService()], limits: Limits = Limits(), loops: Int = 1,
    _ body: (DirectCaller, Server) async throws -> Result
  ) async throws -> Result {
    try await withServer(services, limits: limits, loops: loops) { server, _ in
      try await body(DirectCaller(methods: MethodTable(services), lanes: server.lanes), server)
    }
  }

  @Test(arguments: ["Inline", "Command", "Async"])
  func everyKindOfMethodAnswersWithTheBareMessage(method: String) async throws {
    try await withCaller { caller, server in
      for payload in [[], [1, 2, 3], [UInt8](repeating: 7, count: 100_000)] {
        let reply = try await caller.call(service: "test.Echo", method: method, payload: ByteBuffer(bytes: payload))
        #expect(reply.bytes == payload)
      }
      #expect(server.metrics.callsStarted == 3 && server.metrics.callsSucceeded == 3)
    }
  }

  @Test(arguments: ["Inline", "Command", "Async"])
  func everyKindOfMethodFailsWithItsHandlersError(method: String) async throws {
    try await withCaller { caller, server in
      await #expect(throws: RPCError(.notFound, method.lowercased())) {
        try await caller.call(service: "test.Echo", method: method + "Error")
      }
      #expect(server.metrics.callsFailed == 1 && server.metrics.refusals.isEmpty)
    }
  }

  @Test func metadataReachesTheHandlersOfEveryKind() async throws {
    @Sendable func seen(_ header: UnsafeRawBufferPointer?) -> [UInt8] { header.map(Array.init) ?? [] }
    let service = ServiceDefinition(
      name: "test.Seen",
      methods: [
        .inline("Inline") { call, _, reply throws(RPCError) in
          try reply.write(encoded: ByteBuffer(bytes: call.withMetadata("authorization", seen)))
        },
        .command("Command") { call, _ throws(RPCError) in call.succeed(call.withMetadata("authorization", seen)) },
        .async("Async", admit: { call throws(RPCError) in call.withMetadata("authorization", seen) }) {
          seen, _, _ throws(RPCError) in ReplyBytes(ByteBuffer(bytes: seen))
        },
      ])
    try await withCaller([service]) { caller, _ in
      for method in ["Inline", "Command", "Async"] {
        let reply = try await caller.call(
          service: "test.Seen", method: method, metadata: ["x": "1", "Authorization": "Bearer a"])
        #expect(String(buffer: reply) == "Bearer a", "\(method)")
      }
    }
  }

  @Test func whatIsUnknownIsUnimplemented() async throws {
    try await withCaller { caller, server in
      await #expect(throws: RPCError(.unimplemented, "method Nothing is not served here")) {
        try await caller.call(service: "test.Echo", method: "Nothing")
      }
      await #expect(throws: RPCError(.unimplemented, "service test.Nothing is not served here")) {
        try await caller.call(service: "test.Nothing", method: "Inline")
      }
      #expect(server.metrics.refusals == [.unknownMethod: 2])
    }
  }

  @Test func userStateIsKeptFromCallToCall() async throws {
    final class Count { var value: UInt8 = 0 }
    let counting = MethodDefinition.inline("Count") { call, _, reply throws(RPCError) in
      let count = call.connection.userState as? Count ?? Count()
      call.connection.userState = count
      count.value += 1
      try reply.write(encoded: ByteBuffer(bytes: [count.value]))
    }
    try await withCaller([echoService([counting])]) { caller, _ in
      for expected: UInt8 in 1...3 {
        let reply = try await caller.call(service: "test.Echo", method: "Count")
        #expect(reply.bytes == [expected])
      }
    }
  }

  @Test func callsTakeTurnsOnTheLanes() async throws {
    let (lanes, continuation) = AsyncStream.makeStream(of: ObjectIdentifier.self)
    let telling = MethodDefinition.inline("Tell") { call, _, _ throws(RPCError) in
      continuation.yield(ObjectIdentifier(call.lane))
    }
    try await withCaller([echoService([telling])], loops: 2) { caller, server in
      for _ in 0..<4 { _ = try await caller.call(service: "test.Echo", method: "Tell") }
      continuation.finish()
      let seen = await lanes.reduce(into: []) { $0.append($1) }
      let lanes = Set(server.lanes.map { ObjectIdentifier($0) })
      #expect(Set(seen) == lanes)
      #expect(seen.count == 4 && seen[0] == seen[2] && seen[1] == seen[3])
    }
  }

  @Test func manyCallsAtOnceEachGetTheirOwnAnswer() async throws {
    try await withCaller(loops: 2) { caller, server in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<500 {
          group.addTask {
            let method = ["Inline", "Command", "Async"][number % 3]
            let payload = ByteBuffer(integer: number)
            return try await caller.call(service: "test.Echo", method: method, payload: payload) == payload
          }
        }
        for try await isRight in group { #expect(isRight) }
      }
      #expect(server.metrics.callsSucceeded == 500)
    }
  }
}

extension DirectCaller {
  /// Calls a method with an empty message.
  func call(service: String, method: String, metadata: Metadata = Metadata()) async throws(RPCError) -> ByteBuffer {
    try await call(service: service, method: method, metadata: metadata, payload: ByteBuffer())
  }
}
