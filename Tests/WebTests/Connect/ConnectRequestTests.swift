import NIOCore
import TTRPC
import Testing

@testable import Web

/// What is asked of the head and the body of a Connect request.
@Suite struct ConnectRequestTests {
  private static let path = "tributary.v1.Tracking/RecordClick"
  private static let echo = MethodDefinition.inline("RecordClick") { _, payload, reply throws(RPCError) in
    try reply.write(encoded: payload)
  }

  private func answer(
    _ body: [UInt8] = Array("{}".utf8), type: String? = "application/json", headers: [(String, String)] = [],
    method: MethodDefinition = Self.echo
  ) async throws -> Answer {
    let box = Box()
    try await withConnect([method]) { web in
      box.answer = try await web.call(Self.path, body, type: type, headers: headers)
    }
    return try #require(box.answer)
  }

  private final class Box {
    var answer: Answer?
  }

  @Test(arguments: ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
  func onlyPOSTIsServed(method: String) async throws {
    try await withWeb { web in
      let answer = try await web.request(method, "/" + Self.path)
      #expect(answer.status == 405)
      #expect(answer["allow"] == "POST")
    }
  }

  @Test(arguments: [
    "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON",
    #"application/json; charset="utf-8""#,
  ])
  func jsonIsAnsweredInJSON(type: String) async throws {
    let answer = try await answer(type: type)
    #expect(answer.status == 200)
    #expect(answer["content-type"] == "application/json")
    #expect(answer.text == "{}")
  }

  @Test(arguments: [
    nil, "", "text/plain", "application/x-www-form-urlencoded", "application/grpc", "application/connect+json",
    "application/connect+proto", "application/json; charset=latin1", "application/json; charset=utf-8; charset=utf-8",
    "application/jsonx", "json",
  ])
  func otherContentTypesAreRefused(type: String?) async throws {
    let answer = try await answer(type: type)
    #expect(answer.status == 415)
    #expect(answer["accept-post"] == "application/json, application/proto")
    #expect(answer["content-type"] == "application/json")
    #expect(answer.error == ("unknown", "Content-Type: must be application/json, application/proto"))
  }

  @Test(arguments: ["0", "2", "", "1.0", "one"]) func onlyVersionOneIsServed(version: String) async throws {
    let answer = try await answer(headers: [("connect-protocol-version", version)])
    #expect(answer.status == 400)
    #expect(answer.error == ("invalid_argument", "Connect-Protocol-Version: must be 1"))
  }

  @Test func versionOneIsServed() async throws {
    #expect(try await answer(headers: [("Connect-Protocol-Version", "1")]).status == 200)
  }

  @Test(arguments: ["", "-1", "+1", "1.5", "5s", "12345678901", "0x10", "１"])
  func aTimeoutThatIsNoneIsRefused(timeout: String) async throws {
    let answer = try await answer(headers: [("connect-timeout-ms", timeout)])
    #expect(answer.status == 400)
    #expect(answer.error == ("invalid_argument", "Connect-Timeout-Ms: must be 1 to 10 digits"))
  }

  @Test(arguments: ["9999999999", "0000060000", "60000"])
  func aLongTimeoutIsServed(timeout: String) async throws {
    #expect(try await answer(headers: [("connect-timeout-ms", timeout)]).status == 200)
  }

  @Test(arguments: ["0", "20"]) func aTimeoutEndsTheCall(timeout: String) async throws {
    let endless = MethodDefinition.async("RecordClick") { _, _ throws(RPCError) in
      // An hour that only a cancellation ends.
      try? await Task.sleep(for: .seconds(3600))
      throw RPCError(.internal, "was not ended")
    }
    let answer = try await answer(headers: [("connect-timeout-ms", timeout)], method: endless)
    #expect(answer.status == 504)
    #expect(answer.error.code == "deadline_exceeded")
  }

  @Test(arguments: ["br", "zstd", "deflate", "gzip, gzip", "x"])
  func otherCompressionsAreUnimplemented(encoding: String) async throws {
    let answer = try await answer(headers: [("content-encoding", encoding)])
    #expect(answer.status == 501)
    #expect(answer.error == ("unimplemented", "Content-Encoding: must be one of gzip, identity"))
    #expect(answer["accept-encoding"] == "gzip, identity")
  }

  @Test(arguments: ["identity", "Identity", ""]) func identityIsNoCompression(encoding: String) async throws {
    #expect(try await answer(headers: [("content-encoding", encoding)]).status == 200)
  }

  @Test func anUnknownMethodOrServiceIsNotFound() async throws {
    try await withWeb { web in
      for (path, message) in [
        ("tributary.v1.Tracking/Nothing", "method Nothing is not served here"),
        ("tributary.v1.Nothing/RecordClick", "service tributary.v1.Nothing is not served here"),
        ("grpc.health.v1.Health/Watch", "method Watch is not served here"),
      ] {
        let answer = try await web.call(path, Array("{}".utf8))
        #expect(answer.status == 404)
        #expect(answer["content-type"] == "application/json")
        #expect(answer.error == ("unimplemented", message))
      }
      #expect(try await web.call("other.v1.Service/Method", Array("{}".utf8)).status == 404)
    }
  }

  @Test(arguments: [
    ("", "not"), ("{", ""), (#"{"nothing":1}"#, "nothing"), (#"{"program":1}"#, "program: "), ("[]", ""),
  ])
  func jsonThatIsNotTheMessageIsRefusedByName(json: String, part: String) async throws {
    let answer = try await answer(Array(json.utf8))
    #expect(answer.status == 400)
    #expect(answer.error.code == "invalid_argument")
    if !part.isEmpty { #expect(answer.error.message.contains(part)) }
  }

  @Test func protobufThatIsNotTheMessageIsRefused() async throws {
    try await withWeb { web in
      let answer = try await web.call(
        Self.path, [0xff], type: "application/proto", headers: [("authorization", "Bearer \(web.adminKey)")])
      #expect(answer.status == 400)
      #expect(answer["content-type"] == "application/json")
      #expect(answer.error.code == "invalid_argument")
    }
  }
}
