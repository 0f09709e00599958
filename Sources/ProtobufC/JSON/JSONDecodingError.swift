/// Why a JSON document is not the message that was expected.
public struct JSONDecodingError: Error, Equatable, Sendable {
  /// The reasons, which differ in what the peer can do about them.
  public enum Reason: Equatable, Sendable {
    /// The bytes are not JSON (RFC 8259).
    case malformed
    /// It is JSON, but a field is unknown, given twice or of the wrong type or range.
    case mismatch
    /// It would take more memory than the arena's limit.
    case tooLarge
  }

  /// Why decoding failed.
  public let reason: Reason
  /// Path of the field that is wrong, by the names in the `.proto` file, such as "items[2].sku". A name that the message
  /// does not have is shortened and escaped. Empty when the document as a whole is wrong.
  public let field: String
  /// What is wrong, in English, as the rest of a sentence that begins with the field, or the document where that is empty.
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

extension Arena {
  /// Hands out zeroed memory for `count` values of a plain C type, for reading JSON.
  func allocateForJSON<Value>(
    _ type: Value.Type, count: Int
  ) throws(JSONDecodingError) -> UnsafeMutablePointer<Value> {
    do {
      return try allocate(type, count: count)
    } catch {
      throw JSONDecodingError(reason: .tooLarge, message: "takes more than \(limit) bytes of memory")
    }
  }
}
