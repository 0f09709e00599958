/// A call that did not succeed: what the peer said, or what this side found.
public struct RPCError: Error, Sendable, Hashable {
  /// How the call ended; never `ok`.
  public let code: StatusCode
  /// What went wrong, in English, for a developer. It travels to the peer as it is.
  public let message: String

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - code: how the call ended. `ok` is no error, and is taken as `internal`.
  ///   - message: what went wrong, in English.
  public init(_ code: StatusCode, _ message: String) {
    self.code = code == .ok ? .internal : code
    self.message = message
  }
}

extension RPCError: CustomStringConvertible {
  /// The code's name and the message.
  public var description: String { "\(code.name): \(message)" }
}
