import NIOCore
import Synchronization
import Testing

@testable import TTRPC

/// Whoever shuts a server down shuts its event loops down next, which the answers of asynchronous handlers need.
@Suite struct AsyncHandlerShutdownTests {
  /// A method whose handler heeds no cancellation and ends when the test says so.
  private final class Stubborn: Sendable {
    let started: AsyncStream<Void>
    private let start: AsyncStream<Void>.Continuation
    private let waiting = Mutex<CheckedContinuation<Void, Never>?>(nil)
    private let hasEnded = Atomic(false)

    init() {
      (started, start) = AsyncStream.makeStream()
    }

    var isEnded: Bool { hasEnded.load(ordering: .acquiring) }

    var method: MethodDefinition {
      .async("Stubborn") { [self] _, _ throws(RPCError) in
        await withCheckedContinuation { continuation in
          waiting.withLock { $0 = continuation }
          start.yield()
        }
        // A shutdown that does not wait for the handler is over long before this is.
        for _ in 0..<300 { await Task.yield() }
        hasEnded.store(true, ordering: .releasing)
        return ReplyBytes(ByteBuffer())
      }
    }

    func end() {
      waiting.withLock { $0 }?.resume()
    }
  }

  private func call(_ port: Int, _ method: Stubborn) async throws -> RawConnection {
    let connection = try await RawConnection(port: port)
    try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Stubborn")))
    for await _ in method.started { break }
    return connection
  }

  @Test func shutdownWaitsForAHandlerWhoseConnectionIsGone() async throws {
    let method = Stubborn()
    var limits = Limits()
    limits.cancelledHandlerGrace = .hours(1)
    try await withServer([echoService([method.method])], limits: limits) { server, port in
      let connection = try await call(port, method)
      async let shutdown: Void = server.shutdown(grace: .zero)
      try await connection.waitUntilClosed()
      let lane = try #require(server.lanes.first)
      while server.metrics.connectionsOpen > 0 { await Task.yield() }
      #expect(await lane.ask(\.runningTasks) == 1)
      method.end()
      await shutdown
      #expect(method.isEnded)
      #expect(await lane.ask(\.runningTasks) == 0)
    }
  }

  @Test(.timeLimit(.minutes(10))) func aHandlerThatHeedsNoCancellationIsNotWaitedForWithoutEnd() async throws {
    let method = Stubborn()
    var limits = Limits()
    limits.cancelledHandlerGrace = .milliseconds(20)
    try await withServer([echoService([method.method])], limits: limits) { server, port in
      _ = try await call(port, method)
      await server.shutdown(grace: .zero)
      #expect(!method.isEnded)
      method.end()
      let lane = try #require(server.lanes.first)
      while await lane.ask(\.runningTasks) > 0 { await Task.yield() }
    }
  }
}
