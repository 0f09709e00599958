/// The text form of a UUID: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12 (RFC 9562, section 4).
extension UUIDBytes {
  /// How many bytes the text form has.
  public static let textByteCount = 36

  /// Whether a hyphen stands at a position of the text form.
  private static func isHyphenPosition(_ position: Int) -> Bool {
    position == 8 || position == 13 || position == 18 || position == 23
  }

  /// Reads the text form in digits of either case, without allocating.
  ///
  /// The version and variant are not looked at: callers bring UUIDs of many makes, and what matters is only that one
  /// is not like another. So the nil UUID, which programs send for "none", is refused.
  ///
  /// - Returns: Nil when the bytes are no UUID or the nil UUID.
  public init?(utf8: UnsafeRawBufferPointer) {
    guard utf8.count == Self.textByteCount else { return nil }
    var value: UInt128 = 0
    for position in 0..<Self.textByteCount {
      let byte = utf8[position]
      if Self.isHyphenPosition(position) {
        guard byte == ASCII.hyphen else { return nil }
      } else {
        guard let digit = ASCII.hexadecimalValue(byte) else { return nil }
        value = value << 4 | UInt128(digit)
      }
    }
    guard value != 0 else { return nil }
    self.init(high: UInt64(value >> 64), low: UInt64(truncatingIfNeeded: value))
  }

  /// Reads the text form; nil as for UTF-8 bytes.
  public init?(_ text: String) {
    var text = text
    guard let uuid = text.withUTF8({ UUIDBytes(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = uuid
  }

  /// Writes the text form in lower case into exactly 36 bytes, without allocating.
  ///
  /// - Precondition: `text` holds 36 bytes.
  public func writeText(into text: UnsafeMutableRawBufferPointer) {
    precondition(text.count == Self.textByteCount, "The text form of a UUID takes 36 bytes.")
    var shift = 60
    var half = high
    for position in 0..<Self.textByteCount {
      if Self.isHyphenPosition(position) {
        text[position] = ASCII.hyphen
        continue
      }
      text[position] = ASCII.hexadecimalDigit(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
      if shift == 0 {
        shift = 60
        half = low
      } else {
        shift -= 4
      }
    }
  }

  /// The text form in lower case.
  public var description: String {
    String(unsafeUninitializedCapacity: Self.textByteCount) { text in
      writeText(into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: text[..<Self.textByteCount])))
      return Self.textByteCount
    }
  }
}
