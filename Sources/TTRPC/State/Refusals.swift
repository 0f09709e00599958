internal import ProtobufC

extension RPCError {
  /// What the caller gets when this error keeps it from learning the outcome of a command that has been done.
  /// RESOURCE_EXHAUSTED would say that nothing was done.
  var afterCommand: RPCError {
    guard code == .resourceExhausted else { return self }
    return RPCError(.unavailable, "whether the call was carried out is unknown: send it again (\(message))")
  }
}

extension Refusal {
  static let evenStreamID = Refusal(
    reason: .streamIdentifier,
    error: RPCError(.invalidArgument, "the id of a stream that a client opens must be odd"))

  static let reusedStreamID = Refusal(
    reason: .streamIdentifier,
    error: RPCError(.invalidArgument, "the id of a stream cannot be used again and must grow"))

  static let dataOnUnaryStream = Refusal(
    reason: .unexpectedData, error: RPCError(.invalidArgument, "a unary stream carries no data frame"))

  static let dataOnClosedStream = Refusal(
    reason: .unexpectedData, error: RPCError(.invalidArgument, "the stream is not open"))

  static let streaming = Refusal(
    reason: .streaming, error: RPCError(.unimplemented, "only unary calls are served; the request announces a stream"))

  static let draining = Refusal(
    reason: .draining, error: RPCError(.unavailable, "the server is shutting down"))

  static let deadline = Refusal(
    reason: .deadline, error: RPCError(.deadlineExceeded, "the deadline passed before the call was answered"))

  static let unsentReplies = Refusal(
    reason: .unsentReplies,
    error: RPCError(.resourceExhausted, "too many replies wait on this connection to be read"))

  static let unsentCommandReply = Refusal(reason: .unsentReplies, error: unsentReplies.error.afterCommand)

  static func frameTooLarge(length: UInt32, limit: Int) -> Refusal {
    Refusal(
      reason: .frameTooLarge,
      error: RPCError(.resourceExhausted, "the frame has \(length) bytes of data, more than the limit of \(limit)"))
  }

  static func replyTooLarge(length: Int, limit: Int) -> Refusal {
    Refusal(
      reason: .replyTooLarge,
      error: RPCError(.resourceExhausted, "the reply takes \(length) bytes, more than the \(limit) of a frame"))
  }

  static func tooManyCalls(limit: Int) -> Refusal {
    Refusal(
      reason: .tooManyCalls,
      error: RPCError(.resourceExhausted, "more than \(limit) calls are in flight on this connection"))
  }

  static func tooManyRequestBytes(limit: Int) -> Refusal {
    Refusal(
      reason: .tooManyRequestBytes,
      error: RPCError(
        .resourceExhausted, "the calls in flight on this connection hold more than \(limit) bytes of requests"))
  }

  static func tooManyDirectCalls(limit: Int) -> Refusal {
    Refusal(
      reason: .tooManyCalls, error: RPCError(.resourceExhausted, "more than \(limit) calls are in flight"))
  }

  static func tooManyDirectRequestBytes(limit: Int) -> Refusal {
    Refusal(
      reason: .tooManyRequestBytes,
      error: RPCError(.resourceExhausted, "the calls in flight hold more than \(limit) bytes of requests"))
  }

  static func requestTooLarge(length: Int, limit: Int) -> Refusal {
    Refusal(
      reason: .requestTooLarge,
      error: RPCError(.resourceExhausted, "the request has \(length) bytes, more than the limit of \(limit) allows"))
  }

  /// The error of decoding a request's envelope.
  static func undecodable(_ error: any Error) -> Refusal {
    guard let error = error as? DecodingError else {
      return Refusal(reason: .malformedRequest, error: RPCError(.internal, "the request could not be decoded"))
    }
    switch error.reason {
    case .tooLarge: return Refusal(reason: .requestTooLarge, error: RPCError(.resourceExhausted, error.message))
    case .malformed, .invalidText:
      return Refusal(reason: .malformedRequest, error: RPCError(.invalidArgument, error.message))
    }
  }

  static func unknownService(_ name: UnsafeRawBufferPointer) -> Refusal {
    Refusal(reason: .unknownMethod, error: RPCError(.unimplemented, "service \(quoted(name)) is not served here"))
  }

  static func unknownMethod(_ name: UnsafeRawBufferPointer) -> Refusal {
    Refusal(reason: .unknownMethod, error: RPCError(.unimplemented, "method \(quoted(name)) is not served here"))
  }

  /// A peer's name as it may be shown: cut, and with bytes that are no UTF-8 replaced.
  private static func quoted(_ name: UnsafeRawBufferPointer) -> String {
    let maximumBytes = 128
    return String(decoding: name.prefix(maximumBytes), as: UTF8.self)
  }
}
