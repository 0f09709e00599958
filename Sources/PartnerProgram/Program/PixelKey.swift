/// A key that signs the pixels of a program.
public struct PixelKey: Hashable, Sendable {
  /// Its name, which signatures begin with: ``idCharacterCount`` of `a`-`z` and `0`-`9`.
  public let id: String
  /// Its secret: the key of the HMAC is the ASCII bytes of this text.
  public let secret: String
  /// When it was made.
  public let createdAt: Timestamp

  /// How many characters an id has.
  public static let idCharacterCount = 8
  /// The characters of ids.
  public static let idAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
  /// How many characters a secret has: 43 of 64 carry 258 bits, more than the 32 bytes that RFC 2104, section 3 asks for
  /// with SHA-256.
  public static let secretCharacterCount = 43
  /// The characters of secrets: those of base 64 for URLs (RFC 4648, section 5).
  public static let secretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
  /// How many keys of a program verify: the newest one and the one before, so that pages can be changed without a gap.
  public static let maximumLiveKeys = 2

  /// Makes a key of its parts.
  public init(id: String, secret: String, createdAt: Timestamp) {
    self.id = id
    self.secret = secret
    self.createdAt = createdAt
  }

  /// Makes a new key of random characters.
  public init(createdAt: Timestamp, using generator: inout some RandomNumberGenerator) {
    self.init(
      id: RandomText.make(Self.idCharacterCount, of: Self.idAlphabet, using: &generator),
      secret: RandomText.make(Self.secretCharacterCount, of: Self.secretAlphabet, using: &generator),
      createdAt: createdAt)
  }
}
