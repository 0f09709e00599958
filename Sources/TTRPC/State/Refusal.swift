/// Why a server did not serve a call: a reason that is counted, and the error that the caller gets.
struct Refusal: Error, Equatable {
  let reason: RefusalReason
  let error: RPCError
}

/// The reasons for which the runtime itself, not a handler, answers a call with an error.
public enum RefusalReason: Int, Sendable, CaseIterable {
  /// The stream id was even, or not larger than one before. INVALID_ARGUMENT.
  case streamIdentifier
  /// Data was sent on a unary stream, or on one that is not open. INVALID_ARGUMENT.
  case unexpectedData
  /// The request asked for a stream of messages. UNIMPLEMENTED.
  case streaming
  /// The frame was larger than ``Limits/frameBytes``. RESOURCE_EXHAUSTED.
  case frameTooLarge
  /// The request's envelope could not be decoded. INVALID_ARGUMENT.
  case malformedRequest
  /// Decoding the envelope would take more than ``Limits/arenaBytes``, or the request of a direct call is larger than a
  /// frame may be. RESOURCE_EXHAUSTED.
  case requestTooLarge
  /// The service or the method is not in the table. UNIMPLEMENTED.
  case unknownMethod
  /// ``Limits/callsInFlightPerConnection`` or ``Limits/directCallsInFlight`` was reached. RESOURCE_EXHAUSTED.
  case tooManyCalls
  /// ``Limits/requestBytesInFlightPerConnection`` or ``Limits/directRequestBytesInFlight`` was reached.
  /// RESOURCE_EXHAUSTED.
  case tooManyRequestBytes
  /// The server is shutting down. UNAVAILABLE.
  case draining
  /// The deadline passed before the call was answered. DEADLINE_EXCEEDED.
  case deadline
  /// The reply is larger than a frame may be. RESOURCE_EXHAUSTED; for a command, which has been done, UNAVAILABLE.
  case replyTooLarge
  /// The peer does not read its replies fast enough. RESOURCE_EXHAUSTED; for a command, which has been done,
  /// UNAVAILABLE.
  case unsentReplies
}
