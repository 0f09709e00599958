import Logging
import NIOCore
import NIOPosix

@testable import TTRPC

/// Runs `body` against a server on a port of the system's choice, and leaves nothing of it behind.
///
/// A test that depends on nobody listening on the port once the server has stopped gives a `host` of its own: on the
/// usual one the system may hand the port to another test at once.
func withServer<Result>(
  _ services: [ServiceDefinition] = [echoService()], limits: Limits = Limits(), tls: ServerTLS? = nil, loops: Int = 1,
  host: String = "127.0.0.1",
  _ body: (Server, Int) async throws -> Result
) async throws -> Result {
  let group = MultiThreadedEventLoopGroup(numberOfThreads: loops)
  let server = Server(methods: MethodTable(services), group: group, limits: limits, tls: tls, logger: quietLogger)
  do {
    let port = try await server.start(host: host, port: 0).port ?? 0
    let result = try await body(server, port)
    await server.shutdown(grace: .zero)
    try await group.shutdownGracefully()
    return result
  } catch {
    await server.shutdown(grace: .zero)
    try await group.shutdownGracefully()
    throw error
  }
}

let quietLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// One method of each kind that replies with its payload, and some that fail.
func echoService(name: String = "test.Echo", _ more: [MethodDefinition] = []) -> ServiceDefinition {
  ServiceDefinition(
    name: name,
    methods: [
      .inline("Inline") { _, payload, reply throws(RPCError) in try reply.write(encoded: payload) },
      .command("Command") { call, payload throws(RPCError) in
        let copy = Array(payload)
        call.lane.run { call.succeed(copy) }
      },
      .async("Async") { _, payload throws(RPCError) in ReplyBytes(ByteBuffer(bytes: payload)) },
      .inline("InlineError") { _, _, reply throws(RPCError) in
        try reply.write(encoded: UnsafeRawBufferPointer(start: nil, count: 0))
        throw RPCError(.notFound, "inline")
      },
      .command("CommandError") { _, _ throws(RPCError) in throw RPCError(.notFound, "command") },
      .async("AsyncError") { _, _ throws(RPCError) in throw RPCError(.notFound, "async") },
    ] + more)
}

extension ServerCall {
  func succeed(_ payload: [UInt8]) {
    succeed { (reply: inout ReplyWriter) throws(RPCError) in
      try reply.write(encoded: ByteBuffer(bytes: payload))
    }
  }
}

extension EventLoopLane {
  /// What `question` has for an answer on the event loop.
  func ask<Answer: Sendable>(_ question: @escaping @Sendable (EventLoopLane) -> Answer) async -> Answer {
    await withCheckedContinuation { answer in run { answer.resume(returning: question(self)) } }
  }
}

/// Keeps calls until the test wants them answered.
final class HeldCalls: Sendable {
  private let stream: AsyncStream<ServerCall>
  private let continuation: AsyncStream<ServerCall>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  var method: MethodDefinition {
    .command("Hold") { [continuation] call, _ throws(RPCError) in continuation.yield(call) }
  }

  /// The next call that arrived.
  func next() async throws -> ServerCall {
    for await call in stream { return call }
    throw RPCError(.internal, "no further call")
  }
}
