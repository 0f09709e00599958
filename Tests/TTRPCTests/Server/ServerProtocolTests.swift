import NIOCore
import Testing

@testable import TTRPC

/// What the server answers to bytes that a client of any making may send.
@Suite struct ServerProtocolTests {
  private func withConnection(
    _ services: [ServiceDefinition] = [echoService()], limits: Limits = Limits(),
    _ body: (RawConnection, Server) async throws -> Void
  ) async throws {
    try await withServer(services, limits: limits) { server, port in
      let connection = try await RawConnection(port: port)
      try await body(connection, server)
      try await connection.close()
    }
  }

  private func code(_ outcome: Result<[UInt8], RPCError>) -> StatusCode {
    switch outcome {
    case .success: .ok
    case .failure(let error): error.code
    }
  }

  @Test(arguments: ["Inline", "Command", "Async"]) func aReplyIsAResponseWithoutFlags(method: String) async throws {
    try await withConnection { connection, _ in
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", method, payload: [1, 2, 3])))
      guard case .frame(let header, let data) = try await connection.next() else {
        Issue.record("closed")
        return
      }
      #expect(header == FrameHeader(dataLength: 5, streamID: 1, type: .response))
      #expect(data.bytes == [0x12, 3, 1, 2, 3])
    }
  }

  @Test(arguments: ["Inline", "Command", "Async"]) func anEmptyReplyIsAnEmptyResponse(method: String) async throws {
    try await withConnection { connection, _ in
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", method)))
      guard case .frame(let header, _) = try await connection.next() else {
        Issue.record("closed")
        return
      }
      #expect(header == FrameHeader(dataLength: 0, streamID: 1, type: .response))
    }
  }

  @Test(arguments: ["InlineError", "CommandError", "AsyncError"])
  func anErrorOfAHandlerIsTheStatus(method: String) async throws {
    try await withConnection { connection, _ in
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", method)))
      let response = try await connection.response()
      #expect(response.stream == 1)
      #expect(code(response.outcome) == .notFound)
    }
  }

