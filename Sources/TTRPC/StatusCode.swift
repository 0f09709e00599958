/// How a call ended, by the codes that gRPC defines and ttrpc shares (`google.rpc.Code`).
public enum StatusCode: Int32, Sendable, Hashable, CaseIterable {
  /// The call succeeded. A ttrpc response carries no status then.
  case ok = 0
  /// The caller gave the call up.
  case cancelled = 1
  /// An error that fits no other code, or a code that this library does not know.
  case unknown = 2
  /// The request is wrong whatever the state of the server.
  case invalidArgument = 3
  /// The deadline passed before the call ended. A change may have been made all the same.
  case deadlineExceeded = 4
  /// Something that the request names does not exist.
  case notFound = 5
  /// Something that the request would make exists already.
  case alreadyExists = 6
  /// The caller is known and may not do this.
  case permissionDenied = 7
  /// A limit was reached: of memory, of calls, of frame size, of a quota.
  case resourceExhausted = 8
  /// The state of the server does not allow the call; sending it again does not help until that state is changed.
  case failedPrecondition = 9
  /// A conflict with a concurrent change ended the call; it may be sent again.
  case aborted = 10
  /// A value lies outside what is valid in the present state.
  case outOfRange = 11
  /// The service or the method is not served here.
  case unimplemented = 12
  /// The server broke one of its own invariants.
  case `internal` = 13
  /// The server cannot be reached or is going away; the call may be sent again if it is idempotent.
  case unavailable = 14
  /// Data was lost or is damaged.
  case dataLoss = 15
  /// The caller's credentials are missing or not valid.
  case unauthenticated = 16

  /// The code's name as `google.rpc.Code` writes it, such as "INVALID_ARGUMENT".
  public var name: String {
    switch self {
    case .ok: "OK"
    case .cancelled: "CANCELLED"
    case .unknown: "UNKNOWN"
    case .invalidArgument: "INVALID_ARGUMENT"
    case .deadlineExceeded: "DEADLINE_EXCEEDED"
    case .notFound: "NOT_FOUND"
    case .alreadyExists: "ALREADY_EXISTS"
    case .permissionDenied: "PERMISSION_DENIED"
    case .resourceExhausted: "RESOURCE_EXHAUSTED"
    case .failedPrecondition: "FAILED_PRECONDITION"
    case .aborted: "ABORTED"
    case .outOfRange: "OUT_OF_RANGE"
    case .unimplemented: "UNIMPLEMENTED"
    case .internal: "INTERNAL"
    case .unavailable: "UNAVAILABLE"
    case .dataLoss: "DATA_LOSS"
    case .unauthenticated: "UNAUTHENTICATED"
    }
  }
}

extension StatusCode: CustomStringConvertible {
  /// The code's ``name``.
  public var description: String { name }
}
