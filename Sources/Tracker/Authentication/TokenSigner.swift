internal import Crypto
package import PartnerProgram
package import Store

/// Signs the ids that travel through browsers, and finds out which of those that come back are ours: a click's, as the
/// proof that the click happened, and a visitor's, as the value of its cookie.
///
/// Layout of a token, before base 64: what it is of (1 byte), id of the signing key (4 bytes, big-endian), the UUID (16
/// bytes), and the first 16 bytes of HMAC-SHA256 over all before. RFC 2104, section 5, allows cutting a MAC to half its
/// length. What it is of is signed too, so that no token can be passed off as one of the other kind.
package struct TokenSigner: Sendable {
  /// What a token is of. The numbers are in tokens that are years old.
  private enum Kind: UInt8 {
    case click = 1
    case visitor = 2
  }

  private static let tagBytes = 16
  private static let signedBytes = 1 + 4 + UUIDBytes.byteCount
  private static let characters = Base64URL.encodedCount(signedBytes + tagBytes)

  private let newest: SigningKey
  /// The MACs of nothing under each key. Half of what a token costs is to begin one with its key, and each is begun alike.
  private let keys: [UInt32: HMAC<SHA256>]
  private let newestKey: HMAC<SHA256>

  /// Makes a signer that signs with the newest of `keys` and accepts them all; nil when there are none.
  package init?(keys: [SigningKey]) {
    guard let newest = keys.max(by: { $0.id < $1.id }) else { return nil }
    self.newest = newest
    newestKey = HMAC(key: SymmetricKey(data: newest.secret))
    self.keys = Dictionary(
      keys.map { ($0.id, HMAC(key: SymmetricKey(data: $0.secret))) }, uniquingKeysWith: { first, _ in first })
  }

  /// The token of a click, in ASCII.
  package func token(for click: ClickID) -> [UInt8] {
    token(for: click.rawValue, .click)
  }

  /// The token of a visitor, in ASCII: the value of its cookie.
  package func token(for visitor: VisitorID) -> [UInt8] {
    token(for: visitor.rawValue, .visitor)
  }

  /// The click that a token proves; nil when the token is none, its key is not ours or its signature is wrong.
  package func click(provenBy token: String) -> ClickID? {
    id(in: token, .click).map(ClickID.init(rawValue:))
  }

  /// The visitor that a token names; nil when the token is none, its key is not ours or its signature is wrong.
  package func visitor(provenBy token: String) -> VisitorID? {
    id(in: token, .visitor).map(VisitorID.init(rawValue:))
  }

  private func token(for id: UUIDBytes, _ kind: Kind) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.signedBytes + Self.tagBytes)
    bytes.append(kind.rawValue)
    withUnsafeBytes(of: newest.id.bigEndian) { bytes.append(contentsOf: $0) }
    id.withBytes { bytes.append(contentsOf: $0) }
    Self.withTag(of: bytes, under: newestKey) { bytes.append(contentsOf: $0) }
    return Base64URL.encode(bytes)
  }

  private func id(in token: String, _ kind: Kind) -> UUIDBytes? {
    guard token.utf8.count == Self.characters, let bytes = Base64URL.decode(token.utf8),
      bytes.count == Self.signedBytes + Self.tagBytes, bytes[0] == kind.rawValue
    else { return nil }
    let keyID = bytes[1..<5].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard let key = keys[keyID] else { return nil }
    let isOurs = Self.withTag(of: Array(bytes.prefix(Self.signedBytes)), under: key) { tag in
      Self.equalInConstantTime(tag, bytes.suffix(Self.tagBytes))
    }
    guard isOurs else { return nil }
    return bytes[5..<Self.signedBytes].withUnsafeBytes { UUIDBytes(bytes: $0) }
  }

  /// Lends the tag of some bytes to `body`.
  private static func withTag<Result>(
    of bytes: [UInt8], under key: HMAC<SHA256>, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    var mac = key
    mac.update(data: bytes)
    return mac.finalize().withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0.prefix(tagBytes))) }
  }

  /// Compares without telling by its duration where the first difference is.
  private static func equalInConstantTime(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
