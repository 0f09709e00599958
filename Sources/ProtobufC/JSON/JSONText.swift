extension [UInt8] {
  /// Appends a valid UTF-8 text in quotes, with the escapes that RFC 8259 demands and no others.
  mutating func appendJSONText(_ text: UnsafeRawBufferPointer) {
    append(UInt8(ascii: "\""))
    var written = 0
    for index in text.indices {
      let byte = text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      append(contentsOf: text[written..<index])
      appendEscape(of: byte)
      written = index + 1
    }
    append(contentsOf: text[written...])
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscape(of byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0..<0x20: append(contentsOf: ("u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)).utf8)
    default: append(byte)
    }
  }
}
