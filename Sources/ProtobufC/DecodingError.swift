/// Why bytes are not the message that was expected.
public struct DecodingError: Error, Equatable, Sendable {
  /// The reasons, which differ in what the peer can do about them.
  public enum Reason: Equatable, Sendable {
    /// The bytes are no encoding of the message.
    case malformed
    /// Decoding would take more memory than the arena's limit.
    case tooLarge
    /// A text field is not UTF-8 or contains NUL.
    case invalidText
  }

  /// Why decoding failed.
  public let reason: Reason
  /// Path of the field that is wrong, such as "customer.email" or "items[2].sku". Empty when the message as a whole is.
  public let field: String
  /// What is wrong, in English.
  public let message: String

  /// Makes an error about `field`.
  public init(reason: Reason, field: String = "", message: String) {
    self.reason = reason
    self.field = field
    self.message = message
  }
  /// The same error seen from `parent`, as ``fieldPath(_:within:)`` has it.
  func within(_ parent: String) -> Self {
    Self(reason: reason, field: fieldPath(field, within: parent), message: message)
  }
}
