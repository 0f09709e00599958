import NIOCore
import Testing

@testable import TTRPC

@Suite struct ServerLimitsTests {
  private func hold(_ stream: UInt32, payload: [UInt8] = [], timeout: Int64 = 0) -> [UInt8] {
    frame(.request, stream: stream, data: request("test.Echo", "Hold", payload: payload, timeout: timeout))
  }

  private func failure(_ connection: RawConnection) async throws -> (stream: UInt32, code: StatusCode?) {
    let response = try await connection.response()
    guard case .failure(let error) = response.outcome else { return (response.stream, nil) }
    return (response.stream, error.code)
  }

  @Test func callsPastTheLimitAreRefusedAndTheOthersAreServed() async throws {
    var limits = Limits()
    limits.callsInFlightPerConnection = 2
    let held = HeldCalls()
    try await withServer([echoService([held.method])], limits: limits) { server, port in
      let connection = try await RawConnection(port: port)
      try await connection.send(hold(1) + hold(3) + hold(5))
      let refused = try await failure(connection)
      #expect(refused.stream == 5 && refused.code == .resourceExhausted)
      let first = try await held.next()
      first.lane.run { first.succeed([1]) }
      #expect(try await connection.response().outcome == .success([1]))
      try await connection.send(hold(7))
      _ = try await held.next()
      let third = try await held.next()
      third.lane.run { third.succeed([3]) }
      #expect(try await connection.response().stream == 7)
      #expect(server.metrics.refusals == [.tooManyCalls: 1])
      try await connection.close()
    }
  }

  /// Nothing is opened for it, so it takes nothing from those that have room.
  @Test func aCommandForWhichThereIsNoRoomIsRefusedUnopened() async throws {
    let full = MethodDefinition.command(
      "Full", room: { () throws(RPCError) in throw RPCError(.resourceExhausted, "full") },
      { _, _ throws(RPCError) in Issue.record("it was called") })
    var limits = Limits()
    limits.callsInFlightPerConnection = 1
    let held = HeldCalls()
    try await withServer([echoService([held.method, full])], limits: limits) { server, port in
      let connection = try await RawConnection(port: port)
      try await connection.send(hold(1) + frame(.request, stream: 3, data: request("test.Echo", "Full")))
      let refused = try await connection.response()
      #expect(refused.stream == 3 && refused.outcome == .failure(RPCError(.resourceExhausted, "full")))
      #expect(server.metrics.refusals.isEmpty && server.metrics.callsFailed == 1)
      let call = try await held.next()
      await call.lane.ask { _ in call.succeed([1]) }
      #expect(try await connection.response().stream == 1)
      try await connection.close()
    }
  }

  private enum EarlyEnd: CaseIterable {
    case deadline, data
  }

  /// The caller is told, but the work is still queued, and would pile up if that made room for more.
  @Test(arguments: EarlyEnd.allCases)
  private func aCallThatEndsBeforeItsHandlerIsDoneKeepsItsShare(of end: EarlyEnd) async throws {
    var limits = Limits()
    limits.callsInFlightPerConnection = 1
    let held = HeldCalls()
    try await withServer([echoService([held.method])], limits: limits) { _, port in
      let connection = try await RawConnection(port: port)
      try await connection.send(hold(1, timeout: end == .deadline ? 10_000_000 : 0))
      let call = try await held.next()
      if end == .data { try await connection.send(frame(.data, stream: 1)) }
      #expect(try await failure(connection).code == (end == .data ? .invalidArgument : .deadlineExceeded))
      try await connection.send(frame(.request, stream: 3, data: request("test.Echo", "Command")))
      let refused = try await failure(connection)
      #expect(refused.stream == 3 && refused.code == .resourceExhausted)
      await call.lane.ask { _ in call.succeed([1]) }
      try await connection.send(frame(.request, stream: 5, data: request("test.Echo", "Command", payload: [5])))
      let next = try await connection.response()
      #expect(next.stream == 5 && next.outcome == .success([5]))
      try await connection.close()
    }
  }

  @Test func requestBytesInFlightAreBounded() async throws {
    var limits = Limits()
    limits.requestBytesInFlightPerConnection = 100
    let held = HeldCalls()
    try await withServer([echoService([held.method])], limits: limits) { _, port in
      let connection = try await RawConnection(port: port)
      try await connection.send(hold(1, payload: Array(0..<80)) + hold(3, payload: Array(0..<80)))
      let refused = try await failure(connection)
      #expect(refused.stream == 3 && refused.code == .resourceExhausted)
      try await connection.close()
    }
  }

