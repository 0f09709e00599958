import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import TTRPC

@Suite struct ClientReconnectTests {
  /// An address of these tests' own, so that a port whose listener was closed goes to no other test.
  private let host = "127.0.0.3"
  private let payload = ByteBuffer(bytes: [1, 2, 3])

  private func makeClient(port: Int, attempts: Int = 50) throws -> TTRPCClient {
    var configuration = ClientConfiguration()
    configuration.attempts = attempts
    configuration.backoff = Backoff(initial: .milliseconds(2), maximum: .milliseconds(20))
    return try TTRPCClient(host: host, port: port, configuration: configuration)
  }

  /// A port on which nobody listens, because its listener was just closed.
  private func freePort() async throws -> Int {
    try await withServer(host: host) { _, port in port }
  }

  private func error(_ body: () async throws(RPCError) -> ByteBuffer) async -> RPCError? {
    do throws(RPCError) {
      _ = try await body()
      return nil
    } catch {
      return error
    }
  }

  @Test func nobodyListeningIsUnavailableAndNamed() async throws {
    let port = try await freePort()
    let client = try makeClient(port: port)
    let failure = await error { () throws(RPCError) in
      try await client.call(service: "test.Echo", method: "Inline", payload: payload)
    }
    #expect(failure?.code == .unavailable)
    #expect(failure?.message.contains("\(host):\(port)") == true)
    await client.close()
  }

  @Test func anIdempotentCallOutlivesARestart() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let held = HeldCalls()
    let table = MethodTable([echoService([held.method])])
    let first = Server(methods: table, group: group, logger: quietLogger)
    let port = try await first.start(host: host, port: 0).port ?? 0
    let client = try makeClient(port: port)
    let reply = try await client.call(service: "test.Echo", method: "Inline", payload: payload)
    #expect(reply == payload)

    async let retried = client.call(service: "test.Echo", method: "Hold", payload: payload, idempotent: true)
    let once = Task { () async -> RPCError? in
      await error { () throws(RPCError) in
        try await client.call(service: "test.Echo", method: "Hold", payload: payload)
      }
    }
    _ = (try await held.next(), try await held.next())
    await first.shutdown(grace: .zero)
    #expect(await once.value?.code == .unavailable)

    let second = Server(methods: table, group: group, logger: quietLogger)
    try await second.start(host: host, port: port)
    let again = try await held.next()
    again.lane.run { again.succeed([8]) }
    #expect(try await retried.bytes == [8])
    #expect(second.metrics.callsStarted == 1)
    await client.close()
    await second.shutdown(grace: .zero)
    try await group.shutdownGracefully()
  }

  @Test func unavailableFromTheServerIsTriedAgainOnlyWhenIdempotent() async throws {
    let calls = Counter()
    let flaky = MethodDefinition.inline("Flaky") { _, payload, reply throws(RPCError) in
      if calls.increment() < 3 { throw RPCError(.unavailable, "not yet") }
      try reply.write(encoded: payload)
    }
    try await withServer([echoService([flaky])], host: host) { _, port in
      let client = try makeClient(port: port)
      let failure = await error { () throws(RPCError) in
        try await client.call(service: "test.Echo", method: "Flaky", payload: payload)
      }
      #expect(failure == RPCError(.unavailable, "not yet"))
      #expect(calls.count == 1)
      let reply = try await client.call(service: "test.Echo", method: "Flaky", payload: payload, idempotent: true)
      #expect(reply == payload)
      #expect(calls.count == 3)
      await client.close()
    }
  }

  @Test func attemptsAndOtherErrorsEndTheTrying() async throws {
    let calls = Counter()
    let methods: [MethodDefinition] = [
      .inline("Down") { _, _, _ throws(RPCError) in
        _ = calls.increment()
        throw RPCError(.unavailable, "down")
      },
      .inline("Wrong") { _, _, _ throws(RPCError) in
        _ = calls.increment()
        throw RPCError(.invalidArgument, "wrong")
      },
    ]
    try await withServer([echoService(methods)], host: host) { _, port in
      let client = try makeClient(port: port, attempts: 4)
      _ = await error { () throws(RPCError) in
        try await client.call(service: "test.Echo", method: "Down", payload: payload, idempotent: true)
      }
      #expect(calls.count == 4)
      _ = await error { () throws(RPCError) in
        try await client.call(service: "test.Echo", method: "Wrong", payload: payload, idempotent: true)
      }
      #expect(calls.count == 5)
      await client.close()
    }
  }

  @Test func aServerThatNeverSaysAWordIsLeft() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let arrivals = Counter()
    let mute = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        _ = arrivals.increment()
        return channel.eventLoop.makeSucceededVoidFuture()
      }
      .bind(host: host, port: 0).get()
    var configuration = ClientConfiguration()
    configuration.silenceTimeout = .milliseconds(10)
    let client = try TTRPCClient(
      host: host, port: try #require(mute.localAddress?.port), configuration: configuration)
    // A call whose connection was slow to be made may end before the silence was long enough, so calls go on until a
    // second connection arrives.
    while arrivals.count < 2 {
      let failure = await error { () throws(RPCError) in
        try await client.call(service: "s", method: "m", payload: payload, timeout: .milliseconds(30))
      }
      #expect(failure?.code == .deadlineExceeded)
    }
    await client.close()
    try await mute.close()
    try await group.shutdownGracefully()
  }
}

private final class Counter: Sendable {
  private let value = Mutex(0)

  func increment() -> Int {
    value.withLock { value in
      value += 1
      return value
    }
  }

  var count: Int { value.withLock { $0 } }
}
