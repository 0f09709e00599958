internal import NIOCore

extension ByteBuffer {
  /// Appends a valid UTF-8 text in quotes, with the escapes that RFC 8259 demands and no others.
  mutating func writeJSONText(_ text: UnsafeRawBufferPointer) {
    writeInteger(UInt8(ascii: "\""))
    var written = 0
    for (index, byte) in text.enumerated() where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    {
      writeBytes(UnsafeRawBufferPointer(rebasing: text[written..<index]))
      writeEscape(of: byte)
      written = index + 1
    }
    writeBytes(UnsafeRawBufferPointer(rebasing: text[written...]))
    writeInteger(UInt8(ascii: "\""))
  }

  private mutating func writeEscape(of byte: UInt8) {
    switch byte {
    case 0x08: writeStaticString("\\b")
    case 0x09: writeStaticString("\\t")
    case 0x0A: writeStaticString("\\n")
    case 0x0C: writeStaticString("\\f")
    case 0x0D: writeStaticString("\\r")
    case 0..<0x20: writeString("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
    default:
      writeInteger(UInt8(ascii: "\\"))
      writeInteger(byte)
    }
  }
}