  @Test func aConnectionPastTheLimitIsClosed() async throws {
    var limits = Limits()
    limits.connections = 1
    try await withServer(limits: limits) { server, port in
      let first = try await RawConnection(port: port)
      try await first.send(frame(.request, stream: 1, data: request("test.Echo", "Inline")))
      _ = try await first.response()
      let second = try await RawConnection(port: port)
      try await second.waitUntilClosed()
      #expect(server.metrics.connectionsRefused == 1)
      #expect(server.metrics.connectionsOpen == 1)
      try await first.close()
    }
  }

  @Test func aFrameThatTakesTooLongClosesTheConnection() async throws {
    var limits = Limits()
    limits.frameReadTimeout = .milliseconds(40)
    try await withServer(limits: limits) { server, port in
      let connection = try await RawConnection(port: port)
      try await connection.send([0, 0, 0])
      try await connection.waitUntilClosed()
      #expect(server.metrics.connectionsTimedOut == 1)
    }
  }

  @Test func anIdleConnectionIsClosedAndABusyOneIsNot() async throws {
    var limits = Limits()
    limits.idleTimeout = .seconds(2)
    let held = HeldCalls()
    try await withServer([echoService([held.method])], limits: limits) { server, port in
      let busy = try await RawConnection(port: port, sending: hold(1))
      let call = try await held.next()
      let idle = try await RawConnection(port: port)
      try await idle.waitUntilClosed()
      call.lane.run { call.succeed([1]) }
      #expect(try await busy.response().outcome == .success([1]))
      try await busy.waitUntilClosed()
      #expect(server.metrics.connectionsTimedOut == 2)
    }
  }

  @Test(.timeLimit(.minutes(10))) func aPeerThatDoesNotReadIsClosed() async throws {
    var limits = Limits()
    limits.writeStallTimeout = .milliseconds(200)
    limits.unsentBytes = 1 << 20
    limits.frameReadTimeout = .seconds(600)
    try await withServer(limits: limits) { server, port in
      let connection = try await RawConnection(port: port, autoRead: false)
      let payload = [UInt8](repeating: 1, count: 1 << 20)
      for stream in stride(from: 1, to: 201, by: 2) as StrideTo<UInt32> {
        connection.post(frame(.request, stream: stream, data: request("test.Echo", "Inline", payload: payload)))
      }
      // The server closes the connection; that end of it which does not read cannot notice, but the server's can.
      while server.metrics.connectionsTimedOut == 0 || server.metrics.connectionsOpen > 0 { await Task.yield() }
      // It stopped reading long before the hundred requests were through.
      #expect(server.metrics.callsStarted < 100)
      try? await connection.close()
    }
  }

  /// What is replaced is the reply, not the work: its caller must not be told that nothing was done.
  @Test func repliesOfCommandsPastTwiceTheUnsentBytesAreReplacedByUnavailable() async throws {
    var limits = Limits()
    limits.unsentBytes = 1 << 20
    let held = HeldCalls()
    try await withServer([echoService([held.method])], limits: limits) { server, port in
      let connection = try await RawConnection(port: port, autoRead: false)
      let count = 64
      var requests: [UInt8] = []
      for index in 0..<count { requests += hold(UInt32(2 * index + 1)) }
      try await connection.send(requests)
      var calls: [ServerCall] = []
      for _ in 0..<count { calls.append(try await held.next()) }
      let lane = try #require(server.lanes.first)
      await withCheckedContinuation { continuation in
        lane.run { [calls] in
          for call in calls { call.succeed([UInt8](repeating: 1, count: 1 << 20)) }
          continuation.resume()
        }
      }
      let refused = try #require(server.metrics.refusals[.unsentReplies])
      #expect(refused > 0 && refused < count)
      try await connection.startReading()
      var codes: [StatusCode: Int] = [:]
      for _ in 0..<count { codes[try await failure(connection).code ?? .ok, default: 0] += 1 }
      #expect(codes == [.ok: count - refused, .unavailable: refused])
      try await connection.close()
    }
  }
}
