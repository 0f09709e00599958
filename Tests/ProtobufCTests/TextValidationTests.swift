import CProtobufC
import CProtos
import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

/// Bytes that are not a text, each of another class of RFC 3629, section 4.
private let badTexts: [(name: String, bytes: [UInt8], message: String)] = [
  ("a continuation byte alone", [0x80], "is not valid UTF-8"),
  ("the last continuation byte alone", [0xBF], "is not valid UTF-8"),
  ("a lead byte at the end", [0x61, 0xC3], "is not valid UTF-8"),
  ("a lead byte before ASCII", [0xC3, 0x61], "is not valid UTF-8"),
  ("three bytes cut to two", [0xE2, 0x82], "is not valid UTF-8"),
  ("four bytes cut to three", [0xF0, 0x9F, 0x98], "is not valid UTF-8"),
  ("NUL in two bytes", [0xC0, 0x80], "is not valid UTF-8"),
  ("a slash in two bytes", [0xC0, 0xAF], "is not valid UTF-8"),
  ("ASCII in two bytes", [0xC1, 0xBF], "is not valid UTF-8"),
  ("two bytes' worth in three", [0xE0, 0x9F, 0xBF], "is not valid UTF-8"),
  ("three bytes' worth in four", [0xF0, 0x8F, 0xBF, 0xBF], "is not valid UTF-8"),
  ("the first high surrogate", [0xED, 0xA0, 0x80], "is not valid UTF-8"),
  ("the last low surrogate", [0xED, 0xBF, 0xBF], "is not valid UTF-8"),
  ("a surrogate pair, as CESU-8 has it", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "is not valid UTF-8"),
  ("one past U+10FFFF", [0xF4, 0x90, 0x80, 0x80], "is not valid UTF-8"),
  ("a lead byte F5", [0xF5, 0x80, 0x80, 0x80], "is not valid UTF-8"),
  ("a five-byte form", [0xF8, 0x88, 0x80, 0x80, 0x80], "is not valid UTF-8"),
  ("a byte FE", [0xFE], "is not valid UTF-8"),
  ("a byte FF", [0xFF], "is not valid UTF-8"),
  ("a fault behind a long valid text", [UInt8](repeating: 0x61, count: 5000) + [0xC3], "is not valid UTF-8"),
  ("NUL alone", [0x00], "contains a NUL character"),
  ("NUL inside", [0x61, 0x00, 0x62], "contains a NUL character"),
  ("NUL at the end", [0x61, 0x62, 0x00], "contains a NUL character"),
]

@Suite struct TextValidationTests {
  private let arena = Arena(limit: 1 << 20)

  @Test(arguments: badTexts.indices)
  func aBadTextIsRefusedWhereverItStands(_ index: Int) {
    let bad = badTexts[index]
    expectFault(RecordConversionRequest.self, "program", bad.message, wireBytes { $0.delimited(1, bad.bytes) })
    expectFault(
      RecordConversionRequest.self, "customer.email", bad.message,
      wireBytes {
        $0.message(11) {
          $0.text(2, "7"); $0.delimited(1, bad.bytes)
        }
      })
    expectFault(
      RecordConversionRequest.self, "items[2].sku", bad.message,
      wireBytes { writer in
        for sku in [[0x61], [0x62], bad.bytes, bad.bytes] { writer.message(6) { $0.delimited(1, sku) } }
      })
    expectFault(
      RecordConversionResponse.self, "receipt.candidates[1].value", bad.message,
      wireBytes {
        $0.message(2) {
          $0.message(5) { _ in }; $0.message(5) { $0.delimited(2, bad.bytes) }
        }
      })
  }

  @Test(arguments: [
    "a", "\u{1}", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}",
    "\u{10000}", "\u{10FFFF}", "e\u{301}", "👩‍👩‍👧", "\r\n\t",
  ])
  func everyTextThatUnicodeHasIsTakenAsItIs(_ text: String) throws {
    let decoded = try wireBytes { $0.text(1, text) }.withDecoded(RecordConversionRequest.self, arena)
    #expect(Array(decoded.program.utf8) == Array(text.utf8))
  }

  @Test func unknownFieldsAreNotTexts() throws {
    let bytes = wireBytes { $0.delimited(1000, [0xFF, 0x00]) }
    #expect(try bytes.withDecoded(RecordConversionRequest.self, arena) == RecordConversionRequest())
  }

  @Test func anEnvelopeMayOptOut() throws {
    let bytes = wireBytes { $0.delimited(1, [0xFF, 0x00]) }
    let program = try bytes.withUnsafeBytes { bytes in
      try arena.decode(Tributary__V1__RecordConversionRequest.self, from: bytes, validateText: false) { raw in
        Array(UnsafeBufferPointer(start: raw.pointee.program.data, count: raw.pointee.program.len))
      }
    }
    #expect(program == [0xFF, 0x00])
  }

  private func expectFault<Value: Message & Equatable>(
    _ type: Value.Type, _ field: String, _ message: String, _ bytes: [UInt8],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      throws: ProtobufC.DecodingError(reason: .invalidText, field: field, message: message),
      sourceLocation: sourceLocation
    ) { try bytes.withDecoded(type, arena) }
  }
}
