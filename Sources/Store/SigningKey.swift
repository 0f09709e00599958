public import PartnerProgram

/// A secret that signs tokens of clicks and visitors by HMAC-SHA256.
public struct SigningKey: Sendable, Hashable {
  /// Number of bytes in a secret: the output size of SHA-256, the least that RFC 2104 recommends.
  public static let secretLength = 32

  /// How many keys are kept at a time.
  public static let maximumKeys = 100

  /// Names the key inside a token.
  public let id: UInt32
  /// The secret bytes.
  public let secret: [UInt8]
  /// When it was made.
  public let createdAt: Timestamp

  /// Makes a key of its parts.
  public init(id: UInt32, secret: [UInt8], createdAt: Timestamp) {
    self.id = id
    self.secret = secret
    self.createdAt = createdAt
  }
}
