internal import Crypto

/// The secret of an API key as its holder writes it: `tk_ID_SECRET`.
///
/// The server keeps only its SHA-256: the secret part is 32 random bytes, so there is nothing to guess and a slow hash
/// would only make each call slower.
package struct APIKeySecret: Sendable {
  /// Longest text that is taken for a key; more is refused before it is hashed.
  static let maximumBytes = 128
  private static let idBytes = 9
  private static let secretBytes = 32

  /// Public name of the key.
  package let id: String
  /// The whole text, for its holder alone.
  package let text: String

  /// Makes a new key from the system's random numbers.
  package init() {
    // An underscore in the id would make the text ambiguous to a reader; the secret part is everything after the id.
    id = String(decoding: Base64URL.encode(Self.random(Self.idBytes)), as: UTF8.self)
      .replacing("_", with: "A").replacing("-", with: "B")
    text = "tk_\(id)_" + String(decoding: Base64URL.encode(Self.random(Self.secretBytes)), as: UTF8.self)
  }

  /// SHA-256 of the text, which is what the store keeps.
  package var sha256: [UInt8] {
    Array(SHA256.hash(data: Array(text.utf8)))
  }

  /// SHA-256 of a text that a caller sent.
  static func sha256(of text: UnsafeRawBufferPointer) -> [UInt8] {
    Array(SHA256.hash(data: text))
  }

  private static func random(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
