import HTTPTypes
import NIOCore
import TTRPC
import Testing

@testable import Web

@Suite struct ConnectErrorTests {
  /// The table of https://connectrpc.com/docs/protocol#error-codes.
  private static let table: [(StatusCode, String, Int)] = [
    (.cancelled, "canceled", 499), (.unknown, "unknown", 500), (.invalidArgument, "invalid_argument", 400),
    (.deadlineExceeded, "deadline_exceeded", 504), (.notFound, "not_found", 404),
    (.alreadyExists, "already_exists", 409), (.permissionDenied, "permission_denied", 403),
    (.resourceExhausted, "resource_exhausted", 429), (.failedPrecondition, "failed_precondition", 400),
    (.aborted, "aborted", 409), (.outOfRange, "out_of_range", 400), (.unimplemented, "unimplemented", 501),
    (.internal, "internal", 500), (.unavailable, "unavailable", 503), (.dataLoss, "data_loss", 500),
    (.unauthenticated, "unauthenticated", 401),
  ]

  @Test func everyCodeHasItsNameAndStatus() {
    #expect(Set(Self.table.map(\.0)) == Set(StatusCode.allCases).subtracting([.ok]))
    for (code, name, status) in Self.table {
      #expect("\(code.connectName)" == name)
      #expect(code.httpStatus.code == status)
    }
  }

  @Test(arguments: ["application/json", "application/proto"])
  func anErrorIsJSONWhateverTheRequestWas(type: String) async throws {
    let message = "program: \"a\\b\" </script>\n\u{1}\u{2028} ä"
    let failing = MethodDefinition.command("RecordClick") { _, _ throws(RPCError) in
      throw RPCError(.alreadyExists, message)
    }
    try await withConnect([failing]) { web in
      let body = type.hasSuffix("json") ? Array("{}".utf8) : []
      let answer = try await web.call("tributary.v1.Tracking/RecordClick", body, type: type)
      #expect(answer.status == 409)
      #expect(answer["content-type"] == "application/json")
      #expect(answer.error == ("already_exists", message))
      #expect(Set(answer.json.keys) == ["code", "message"])
      #expect(web.services.metrics.count(of: .connectErrors, reason: "already_exists") == 1)
    }
  }

  @Test func aLongMessageIsCut() async throws {
    let failing = MethodDefinition.command("RecordClick") { _, _ throws(RPCError) in
      throw RPCError(.internal, String(repeating: "x", count: 1_000_000))
    }
    try await withConnect([failing]) { web in
      let answer = try await web.call("tributary.v1.Tracking/RecordClick", Array("{}".utf8))
      #expect(answer.error.message.count == 4096)
    }
  }

  @Test func aReplyThatCannotBeWrittenDoesNotSayThatNothingWasDone() async throws {
    let broken = MethodDefinition.command("RecordClick") { call, _ throws(RPCError) in
      call.succeed { (reply: inout ReplyWriter) throws(RPCError) in
        try reply.write(encoded: ByteBuffer(bytes: [0xff]))
      }
    }
    try await withConnect([broken]) { web in
      let answer = try await web.call("tributary.v1.Tracking/RecordClick", Array("{}".utf8))
      #expect(answer.status == 500)
      #expect(answer.error.code == "internal")
    }
  }

  @Test func aServerThatCutsItsConnectionsOffGivesTheCallsUp() async throws {
    let (events, continuation) = AsyncStream.makeStream(of: Void.self)
    let endless = MethodDefinition.async("RecordClick") { _, _ throws(RPCError) in
      continuation.yield()
      // An hour that only a cancellation ends.
      try? await Task.sleep(for: .seconds(3600))
      continuation.yield()
      throw RPCError(.cancelled, "cancelled")
    }
    try await withConnect([endless]) { web in
      var event = events.makeAsyncIterator()
      let connection = try await web.connect()
      try await connection.send(
        "POST /tributary.v1.Tracking/RecordClick HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n"
          + "content-length: 2\r\n\r\n{}")
      await event.next()
      await web.server.stop(grace: .zero)
      await event.next()
      await connection.close()
    }
  }
}
