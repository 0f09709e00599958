/// Reading names and values of queries and forms.
enum PercentDecoding {
  private static let percent = UInt8(ascii: "%")
  private static let plus = UInt8(ascii: "+")

  /// The bytes that are meant: "+" is a space, and "%" with two hexadecimal digits a byte of any value (URL standard,
  /// "application/x-www-form-urlencoded parsing"). A "%" without them stands for itself, as the standard has it.
  static func decode(_ encoded: ArraySlice<UInt8>) -> [UInt8] {
    guard encoded.contains(where: { $0 == percent || $0 == plus }) else { return Array(encoded) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(encoded.count)
    var position = encoded.startIndex
    while position < encoded.endIndex {
      let byte = encoded[position]
      if byte == percent, encoded.endIndex - position > 2, let high = hexadecimalValue(encoded[position + 1]),
        let low = hexadecimalValue(encoded[position + 2])
      {
        decoded.append(high << 4 | low)
        position += 3
      } else {
        decoded.append(byte == plus ? UInt8(ascii: " ") : byte)
        position += 1
      }
    }
    return decoded
  }

  private static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
