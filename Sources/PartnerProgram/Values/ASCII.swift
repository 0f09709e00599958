/// Classes of ASCII bytes, for texts that are checked byte by byte.
enum ASCII {
  static let hyphen: UInt8 = 0x2D
  static let zero: UInt8 = 0x30
  static let colon: UInt8 = 0x3A
  static let dot: UInt8 = 0x2E
  static let numberSign: UInt8 = 0x23
  static let questionMark: UInt8 = 0x3F
  static let slash: UInt8 = 0x2F
  static let percent: UInt8 = 0x25
  static let openingBracket: UInt8 = 0x5B
  static let closingBracket: UInt8 = 0x5D

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  static func isLowercase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  static func isUppercase(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  static func isLetter(_ byte: UInt8) -> Bool { isLowercase(byte) || isUppercase(byte) }
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

  /// A capital letter as a small one, and any other byte as it is.
  static func lowercased(_ byte: UInt8) -> UInt8 { isUppercase(byte) ? byte + 0x20 : byte }

  /// Space, tab, line feed, vertical tab, form feed and carriage return.
  static func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The value of a hexadecimal digit of either case, or nil for any other byte.
  static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// The lower-case hexadecimal digit of the low four bits.
  static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    let nibble = value & 0xF
    return nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10
  }
}
