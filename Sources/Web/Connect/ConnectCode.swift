internal import HTTPTypes
internal import TTRPC

/// The protocol's error codes, which are gRPC's by other names, and their HTTP status
/// (https://connectrpc.com/docs/protocol#error-codes).
extension StatusCode {
  /// The name that Connect has for it.
  var connectName: StaticString {
    switch self {
    // An error is never "ok".
    case .ok, .internal: "internal"
    case .cancelled: "canceled"
    case .unknown: "unknown"
    case .invalidArgument: "invalid_argument"
    case .deadlineExceeded: "deadline_exceeded"
    case .notFound: "not_found"
    case .alreadyExists: "already_exists"
    case .permissionDenied: "permission_denied"
    case .resourceExhausted: "resource_exhausted"
    case .failedPrecondition: "failed_precondition"
    case .aborted: "aborted"
    case .outOfRange: "out_of_range"
    case .unimplemented: "unimplemented"
    case .unavailable: "unavailable"
    case .dataLoss: "data_loss"
    case .unauthenticated: "unauthenticated"
    }
  }

  /// The HTTP status of an answer with this code.
  var httpStatus: HTTPResponse.Status {
    switch self {
    case .cancelled: HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request")
    case .invalidArgument, .failedPrecondition, .outOfRange: .badRequest
    case .unauthenticated: .unauthorized
    case .permissionDenied: .forbidden
    case .notFound: .notFound
    case .alreadyExists, .aborted: .conflict
    case .resourceExhausted: .tooManyRequests
    case .unimplemented: .notImplemented
    case .unavailable: .serviceUnavailable
    case .deadlineExceeded: .gatewayTimeout
    case .ok, .unknown, .internal, .dataLoss: .internalServerError
    }
  }
}
