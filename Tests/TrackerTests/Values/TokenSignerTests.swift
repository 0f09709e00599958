import PartnerProgram
import Store
import Testing
@testable import Tracker

/// A kind of token, by the two functions that make and read it.
struct TokenKind: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let token: @Sendable (TokenSigner, UUIDBytes) -> [UInt8]
  let id: @Sendable (TokenSigner, String) -> UUIDBytes?

  static let click = TokenKind(
    testDescription: "click", token: { $0.token(for: ClickID(rawValue: $1)) },
    id: { $0.click(provenBy: $1)?.rawValue })
  static let visitor = TokenKind(
    testDescription: "visitor", token: { $0.token(for: VisitorID(rawValue: $1)) },
    id: { $0.visitor(provenBy: $1)?.rawValue })
  static let all = [click, visitor]

  func text(_ signer: TokenSigner, _ id: UUIDBytes) -> String {
    String(decoding: token(signer, id), as: UTF8.self)
  }
}

@Suite("Tokens") struct TokenSignerTests {
  private let id = UUIDBytes(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)

  private func key(_ id: UInt32, _ byte: UInt8) -> SigningKey {
    SigningKey(
      id: id, secret: Array(repeating: byte, count: SigningKey.secretLength), createdAt: Timestamp(microseconds: 0))
  }

  private func signer(_ keys: SigningKey...) throws -> TokenSigner {
    try #require(TokenSigner(keys: keys))
  }

  @Test(arguments: TokenKind.all)
  func `prove the id that they were made for, in characters that need no encoding`(kind: TokenKind) throws {
    let signer = try signer(key(1, 7))
    let token = kind.text(signer, id)
    #expect(kind.id(signer, token) == id)
    #expect(token.utf8.count == 50)
    #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
  }

  @Test func `of a click are as they were before there were others`() throws {
    // Made by the version that only signed clicks: tokens of its time stay good.
    let token = "AQAAAAEBkAAAAABwAIAAAAAAAAABjDT1KBor4Yx6I9oEGI6-9w"
    #expect(try signer(key(1, 7)).click(provenBy: token)?.rawValue == id)
  }

  @Test func `of one kind are none of the other`() throws {
    let signer = try signer(key(1, 7))
    #expect(TokenKind.visitor.id(signer, TokenKind.click.text(signer, id)) == nil)
    #expect(TokenKind.click.id(signer, TokenKind.visitor.text(signer, id)) == nil)
    // Nor when the byte that says so is changed, since it is signed too.
    var bytes = try #require(Base64URL.decode(TokenKind.click.token(signer, id)))
    bytes[0] = 2
    #expect(TokenKind.visitor.id(signer, String(decoding: Base64URL.encode(bytes), as: UTF8.self)) == nil)
  }

  @Test(arguments: TokenKind.all) func `prove nothing once any bit is another`(kind: TokenKind) throws {
    let signer = try signer(key(1, 7))
    let token = kind.token(signer, id)
    let bytes = try #require(Base64URL.decode(token))
    for bit in 0..<bytes.count * 8 {
      var changed = bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      let text = String(decoding: Base64URL.encode(changed), as: UTF8.self)
      #expect(kind.id(signer, text) == nil, "bit \(bit)")
    }
    for position in token.indices {
      for bit in 0..<8 {
        var changed = token
        changed[position] ^= 1 << bit
        #expect(kind.id(signer, String(decoding: changed, as: UTF8.self)) == nil, "\(position), bit \(bit)")
      }
    }
  }

  @Test(arguments: TokenKind.all) func `prove nothing when cut, grown or empty`(kind: TokenKind) throws {
    let signer = try signer(key(1, 7))
    let token = kind.text(signer, id)
    for count in 0..<token.count { #expect(kind.id(signer, String(token.prefix(count))) == nil) }
    for grown in [token + "A", token + "=", " " + token, token + "\n", token + token] {
      #expect(kind.id(signer, grown) == nil)
    }
  }

  @Test(arguments: TokenKind.all)
  func `outlive the key that signs now, but not a key that is gone`(kind: TokenKind) throws {
    let old = try signer(key(1, 7))
    let both = try signer(key(1, 7), key(2, 9))
    let new = try signer(key(2, 9))
    let oldToken = kind.text(old, id)
    let newToken = kind.text(both, id)
    #expect(kind.id(both, oldToken) == id)
    #expect(kind.id(both, newToken) == id)
    #expect(newToken == kind.text(new, id))
    #expect(kind.id(new, oldToken) == nil)
    #expect(kind.id(old, newToken) == nil)
    #expect(try kind.id(signer(key(1, 8)), oldToken) == nil)
    #expect(TokenSigner(keys: []) == nil)
  }
}