  @Test func unknownNamesAreUnimplemented() async throws {
    try await withConnection { connection, server in
      try await connection.send(frame(.request, stream: 1, data: request("test.Nope", "Inline")))
      #expect(
        try await connection.response().outcome
          == .failure(RPCError(.unimplemented, "service test.Nope is not served here")))
      try await connection.send(frame(.request, stream: 3, data: request("test.Echo", "Nope")))
      #expect(
        try await connection.response().outcome
          == .failure(RPCError(.unimplemented, "method Nope is not served here")))
      #expect(server.metrics.refusals == [.unknownMethod: 2])
    }
  }

  @Test func streamIDsMustBeOddAndGrow() async throws {
    try await withConnection { connection, _ in
      let call = request("test.Echo", "Inline")
      for (id, expected) in [(3, .ok), (4, .invalidArgument), (3, .invalidArgument), (1, .invalidArgument), (5, .ok)]
        as [(UInt32, StatusCode)]
      {
        try await connection.send(frame(.request, stream: id, data: call))
        let response = try await connection.response()
        #expect(response.stream == id)
        #expect(code(response.outcome) == expected, "stream \(id)")
      }
    }
  }

  @Test func aDataFrameEndsAUnaryCallAndItsLateReplyIsDropped() async throws {
    let held = HeldCalls()
    try await withConnection([echoService([held.method])]) { connection, _ in
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Hold")))
      let call = try await held.next()
      try await connection.send(frame(.data, stream: 1, flags: .remoteClosed, data: [1]))
      #expect(code(try await connection.response().outcome) == .invalidArgument)
      call.lane.run { call.succeed([9]) }
      try await connection.send(frame(.data, stream: 1))
      let second = try await connection.response()
      #expect(second.stream == 1 && code(second.outcome) == .invalidArgument)
      try await connection.send(frame(.request, stream: 3, data: request("test.Echo", "Inline", payload: [7])))
      #expect(try await connection.response().outcome == .success([7]))
    }
  }

  @Test func aRequestThatAnnouncesAStreamIsUnimplementedAndOneThatDoesNotIsServed() async throws {
    try await withConnection { connection, _ in
      let call = request("test.Echo", "Inline")
      try await connection.send(frame(.request, stream: 1, flags: .remoteOpen, data: call))
      #expect(code(try await connection.response().outcome) == .unimplemented)
      try await connection.send(frame(.request, stream: 3, flags: .remoteClosed, data: call))
      #expect(code(try await connection.response().outcome) == .ok)
      try await connection.send(frame(.request, stream: 5, flags: FrameFlags(rawValue: 0xF0), data: call))
      #expect(code(try await connection.response().outcome) == .ok)
    }
  }

  @Test func framesOfOtherTypesAreSkipped() async throws {
    try await withConnection { connection, _ in
      try await connection.send(
        frame(.response, stream: 1, data: [1]) + frame(FrameType(rawValue: 77), stream: 2, data: [1, 2])
          + frame(.request, stream: 1, data: request("test.Echo", "Inline", payload: [5])))
      #expect(try await connection.response().outcome == .success([5]))
    }
  }

  @Test func anOversizeFrameIsSkippedAndTheConnectionLivesOn() async throws {
    try await withConnection { connection, server in
      let data = [UInt8](repeating: 0xFF, count: (4 << 20) + 1)
      connection.post(frame(.request, stream: 1, data: data))
      connection.post(frame(.request, stream: 3, data: request("test.Echo", "Inline", payload: [4])))
      let refused = try await connection.response()
      #expect(refused.stream == 1 && code(refused.outcome) == .resourceExhausted)
      let served = try await connection.response()
      #expect(served.stream == 3 && served.outcome == .success([4]))
      #expect(server.metrics.refusals == [.frameTooLarge: 1])
    }
  }

  @Test func theLargestFrameIsServed() async throws {
    try await withConnection { connection, _ in
      let empty = request("test.Echo", "Inline", payload: [1]).count
      // The length of the payload takes three bytes more than that of a single byte.
      let payload = [UInt8](repeating: 3, count: (4 << 20) - empty - 2)
      let data = request("test.Echo", "Inline", payload: payload)
      #expect(data.count == 4 << 20)
      connection.post(frame(.request, stream: 1, data: data))
      let isWhole = try await connection.response().outcome == .success(payload)
      #expect(isWhole)
    }
  }

  @Test(arguments: [[0xFF], [0x0A, 0x7F, 1], [0x22, 1, 0, 0x20], [0x1A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]] as [[UInt8]])
  func aRequestThatIsNoneIsInvalid(data: [UInt8]) async throws {
    try await withConnection { connection, server in
      try await connection.send(frame(.request, stream: 1, data: data))
      #expect(code(try await connection.response().outcome) == .invalidArgument)
      #expect(server.metrics.refusals == [.malformedRequest: 1])
    }
  }

  @Test func aRequestThatTakesMoreThanTheArenaIsRefused() async throws {
    var limits = Limits()
    limits.arenaBytes = 1 << 20
    try await withConnection(limits: limits) { connection, _ in
      // Two bytes each on the wire, and a structure each in memory.
      let pairs = (0..<200_000).flatMap { _ in [5 << 3 | 2, 0] as [UInt8] }
      connection.post(frame(.request, stream: 1, data: request("test.Echo", "Inline") + pairs))
      #expect(code(try await connection.response().outcome) == .resourceExhausted)
      try await connection.send(frame(.request, stream: 3, data: request("test.Echo", "Inline", payload: [1])))
      #expect(try await connection.response().outcome == .success([1]))
    }
  }

  @Test func aReplyLargerThanAFrameBecomesAnError() async throws {
    let huge = MethodDefinition.inline("Huge") { _, _, reply throws(RPCError) in
      try reply.write(encoded: ByteBuffer(repeating: 0, count: 4 << 20))
    }
    try await withConnection([echoService([huge])]) { connection, _ in
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", "Huge")))
      #expect(code(try await connection.response().outcome) == .resourceExhausted)
    }
  }

  @Test func randomBytesNeverHarmTheServer() async throws {
    var generator = SystemRandomNumberGenerator()
    try await withServer { _, port in
      for _ in 0..<50 {
        let connection = try await RawConnection(port: port)
        var bytes: [UInt8] = []
        for _ in 0..<20 {
          let data = (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255) }
          let type = FrameType(rawValue: UInt8.random(in: 0...4))
          bytes += frame(type, stream: .random(in: 0...9), flags: FrameFlags(rawValue: .random(in: 0...3)), data: data)
        }
        try await connection.send(bytes)
        try await connection.send(frame(.request, stream: 101, data: request("test.Echo", "Inline", payload: [6])))
        var last = try await connection.response()
        while last.stream != 101 { last = try await connection.response() }
        #expect(last.outcome == .success([6]))
        try await connection.close()
      }
    }
  }
}
