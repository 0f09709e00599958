/// Writing texts into a query, where only few characters stand for themselves.
public enum PercentEncoding {
  /// A text with every byte of UTF-8 but the unreserved characters of RFC 3986, section 2.3, as "%" and two hexadecimal
  /// digits.
  public static func encode(_ text: String) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isUnreserved(byte) {
        encoded.append(byte)
      } else {
        encoded += [ASCII.percent, uppercaseDigit(byte >> 4), uppercaseDigit(byte)]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || byte == ASCII.hyphen || byte == ASCII.dot || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "~")
  }

  /// The digit in upper case, which RFC 3986, section 2.1 prefers.
  private static func uppercaseDigit(_ value: UInt8) -> UInt8 {
    let digit = ASCII.hexadecimalDigit(value)
    return ASCII.isLowercase(digit) ? digit - 0x20 : digit
  }
}
