internal import Crypto
internal import PartnerProgram

/// What a merchant's server vouches for in a pixel's query: all before the first "&sig=", to the byte. What stands behind
/// the signature was added by a browser, and only the click token is taken from there.
struct PixelSignature {
  /// How far a pixel is to be trusted.
  enum Judgement {
    /// As a call of the merchant's server.
    case signed
    /// Not at all: anybody can have written it.
    case unsigned
    /// Somebody has tried to pass it off as signed, or the key is none any more.
    case wrong
  }

  /// The parameters before the signature, or all when there is none.
  let parameters: EncodedParameters
  /// The parameters behind it.
  let parametersBehind: EncodedParameters
  /// `KEYID.HEX`; nil when there is none.
  private let signature: ArraySlice<UInt8>?

  private static let mark = Array("&sig=".utf8)

  /// Takes a query apart.
  init(_ query: ArraySlice<UInt8>) {
    let found =
      query.starts(with: Self.mark.dropFirst()) ? query.startIndex..<query.startIndex : query.range(of: Self.mark)
    guard let found else {
      parameters = EncodedParameters(query)
      parametersBehind = EncodedParameters([])
      signature = nil
      return
    }
    parameters = EncodedParameters(query[..<found.lowerBound])
    let behind = query[found.lowerBound...].drop { $0 != UInt8(ascii: "=") }.dropFirst()
    let end = behind.firstIndex(of: UInt8(ascii: "&")) ?? behind.endIndex
    signature = behind[..<end]
    parametersBehind = EncodedParameters(behind[end...].dropFirst())
  }

  /// How far the parameters are to be trusted. A signature that is empty is none, as an empty value always is.
  ///
  /// - Parameter keys: Those that verify the program's pixels.
  func judge(_ keys: [PixelKey]) -> Judgement {
    guard let signature, !signature.isEmpty else { return .unsigned }
    guard let dot = signature.firstIndex(of: UInt8(ascii: ".")),
      let key = keys.first(where: { $0.id.utf8.elementsEqual(signature[..<dot]) }),
      let code = Self.bytes(ofHexadecimal: signature[signature.index(after: dot)...])
    else { return .wrong }
    let isValid = HMAC<SHA256>.isValidAuthenticationCode(
      code, authenticating: parameters.bytes, using: SymmetricKey(data: Array(key.secret.utf8)))
    return isValid ? .signed : .wrong
  }

  /// Reads 32 bytes in lower-case hexadecimal; nil when they are not.
  private static func bytes(ofHexadecimal digits: ArraySlice<UInt8>) -> [UInt8]? {
    guard digits.count == 2 * SHA256.byteCount else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }
}

extension ArraySlice<UInt8> {
  /// Where bytes first occur.
  fileprivate func range(of pattern: [UInt8]) -> Range<Int>? {
    guard let first = pattern.first else { return nil }
    var start = startIndex
    while let position = self[start...].firstIndex(of: first) {
      if self[position...].starts(with: pattern) { return position..<position + pattern.count }
      start = position + 1
    }
    return nil
  }
}
