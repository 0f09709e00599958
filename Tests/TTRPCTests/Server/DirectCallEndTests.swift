import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import TTRPC

/// How direct calls end otherwise than by their handler's answer.
@Suite(.timeLimit(.minutes(2))) struct DirectCallEndTests {
  private func withCaller<Result>(
    _ methods: [MethodDefinition], limits: Limits = Limits(),
    _ body: (DirectCaller, Server, EventLoopLane) async throws -> Result
  ) async throws -> Result {
    let services = [echoService(methods)]
    return try await withServer(services, limits: limits) { server, _ in
      let lane = try #require(server.lanes.first)
      return try await body(DirectCaller(methods: MethodTable(services), lanes: server.lanes), server, lane)
    }
  }

  private func hold(
    _ caller: DirectCaller, payload: [UInt8] = [], timeout: TimeAmount? = nil
  ) -> Task<Result<[UInt8], RPCError>, Never> {
    Task {
      do throws(RPCError) {
        return .success(
          try await caller.call(
            service: "test.Echo", method: "Hold", payload: ByteBuffer(bytes: payload), timeout: timeout
          ).bytes)
      } catch {
        return .failure(error)
      }
    }
  }

  @Test func aDeadlineThatPassesIsAnsweredAndTheLateReplyIsDropped() async throws {
    let held = HeldCalls()
    try await withCaller([held.method]) { caller, server, lane in
      // Long enough for the call to reach its handler on a busy machine: past its deadline it would not.
      let late = hold(caller, timeout: .seconds(2))
      let call = try await held.next()
      #expect(await late.value == .failure(Refusal.deadline.error))
      #expect(
        await lane.ask { _ in
          defer { call.succeed([1]) }
          return call.isEnded
        })
      #expect(server.metrics.refusals == [.deadline: 1])
      #expect(server.metrics.callsFailed == 1 && server.metrics.callsSucceeded == 0)
    }
  }

  @Test(arguments: [0, -1, Int64.min]) func aTimeoutThatIsOverAlreadyIsAnsweredAtOnce(nanoseconds: Int64) async throws {
    try await withCaller([]) { caller, server, _ in
      await #expect(throws: Refusal.deadline.error) {
        try await caller.call(
          service: "test.Echo", method: "Inline", payload: ByteBuffer(), timeout: .nanoseconds(nanoseconds))
      }
      #expect(server.metrics.callsStarted == 0)
    }
  }

  @Test func theLongestTimeoutDoesNotOverflow() async throws {
    try await withCaller([]) { caller, _, _ in
      _ = try await caller.call(
        service: "test.Echo", method: "Command", payload: ByteBuffer(), timeout: .nanoseconds(.max))
    }
  }

  @Test func aCancelledTaskGivesTheCallUp() async throws {
    let held = HeldCalls()
    try await withCaller([held.method]) { caller, server, lane in
      let task = hold(caller)
      let call = try await held.next()
      task.cancel()
      #expect(await task.value == .failure(RPCError(.cancelled, "the caller gave the call up")))
      #expect(await lane.ask { _ in call.isEnded })
      await lane.ask { _ in call.succeed([1]) }
      #expect(server.metrics.callsStarted == 1)
      #expect(server.metrics.callsSucceeded == 0 && server.metrics.callsFailed == 0)
    }
  }

  @Test func aTaskThatIsCancelledAlreadyDoesNotCall() async throws {
    try await withCaller([]) { caller, server, _ in
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await caller.call(service: "test.Echo", method: "Inline")
      }
      await #expect(throws: RPCError(.cancelled, "the caller gave the call up")) { try await task.value }
      #expect(server.metrics.callsStarted == 0)
    }
  }

  @Test func anAsynchronousHandlerIsCancelledWithItsCaller() async throws {
    let (events, continuation) = AsyncStream.makeStream(of: Void.self)
    let endless = MethodDefinition.async("Hold") { _, _ throws(RPCError) in
      continuation.yield()
      // An hour that only a cancellation ends.
      try? await Task.sleep(for: .seconds(3600))
      continuation.yield()
      throw RPCError(.cancelled, "cancelled")
    }
    try await withCaller([endless]) { caller, _, _ in
      var event = events.makeAsyncIterator()
      let task = hold(caller)
      await event.next()
      task.cancel()
      _ = await task.value
      await event.next()
    }
  }

  @Test func aCallKeepsItsShareOfTheLimitsUntilItsHandlerIsDone() async throws {
    let held = HeldCalls()
    var limits = Limits()
    limits.directCallsInFlight = 2
    try await withCaller([held.method], limits: limits) { caller, server, lane in
      let first = hold(caller)
      let firstCall = try await held.next()
      let second = hold(caller, timeout: .seconds(2))
      let secondCall = try await held.next()
      #expect(await second.value == .failure(Refusal.deadline.error))
      #expect(await hold(caller).value == .failure(Refusal.tooManyDirectCalls(limit: 2).error))
      await lane.ask { _ in secondCall.succeed([2]) }
      let third = hold(caller)
      let thirdCall = try await held.next()
      await lane.ask { _ in
        firstCall.succeed([1])
        thirdCall.succeed([3])
      }
      #expect(await first.value == .success([1]))
      #expect(await third.value == .success([3]))
      #expect(server.metrics.refusals == [.deadline: 1, .tooManyCalls: 1])
    }
  }

  @Test func requestBytesInFlightAreLimited() async throws {
    let held = HeldCalls()
    var limits = Limits()
    limits.directRequestBytesInFlight = 100
    try await withCaller([held.method], limits: limits) { caller, _, lane in
      let payload = [UInt8](repeating: 0, count: 60)
      let first = hold(caller, payload: payload)
      let call = try await held.next()
      let refused = Refusal.tooManyDirectRequestBytes(limit: 100).error
      #expect(await hold(caller, payload: payload).value == .failure(refused))
      await lane.ask { _ in call.succeed([]) }
      _ = await first.value
      let second = hold(caller, payload: payload)
      let next = try await held.next()
      await lane.ask { _ in next.succeed([]) }
      #expect(await second.value == .success([]))
    }
  }

  @Test func aRequestLargerThanAFrameIsRefused() async throws {
    var limits = Limits()
    limits.frameBytes = 1000
    try await withCaller([], limits: limits) { caller, server, _ in
      _ = try await caller.call(service: "test.Echo", method: "Inline", payload: ByteBuffer(repeating: 1, count: 1000))
      await #expect(throws: Refusal.requestTooLarge(length: 1001, limit: 1000).error) {
        try await caller.call(service: "test.Echo", method: "Inline", payload: ByteBuffer(repeating: 1, count: 1001))
      }
      #expect(server.metrics.refusals == [.requestTooLarge: 1])
    }
  }

  @Test func aReplyThatIsTooLargeLeavesTheOutcomeOfACommandUnknown() async throws {
    let large = [UInt8](repeating: 1, count: Limits.protocolFrameBytes + 1)
    let methods: [MethodDefinition] = [
      .command("Change") { call, _ throws(RPCError) in call.succeed(large) },
      .async("Look") { _, _ throws(RPCError) in ReplyBytes(ByteBuffer(bytes: large)) },
    ]
    try await withCaller(methods) { caller, _, _ in
      func code(_ method: String) async -> StatusCode {
        do throws(RPCError) {
          _ = try await caller.call(service: "test.Echo", method: method)
          return .ok
        } catch {
          return error.code
        }
      }
      #expect(await code("Change") == .unavailable)
      #expect(await code("Look") == .resourceExhausted)
    }
  }
}

