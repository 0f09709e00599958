import NIOCore
import Testing

@testable import TTRPC

/// RESOURCE_EXHAUSTED tells the caller of a command that nothing was done, so one that was done must not end with it.
@Suite struct CommandOutcomeTests {
  private static let tooLarge = [UInt8](repeating: 1, count: Limits.protocolFrameBytes + 1)

  private func outcome(of method: MethodDefinition) async throws -> Result<[UInt8], RPCError> {
    try await withServer([echoService([method])]) { _, port in
      let connection = try await RawConnection(port: port)
      try await connection.send(frame(.request, stream: 1, data: request("test.Echo", method.name)))
      let outcome = try await connection.response().outcome
      try await connection.close()
      return outcome
    }
  }

  private func code(of method: MethodDefinition) async throws -> StatusCode {
    guard case .failure(let error) = try await outcome(of: method) else { return .ok }
    return error.code
  }

  @Test func aReplyThatIsTooLargeLeavesTheOutcomeOfACommandUnknown() async throws {
    let method = MethodDefinition.command("Large") { call, _ throws(RPCError) in
      call.lane.run { call.succeed(Self.tooLarge) }
    }
    #expect(try await code(of: method) == .unavailable)
  }

  @Test func aReplyThatCannotBeBuiltLeavesTheOutcomeOfACommandUnknown() async throws {
    let method = MethodDefinition.command("Full") { call, _ throws(RPCError) in
      call.succeed { (_: inout ReplyWriter) throws(RPCError) in throw RPCError(.resourceExhausted, "no memory") }
    }
    let expected = RPCError(
      .unavailable, "whether the call was carried out is unknown: send it again (no memory)")
    #expect(try await outcome(of: method) == .failure(expected))
  }

  @Test func aReplyThatIsTooLargeLeavesTheOutcomeOfAnAsynchronousChangeUnknown() async throws {
    let method = MethodDefinition.async(
      "Change", changesState: true, admit: { (_: borrowing InlineCall) throws(RPCError) in () },
      { _, _, _ throws(RPCError) in ReplyBytes(ByteBuffer(bytes: Self.tooLarge)) })
    #expect(try await code(of: method) == .unavailable)
  }

  @Test func anErrorOfAnotherKindIsToldAsItIs() async throws {
    let method = MethodDefinition.command("Broken") { call, _ throws(RPCError) in
      call.succeed { (_: inout ReplyWriter) throws(RPCError) in throw RPCError(.internal, "broken") }
    }
    #expect(try await outcome(of: method) == .failure(RPCError(.internal, "broken")))
  }

  @Test func aCommandThatWasNotDoneMaySaySo() async throws {
    let overloaded = RPCError(.resourceExhausted, "overloaded")
    let later = MethodDefinition.command("Later") { call, _ throws(RPCError) in call.fail(overloaded) }
    #expect(try await outcome(of: later) == .failure(overloaded))
    let atOnce = MethodDefinition.command("AtOnce") { _, _ throws(RPCError) in throw overloaded }
    #expect(try await outcome(of: atOnce) == .failure(overloaded))
  }

  @Test func readsWithTooMuchToSayAreToldSo() async throws {
    let asynchronous = MethodDefinition.async("Large") { _, _ throws(RPCError) in
      ReplyBytes(ByteBuffer(bytes: Self.tooLarge))
    }
    #expect(try await code(of: asynchronous) == .resourceExhausted)
    let inline = MethodDefinition.inline("Large") { _, _, reply throws(RPCError) in
      try reply.write(encoded: ByteBuffer(bytes: Self.tooLarge))
    }
    #expect(try await code(of: inline) == .resourceExhausted)
  }
}
