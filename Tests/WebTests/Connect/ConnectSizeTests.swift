import NIOCore
import TTRPC
import Testing

@testable import Web

/// Limits of messages, compressed or not.
@Suite struct ConnectSizeTests {
  private static let path = "tributary.v1.Tracking/RecordClick"
  private static let size = MethodDefinition.inline("RecordClick") { _, payload, _ throws(RPCError) in
    throw RPCError(.aborted, "\(payload.count)")
  }

  private func answer(
    _ body: [UInt8], type: String = "application/proto", encoding: String = "identity"
  ) async throws -> Answer {
    final class Box { var answer: Answer? }
    let box = Box()
    try await withConnect([Self.size]) { web in
      box.answer = try await web.call(
        Self.path, body, type: type,
        headers: [("content-encoding", encoding), ("authorization", "Bearer \(web.adminKey)")])
    }
    return try #require(box.answer)
  }

  @Test func aMessageAsLargeAsAFrameIsServed() async throws {
    let answer = try await answer([UInt8](repeating: 1, count: Limits.protocolFrameBytes))
    #expect(answer.error == ("aborted", "\(Limits.protocolFrameBytes)"))
  }

  @Test func aBodyThatAnnouncesNoLengthIsLimited() async throws {
    try await withConnect([Self.size]) { web in
      let connection = try await web.connect()
      let head =
        "POST /\(Self.path) HTTP/1.1\r\nhost: a\r\ncontent-type: application/proto\r\n"
        + "authorization: Bearer \(web.adminKey)\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
      let chunk = Array("100000\r\n".utf8) + [UInt8](repeating: 1, count: 0x100000) + Array("\r\n".utf8)
      try await connection.send(Array(head.utf8) + chunk + chunk + chunk + chunk + Array("1\r\n1\r\n0\r\n\r\n".utf8))
      let answer = try await connection.answer()
      #expect(answer.status == 429)
      #expect(answer.error.code == "resource_exhausted")
      await connection.close()
    }
  }

  @Test func aMessageThatGrowsPastTheLimitIsRefused() async throws {
    let limit = Limits.protocolFrameBytes
    let fits = gzip([UInt8](repeating: 1, count: limit))
    #expect(try await answer(fits, encoding: "gzip").error == ("aborted", "\(limit)"))
    let bomb = gzip([UInt8](repeating: 1, count: limit + 1))
    #expect(bomb.count < 10_000)
    let answer = try await answer(bomb, encoding: "gzip")
    #expect(answer.status == 429)
    #expect(answer.error == ("resource_exhausted", "the request's message has more than \(limit) bytes"))
  }

  @Test(arguments: ["", "Bearer 1", "Basic YTpi"])
  func whoShowsNoKeyIsNotReadForLong(authorization: String) async throws {
    let limit = ConnectEndpoint.maximumMessageBytesWithoutKey
    try await withConnect([Self.size]) { web in
      func answer(_ body: [UInt8], encoding: String = "identity") async throws -> Answer {
        try await web.call(
          Self.path, body, type: "application/proto",
          headers: [("content-encoding", encoding), ("authorization", authorization)])
      }
      // Whether it needs a key is the method's to say.
      #expect(try await answer([UInt8](repeating: 1, count: limit)).error == ("aborted", "\(limit)"))
      let bomb = [UInt8](repeating: 1, count: Limits.protocolFrameBytes)
      for refused in [
        try await answer(Array(bomb.prefix(limit + 1))), try await answer(gzip(bomb), encoding: "gzip"),
      ] {
        #expect(refused.status == 401 && refused.error.code == "unauthenticated")
      }
    }
  }

  @Test func compressedMessagesAreReadInEitherCodec() async throws {
    #expect(try await answer(gzip([8, 1]), encoding: "gzip").error == ("aborted", "2"))
    let json = try await answer(gzip(Array(#"{"program":"ab"}"#.utf8)), type: "application/json", encoding: "GZIP")
    #expect(json.error == ("aborted", "4"))
    let empty = try await answer([], encoding: "gzip")
    #expect(empty.error == ("aborted", "0"))
  }

  @Test func whatIsNotGzipIsRefused() async throws {
    let whole = gzip([UInt8](0...255))
    var damaged = whole
    damaged[whole.count - 6] ^= 1
    for body in [[1, 2, 3], Array(whole.dropLast()), Array(whole.prefix(5)), damaged, whole + [7]] {
      let answer = try await answer(body, encoding: "gzip")
      #expect(answer.status == 400)
      #expect(answer.error == ("invalid_argument", "the request's body is not compressed by gzip"))
    }
  }

  @Test func severalMembersAreOneMessage() async throws {
    let answer = try await answer(gzip([1, 2]) + gzip([3]), encoding: "gzip")
    #expect(answer.error == ("aborted", "3"))
  }

  @Test func manyJSONFieldsDoNotTakeMemoryWithoutBound() async throws {
    let json = Array(#"{"items":["#.utf8) + Array(repeatElement("{},", count: 1_300_000).joined().utf8)
    try await withConnect([.inline("RecordConversion") { _, _, _ throws(RPCError) in }]) { web in
      let answer = try await web.call(
        "tributary.v1.Tracking/RecordConversion", json + Array("{}]}".utf8),
        headers: [("authorization", "Bearer \(web.adminKey)")])
      #expect(answer.error.code == "resource_exhausted")
    }
  }
}
