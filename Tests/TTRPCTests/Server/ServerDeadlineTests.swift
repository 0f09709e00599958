import NIOCore
import Testing

@testable import TTRPC

@Suite struct ServerDeadlineTests {
  @Test func aDeadlineThatPassesIsAnsweredOnceAndTheLateReplyIsDropped() async throws {
    let held = HeldCalls()
    try await withServer([echoService([held.method])]) { server, port in
      let connection = try await RawConnection(port: port)
      let patient = request("test.Echo", "Hold", timeout: 3_600_000_000_000)
      let hasty = request("test.Echo", "Hold", timeout: 20_000_000)
      try await connection.send(frame(.request, stream: 1, data: patient) + frame(.request, stream: 3, data: hasty))
      let (first, second) = (try await held.next(), try await held.next())
      let late = try await connection.response()
      #expect(late.stream == 3)
      #expect(late.outcome == .failure(Refusal.deadline.error))
      first.lane.run {
        #expect(second.isEnded)
        second.succeed([2])
        first.succeed([1])
      }
      let next = try await connection.response()
      #expect(next.stream == 1 && next.outcome == .success([1]))
      #expect(server.metrics.refusals == [.deadline: 1])
      try await connection.close()
    }
  }

  @Test func manyDeadlinesOnOneConnectionAllPass() async throws {
    let held = HeldCalls()
    try await withServer([echoService([held.method])]) { _, port in
      let connection = try await RawConnection(port: port)
      var requests: [UInt8] = []
      let streams = (0..<50).map { UInt32($0 * 2 + 1) }
      for stream in streams {
        // Later streams have earlier deadlines, so the timer is moved forward each time.
        let timeout = Int64(100 - stream / 2) * 500_000
        requests += frame(.request, stream: stream, data: request("test.Echo", "Hold", timeout: timeout))
      }
      try await connection.send(requests)
      var ended: Set<UInt32> = []
      for _ in streams { ended.insert(try await connection.response().stream) }
      #expect(ended == Set(streams))
      try await connection.close()
    }
  }

  @Test(arguments: [-1, Int64.min]) func aTimeoutThatIsOverAlreadyIsAnsweredAtOnce(timeout: Int64) async throws {
    try await withServer { _, port in
      let connection = try await RawConnection(port: port)
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Inline", timeout: timeout)))
      #expect(try await connection.response().outcome == .failure(Refusal.deadline.error))
      try await connection.close()
    }
  }

  @Test func theLongestTimeoutDoesNotOverflow() async throws {
    try await withServer { _, port in
      let connection = try await RawConnection(port: port)
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Command", timeout: .max)))
      #expect(try await connection.response().outcome == .success([]))
      try await connection.close()
    }
  }

  @Test func anAsynchronousHandlerIsCancelledWhenItsDeadlinePassesOrItsCallerLeaves() async throws {
    let (cancellations, continuation) = AsyncStream.makeStream(of: Void.self)
    let endless = MethodDefinition.async("Endless") { _, _ throws(RPCError) in
      // An hour that only a cancellation ends.
      try? await Task.sleep(for: .seconds(3600))
      continuation.yield()
      throw RPCError(.cancelled, "cancelled")
    }
    try await withServer([echoService([endless])]) { _, port in
      var cancelled = cancellations.makeAsyncIterator()
      let connection = try await RawConnection(port: port)
      try await connection.send(
        frame(.request, stream: 1, data: request("test.Echo", "Endless", timeout: 10_000_000)))
      #expect(try await connection.response().outcome == .failure(Refusal.deadline.error))
      await cancelled.next()
      try await connection.send(frame(.request, stream: 3, data: request("test.Echo", "Endless")))
      try await connection.send(frame(.request, stream: 5, data: request("test.Echo", "Inline")))
      #expect(try await connection.response().stream == 5)
      try await connection.close()
      await cancelled.next()
    }
  }
}