/// A server that shuts down waits for direct calls as for those of connections.
@Suite(.timeLimit(.minutes(2))) struct DirectCallShutdownTests {
  @Test func shutdownWaitsForACallAndRefusesNewOnes() async throws {
    let held = HeldCalls()
    let services = [echoService([held.method])]
    try await withServer(services) { server, _ in
      let lane = try #require(server.lanes.first)
      let caller = DirectCaller(methods: MethodTable(services), lanes: server.lanes)
      let waiting = Task { try await caller.call(service: "test.Echo", method: "Hold").bytes }
      let call = try await held.next()
      let shutdown = Shutdown()
      async let ended: Void = shutdown.run(server)
      while await !lane.ask(\.isDraining) { await Task.yield() }
      await #expect(throws: Refusal.draining.error) {
        try await caller.call(service: "test.Echo", method: "Inline")
      }
      // A shutdown that does not wait for the call is over long before this is.
      for _ in 0..<300 { await Task.yield() }
      #expect(!shutdown.isOver)
      await lane.ask { _ in call.succeed([5]) }
      #expect(try await waiting.value == [5])
      await ended
    }
  }

  /// A shutdown without a bound of its own that tells whether it is over.
  private final class Shutdown: Sendable {
    private let over = Atomic(false)

    var isOver: Bool { over.load(ordering: .acquiring) }

    func run(_ server: Server) async {
      await server.shutdown(grace: .hours(1))
      over.store(true, ordering: .releasing)
    }
  }

  @Test(.timeLimit(.minutes(10))) func aCallThatOutlivesTheGraceIsToldThatItsOutcomeIsUnknown() async throws {
    let held = HeldCalls()
    let services = [echoService([held.method])]
    try await withServer(services) { server, _ in
      let lane = try #require(server.lanes.first)
      let caller = DirectCaller(methods: MethodTable(services), lanes: server.lanes)
      let waiting = Task { try await caller.call(service: "test.Echo", method: "Hold") }
      let call = try await held.next()
      await server.shutdown(grace: .zero)
      let expected = RPCError(
        .unavailable, "the server shut down before the call was answered: whether it was carried out is unknown")
      await #expect(throws: expected) { try await waiting.value }
      await lane.ask { _ in call.succeed([1]) }
    }
  }
}
