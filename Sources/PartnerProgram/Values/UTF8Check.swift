/// Tells texts from other bytes without allocating.
enum UTF8Check {
  /// Whether the bytes are well-formed UTF-8 (RFC 3629) in which no character is NUL.
  static func isTextWithoutNUL(_ bytes: UnsafeRawBufferPointer) -> Bool {
    textPrefixCount(of: bytes) == bytes.count
  }

  /// How many bytes at the beginning are whole characters of well-formed UTF-8 (RFC 3629) before the first that is NUL.
  static func textPrefixCount(of bytes: UnsafeRawBufferPointer) -> Int {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if (0x01...0x7F).contains(lead) {
        index += 1
        continue
      }
      guard let shape = shape(of: lead), index + shape.length <= bytes.count,
        shape.second.contains(bytes[index + 1])
      else { return index }
      for position in (index + 2)..<(index + shape.length) where !continuation.contains(bytes[position]) {
        return index
      }
      index += shape.length
    }
    return index
  }

  /// Where the character begins that the byte at a position is part of.
  static func characterStart(at position: Int, in utf8: UnsafeRawBufferPointer) -> Int {
    var start = position
    while start > 0, continuation.contains(utf8[start]) { start -= 1 }
    return start
  }

  private static let continuation: ClosedRange<UInt8> = 0x80...0xBF

  /// How long the sequence of several bytes is that begins with one, and which second bytes keep it from being overlong, a
  /// surrogate or beyond U+10FFFF (the table of RFC 3629, section 4). Nil when no sequence begins so.
  private static func shape(of lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
    switch lead {
    case 0xC2...0xDF: (2, continuation)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, continuation)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, continuation)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }
}
