/// Replaces the escapes of a JSON text (RFC 8259, section 7). What they stand for never takes more bytes than they do.
struct JSONUnescaper {
  private let raw: UnsafeRawBufferPointer
  private let room: UnsafeMutableRawBufferPointer
  private var count = 0

  /// How far it came: after a wrong escape, where that begins.
  private(set) var position = 0

  /// - Parameters:
  ///   - raw: what stands between the quotes.
  ///   - room: as many bytes as `raw` has.
  init(_ raw: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) {
    self.raw = raw
    self.room = room
  }

  /// Writes the text.
  ///
  /// - Returns: its length in bytes, or nil when an escape is none of JSON's or half a surrogate pair.
  mutating func run() -> Int? {
    while position < raw.count {
      if raw[position] != UInt8(ascii: "\\") {
        put(raw[position])
        position += 1
      } else if let (scalar, length) = escape() {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { put(byte) }
        position += length
      } else {
        return nil
      }
    }
    return count
  }

  /// The character that the escape at `position` stands for, and how many bytes the escape has.
  private func escape() -> (scalar: Unicode.Scalar, length: Int)? {
    guard position + 1 < raw.count else { return nil }
    switch raw[position + 1] {
    case UInt8(ascii: "\""): return ("\"", 2)
    case UInt8(ascii: "\\"): return ("\\", 2)
    case UInt8(ascii: "/"): return ("/", 2)
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"): return character()
    default: return nil
    }
  }

  /// A character written in one or, beyond U+FFFF, two groups of four hexadecimal digits.
  private func character() -> (scalar: Unicode.Scalar, length: Int)? {
    guard let first = codeUnit(at: position) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
    guard UTF16.isLeadSurrogate(first), let second = codeUnit(at: position + 6), UTF16.isTrailSurrogate(second) else {
      return nil
    }
    let (high, low) = (UInt32(first) & 0x3FF, UInt32(second) & 0x3FF)
    return Unicode.Scalar(0x10000 + high << 10 + low).map { ($0, 12) }
  }

  /// The number of the `\uXXXX` at `start`.
  private func codeUnit(at start: Int) -> UInt16? {
    guard start + 6 <= raw.count, raw[start] == UInt8(ascii: "\\"), raw[start + 1] == UInt8(ascii: "u") else {
      return nil
    }
    var unit: UInt16 = 0
    for index in start + 2..<start + 6 {
      guard let digit = hexadecimalDigit(raw[index]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  private func hexadecimalDigit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  private mutating func put(_ byte: UInt8) {
    room[count] = byte
    count += 1
  }
}
