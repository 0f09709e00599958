import Crypto
import PartnerProgram
import Testing

@testable import Web

/// The signature of a pixel's query.
@Suite struct PixelSignatureTests {
  private let key = PixelKey(
    id: "abcd1234", secret: "kQ7cWlH0aXbE3nZtJm5yVgR8sUoP1dFiT2wLxKhN6eM", createdAt: Timestamp(microseconds: 0))
  private let other = PixelKey(
    id: "wxyz9876", secret: "AQ7cWlH0aXbE3nZtJm5yVgR8sUoP1dFiT2wLxKhN6eM", createdAt: Timestamp(microseconds: 0))

  private func signature(_ query: String) -> PixelSignature { PixelSignature(Array(query.utf8)[...]) }

  @Test func isTheHMACThatOtherProgramsMake() {
    // printf '%s' 'program=mugs&order_id=1' | openssl dgst -sha256 -hmac SECRET
    let query = "program=mugs&order_id=1&sig=abcd1234.EXPECTED"
    #expect(signature(query.replacing("EXPECTED", with: Self.expected)).judge([other, key]) == .signed)
    #expect(signature(query.replacing("EXPECTED", with: Self.expected)).judge([other]) == .wrong)
    #expect(signature(query.replacing("EXPECTED", with: Self.expected)).judge([]) == .wrong)
    #expect(signedQuery("program=mugs&order_id=1", with: key).hasSuffix(Self.expected))
  }

  private static let expected = "933224c4141fdc392a9de9283c7c47c360ac313746e7d776facbae513c4e7482"

  @Test func isWrongOnceAnyByteOfTheQueryOrOfItIsAnother() {
    let query = Array(signedQuery("program=mugs&order_id=1&tax=1.00", with: key).utf8)
    #expect(PixelSignature(query[...]).judge([key]) == .signed)
    for position in query.indices {
      for bit in 0..<8 {
        var changed = query
        changed[position] ^= 1 << bit
        #expect(PixelSignature(changed[...]).judge([key]) != .signed, "\(String(decoding: changed, as: UTF8.self))")
      }
    }
    for count in query.indices { #expect(PixelSignature(query[..<count]).judge([key]) != .signed) }
    #expect(PixelSignature((query + Array("0".utf8))[...]).judge([key]) == .wrong)
    #expect(PixelSignature((Array("a=b&".utf8) + query)[...]).judge([key]) == .wrong)
  }

  @Test(
    arguments: [
      ("", .unsigned), ("a=b", .unsigned), ("a=b&sig=", .unsigned), ("a=b&sig=&click=x", .unsigned),
      ("xsig=1", .unsigned),
      ("a=b&SIG=x", .unsigned), ("a=b&%73ig=x", .unsigned), ("sig=x", .wrong), ("a=b&sig=x", .wrong),
      ("a=b&sig=.", .wrong),
      ("a=b&sig=abcd1234", .wrong), ("a=b&sig=abcd1234.", .wrong), ("a=b&sig=.00", .wrong), ("sig=", .unsigned),
      ("a=b&sig=%61bcd1234.00", .wrong),
    ] as [(String, PixelSignature.Judgement)])
  func isNoneOrWrong(query: String, expected: PixelSignature.Judgement) {
    #expect(signature(query).judge([key]) == expected)
  }

  @Test func isInLowerCaseOnly() {
    let query = signedQuery("a=b", with: key)
    let hexadecimal = query.suffix(64)
    #expect(signature(query.replacing(hexadecimal, with: hexadecimal.uppercased())).judge([key]) == .wrong)
  }

  @Test func coversWhatStandsBeforeItsFirstMarkAlone() {
    let taken = signature("a=1&sig=x&click=2&sig=y&b=3")
    #expect(taken.parameters.bytes.elementsEqual("a=1".utf8))
    #expect(taken.parametersBehind.bytes.elementsEqual("click=2&sig=y&b=3".utf8))
    #expect(signature("a=1").parametersBehind.bytes.isEmpty)
  }

  @Test func ofAnEmptyQueryIsGoodForNoOther() {
    let signed = signedQuery("", with: key)
    #expect(signature(signed).judge([key]) == .signed && signature(signed).parameters.bytes.isEmpty)
    #expect(signature("order_id=1" + signed).judge([key]) == .wrong)
  }
}

/// A query with its signature at the end, made as a merchant's server would.
func signedQuery(_ query: String, with key: PixelKey) -> String {
  let code = HMAC<SHA256>.authenticationCode(
    for: Array(query.utf8), using: SymmetricKey(data: Array(key.secret.utf8)))
  return "\(query)&sig=\(key.id)." + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
