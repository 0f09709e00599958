internal import Crypto
package import PartnerProgram
package import Store

/// The signed proof that a click happened, which travels through the visitor's browser to the shop and back.
///
/// Layout, before base 64: version 1 (1 byte), id of the signing key (4 bytes, big-endian), the click's UUID (16 bytes),
/// and the first 16 bytes of HMAC-SHA256 over all before. RFC 2104, section 5, allows cutting a MAC to half its length.
package struct ClickTokenSigner: Sendable {
  private static let version: UInt8 = 1
  private static let tagBytes = 16
  private static let signedBytes = 1 + 4 + UUIDBytes.byteCount

  private let newest: SigningKey
  private let keys: [UInt32: SymmetricKey]
  private let newestKey: SymmetricKey

  /// Makes a signer that signs with the newest of `keys` and accepts them all; nil when there are none.
  package init?(keys: [SigningKey]) {
    guard let newest = keys.max(by: { $0.id < $1.id }) else { return nil }
    self.newest = newest
    newestKey = SymmetricKey(data: newest.secret)
    self.keys = Dictionary(keys.map { ($0.id, SymmetricKey(data: $0.secret)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The token of a click, in ASCII.
  package func token(for click: ClickID) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.signedBytes + Self.tagBytes)
    bytes.append(Self.version)
    withUnsafeBytes(of: newest.id.bigEndian) { bytes.append(contentsOf: $0) }
    click.rawValue.withBytes { bytes.append(contentsOf: $0) }
    let tag = HMAC<SHA256>.authenticationCode(for: bytes, using: newestKey)
    bytes.append(contentsOf: Array(tag).prefix(Self.tagBytes))
    return Base64URL.encode(bytes)
  }

  /// The click that a token proves; nil when the token is none, its key is not ours or its signature is wrong.
  package func click(provenBy token: String) -> ClickID? {
    let expectedCharacters = Base64URL.encodedCount(Self.signedBytes + Self.tagBytes)
    guard token.utf8.count == expectedCharacters, let bytes = Base64URL.decode(token.utf8),
      bytes.count == Self.signedBytes + Self.tagBytes, bytes[0] == Self.version
    else { return nil }
    let keyID = bytes[1..<5].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard let key = keys[keyID] else { return nil }
    let tag = HMAC<SHA256>.authenticationCode(for: bytes.prefix(Self.signedBytes), using: key)
    guard Self.equalInConstantTime(Array(tag).prefix(Self.tagBytes), bytes.suffix(Self.tagBytes)) else { return nil }
    return bytes[5..<Self.signedBytes].withUnsafeBytes { UUIDBytes(bytes: $0) }.map(ClickID.init(rawValue:))
  }

  /// Compares without telling by its duration where the first difference is.
  private static func equalInConstantTime(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
