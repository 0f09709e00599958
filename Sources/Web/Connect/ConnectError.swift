internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TTRPC

/// What a Connect request is answered with when it does not succeed.
struct ConnectError: Error {
  let code: StatusCode
  /// What went wrong, in English, for a developer.
  let message: String
  let status: HTTPResponse.Status
  private var headers: HTTPFields = [:]

  /// An error with the HTTP status of its code.
  init(_ code: StatusCode, _ message: String) {
    self.init(code, message, status: code.httpStatus)
  }

  /// The error of a call.
  init(_ error: RPCError) {
    self.init(error.code, error.boundedMessage)
  }

  /// The error of a body that was not read to its end.
  init(_ refusal: BodyRefusal) {
    switch refusal {
    case .tooLarge(let limit): self = .tooLarge(limit: limit)
    case .overloaded: self.init(.resourceExhausted, "the requests in flight take all the memory that they may")
    }
  }

  private init(_ code: StatusCode, _ message: String, status: HTTPResponse.Status, headers: HTTPFields = [:]) {
    self.code = code
    self.message = message
    self.status = status
    self.headers = headers
  }

  /// The answer.
  var response: Response {
    var headers = headers
    headers[.contentType] = ConnectCodec.json.contentType
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
  }

  private var body: ByteBuffer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Two texts can always be encoded.
    let bytes = (try? encoder.encode(["code": code.connectName.description, "message": message])) ?? Data()
    return ByteBuffer(bytes: bytes)
  }
}

extension ConnectError {
  /// Clients that get a 404 without this body take it as the same code.
  static func unknown(_ kind: String, _ name: String) -> ConnectError {
    let maximumCharacters = 128
    return ConnectError(
      .unimplemented, "\(kind) \(name.prefix(maximumCharacters)) is not served here", status: .notFound)
  }

  /// The protocol has no code for it and wants the status.
  static let unsupportedMediaType = ConnectError(
    .unknown, "Content-Type: must be \(ConnectCodec.contentTypes)", status: .unsupportedMediaType,
    headers: [.acceptPost: ConnectCodec.contentTypes])

  static let unsupportedEncoding = ConnectError(
    .unimplemented, "Content-Encoding: must be one of \(ConnectEncoding.names)",
    status: StatusCode.unimplemented.httpStatus,
    headers: [.acceptEncoding: ConnectEncoding.names])

  static func tooLarge(limit: Int) -> ConnectError {
    guard limit > ConnectEndpoint.maximumMessageBytesWithoutKey else {
      return ConnectError(
        .unauthenticated,
        #"a message of more than \#(limit) bytes needs a live key: send "Authorization: Bearer KEY""#)
    }
    return ConnectError(.resourceExhausted, "the request's message has more than \(limit) bytes")
  }
}

extension HTTPField.Name {
  fileprivate static let acceptPost = Self(known: "Accept-Post")
}
