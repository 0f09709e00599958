/// Base 64 with the URL and filename safe alphabet and no padding (RFC 4648, section 5).
///
/// Foundation has only the other alphabet, and would build a text for each click token.
enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static let values: [UInt8?] = {
    var values = [UInt8?](repeating: nil, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// Characters that `count` bytes take.
  static func encodedCount(_ count: Int) -> Int { (count * 8 + 5) / 6 }

  /// Encodes bytes into characters.
  static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var characters: [UInt8] = []
    characters.reserveCapacity(encodedCount(bytes.count))
    var bits: UInt32 = 0
    var bitCount = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      bitCount += 8
      while bitCount >= 6 {
        bitCount -= 6
        characters.append(alphabet[Int(bits >> bitCount & 63)])
      }
    }
    if bitCount > 0 { characters.append(alphabet[Int(bits << (6 - bitCount) & 63)]) }
    return characters
  }

  /// Decodes characters; nil when one is not of the alphabet, or when the last one carries bits that no encoder sets,
  /// so that each value has exactly one text.
  static func decode(_ characters: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count * 6 / 8)
    var bits: UInt32 = 0
    var bitCount = 0
    for character in characters {
      guard let value = values[Int(character)] else { return nil }
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
      }
    }
    let left = bits & (1 << bitCount - 1)
    return bitCount < 6 && left == 0 ? bytes : nil
  }
}
