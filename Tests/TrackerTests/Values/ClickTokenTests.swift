import PartnerProgram
import Store
import Testing
@testable import Tracker

@Suite("Click tokens") struct ClickTokenTests {
  private let click = ClickID(rawValue: UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001))

  private func key(_ id: UInt32, _ byte: UInt8) -> SigningKey {
    SigningKey(
      id: id, secret: Array(repeating: byte, count: SigningKey.secretLength), createdAt: Timestamp(microseconds: 0))
  }

  private func signer(_ keys: SigningKey...) throws -> ClickTokenSigner {
    try #require(ClickTokenSigner(keys: keys))
  }

  @Test func `prove the click that they were made for, in characters that need no encoding`() throws {
    let signer = try signer(key(1, 7))
    let token = String(decoding: signer.token(for: click), as: UTF8.self)
    #expect(signer.click(provenBy: token) == click)
    #expect(token.utf8.count == 50)
    #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
  }

  @Test func `prove nothing once any bit is another`() throws {
    let signer = try signer(key(1, 7))
    let token = signer.token(for: click)
    let bytes = try #require(Base64URL.decode(token))
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      let text = String(decoding: Base64URL.encode(changed), as: UTF8.self)
      #expect(signer.click(provenBy: text) == nil, "bit \(bit)")
    }
    for position in token.indices {
      for bit in 0..<8 {
        var changed = token
        changed[position] ^= 1 << bit
        #expect(signer.click(provenBy: String(decoding: changed, as: UTF8.self)) == nil, "\(position), bit \(bit)")
      }
    }
  }

  @Test func `prove nothing when cut, grown or empty`() throws {
    let signer = try signer(key(1, 7))
    let token = String(decoding: signer.token(for: click), as: UTF8.self)
    for count in 0..<token.count { #expect(signer.click(provenBy: String(token.prefix(count))) == nil) }
    for grown in [token + "A", token + "=", " " + token, token + "\n", token + token] {
      #expect(signer.click(provenBy: grown) == nil)
    }
  }

  @Test func `outlive the key that signs now, but not a key that is gone`() throws {
    let old = try signer(key(1, 7))
    let both = try signer(key(1, 7), key(2, 9))
    let new = try signer(key(2, 9))
    let oldToken = String(decoding: old.token(for: click), as: UTF8.self)
    let newToken = String(decoding: both.token(for: click), as: UTF8.self)
    #expect(both.click(provenBy: oldToken) == click)
    #expect(both.click(provenBy: newToken) == click)
    #expect(newToken == String(decoding: new.token(for: click), as: UTF8.self))
    #expect(new.click(provenBy: oldToken) == nil)
    #expect(old.click(provenBy: newToken) == nil)
    #expect(try signer(key(1, 8)).click(provenBy: oldToken) == nil)
    #expect(ClickTokenSigner(keys: []) == nil)
  }
}
