internal import TTRPC

/// A call that did not succeed: what the server answered, or what the client found on the way.
public struct TributaryError: Error, Sendable, Hashable {
  /// How the call ended, by the codes of gRPC. Never `ok`.
  public let code: StatusCode
  /// What went wrong, in English, for a developer.
  public let message: String
  /// The request's field that is wrong or in conflict, by its name in the `.proto` file, such as "order_id" or
  /// "items[2].sku". Nil when the error is about no field.
  public let field: String?

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - code: how the call ended.
  ///   - message: what went wrong. With the codes `invalidArgument` and `alreadyExists`, a beginning such as
  ///     "order_id: " also becomes ``field``.
  public init(_ code: StatusCode, _ message: String) {
    self.code = code
    self.message = message
    switch code {
    case .invalidArgument, .alreadyExists: field = TributaryError.leadingField(of: message)
    default: field = nil
    }
  }

  init(_ error: RPCError) {
    self.init(error.code, error.message)
  }

  /// The field that the server names at the beginning of a message, before ": ".
  private static func leadingField(of message: String) -> String? {
    guard let colon = message.utf8.firstIndex(of: UInt8(ascii: ":")),
      message.utf8[colon...].starts(with: ": ".utf8),
      let first = message.utf8.first, isLowercase(first)
    else { return nil }
    let name = message.utf8[..<colon]
    return name.allSatisfy(belongsToFieldPath) ? String(name) : nil
  }

  private static func isLowercase(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  private static func belongsToFieldPath(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"): true
    default: isLowercase(byte)
    }
  }
}

extension TributaryError: CustomStringConvertible {
  /// The code's name and the message, such as "NOT_FOUND: there is no program \"shop\"".
  public var description: String { "\(code.name): \(message)" }
}
