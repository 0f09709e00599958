/// Reads the tokens of one JSON document (RFC 8259), strictly. It copies nothing but texts with escapes, into an arena.
struct JSONScanner {
  /// What a value is, told by its first byte.
  enum Kind {
    case object, array, text, number, bool, null
  }

  private let bytes: UnsafeRawBufferPointer
  private let arena: Arena
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer, arena: Arena) {
    self.bytes = bytes
    self.arena = arena
  }

  /// The kind of the value that comes next.
  mutating func kind() throws(JSONDecodingError) -> Kind {
    switch nextByte() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .text
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .number
    default: throw malformed("expected a value")
    }
  }

  /// Takes the punctuation `byte` when it comes next.
  mutating func takes(_ byte: Unicode.Scalar) -> Bool {
    guard nextByte() == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// Takes a comma, or the punctuation `end`.
  ///
  /// - Returns: whether it was the comma.
  mutating func takesComma(orEnd end: Unicode.Scalar) throws(JSONDecodingError) -> Bool {
    if takes(",") { return true }
    guard takes(end) else { throw malformed("expected ',' or '\(end)'") }
    return false
  }

  /// Takes the name of an object's member and the colon behind it.
  mutating func name() throws(JSONDecodingError) -> UnsafeRawBufferPointer {
    guard nextByte() == UInt8(ascii: "\"") else { throw malformed("expected a name in quotes") }
    let name = try text()
    guard takes(":") else { throw malformed("expected ':'") }
    return name
  }

  /// Takes a text, of which only the escapes have been checked. It is valid as long as the document and the arena are.
  mutating func text() throws(JSONDecodingError) -> UnsafeRawBufferPointer {
    let start = position + 1
    var end = start
    var isEscaped = false
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      guard bytes[end] >= 0x20 else {
        position = end
        throw malformed("a control character must be escaped")
      }
      guard bytes[end] == UInt8(ascii: "\\") else {
        end += 1
        continue
      }
      isEscaped = true
      end += 2
    }
    guard end < bytes.count else {
      position = bytes.count
      throw malformed("expected '\"'")
    }
    let raw = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    position = end + 1
    return isEscaped ? try unescaped(raw, at: start) : raw
  }

  /// Takes a number.
  mutating func number() throws(JSONDecodingError) -> JSONInteger {
    guard let number = JSONInteger(scanning: bytes, at: &position) else { throw malformed("expected a digit") }
    return number
  }

  /// Takes `true` or `false`.
  mutating func bool() throws(JSONDecodingError) -> Bool {
    if nextByte() == UInt8(ascii: "t") {
      try literal("true")
      return true
    }
    try literal("false")
    return false
  }

  /// Takes `null`.
  mutating func null() throws(JSONDecodingError) {
    try literal("null")
  }

  /// Sees to it that nothing follows the document.
  mutating func end() throws(JSONDecodingError) {
    guard nextByte() == nil else { throw malformed("expected the end of the document") }
  }

  private mutating func literal(_ text: StaticString) throws(JSONDecodingError) {
    for expected in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) {
      guard position < bytes.count, bytes[position] == expected else { throw malformed("expected '\(text)'") }
      position += 1
    }
  }

  /// The byte behind white space, which is passed over.
  private mutating func nextByte() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case let byte: return byte
      }
    }
    return nil
  }

  private func unescaped(
    _ raw: UnsafeRawBufferPointer, at start: Int
  ) throws(JSONDecodingError) -> UnsafeRawBufferPointer {
    let room = UnsafeMutableRawBufferPointer(
      start: try arena.allocateForJSON(UInt8.self, count: raw.count), count: raw.count)
    var unescaper = JSONUnescaper(raw, into: room)
    guard let count = unescaper.run() else {
      throw JSONDecodingError(
        reason: .malformed, message: "is not JSON: a wrong escape at byte \(start + unescaper.position)")
    }
    return UnsafeRawBufferPointer(rebasing: room[..<count])
  }

  private func malformed(_ expectation: String) -> JSONDecodingError {
    let place = position < bytes.count ? "at byte \(position)" : "where the document ends"
    return JSONDecodingError(reason: .malformed, message: "is not JSON: \(expectation) \(place)")
  }
}
