import CProtobufC
import CProtos
import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

/// The descriptor of a message whose first field is a text.
private var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { Tributary__V1__GetProgramRequest.descriptor }

@Suite struct JSONTextTests {
  private let arena = Arena(limit: 1 << 20)

  @Test(arguments: [
    (#""#, ""), (#"abc"#, "abc"), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u0041\u00e9\u20AC"#, "Aé€"),
    (#"\ud83d\ude00"#, "😀"), (#"\uD83D\uDE00x"#, "😀x"), (#"\ud800\udc00"#, "\u{10000}"),
    (#"\uDBFF\uDFFF"#, "\u{10FFFF}"), (#"\ud7ff\ue000\uffff"#, "\u{D7FF}\u{E000}\u{FFFF}"), (#"\\u0041"#, "\\u0041"),
    (#"\u005c\u0022"#, "\\\""), (#"😀é"#, "😀é"), (#"\u0001\u001f\u007f"#, "\u{1}\u{1F}\u{7F}"), (#"\ufeff"#, "\u{FEFF}"),
    (#"e\u0301"#, "e\u{301}"),
  ])
  func escapesAreReplaced(_ written: String, _ text: String) throws {
    let expected = text.isEmpty ? [] : wireBytes { $0.text(1, text) }
    #expect(try Array(#"{"program":"\#(written)"}"#.utf8).fromJSON(descriptor, arena) == expected)
  }

  @Test(arguments: [
    #"\"#, #"\x"#, #"\u"#, #"\u004"#, #"\u004g"#, #"\U0041"#, #"\u 041"#, #"\u+041"#, #"\'"#, #"\0"#, #"\ud83d"#,
    #"\ude00"#, #"\ud83dx"#, #"\ud83d\n"#, #"\ud83d\u0041"#, #"\ud83d\ud83d\ude00"#, #"\ude00\ud83d"#, #"\ud83d\ude0"#,
    #"\ud83d\\ude00"#, "a\u{1F}b", "a\nb", "a\tb", "\\\n",
  ])
  func wrongEscapesAndControlCharactersAreRefused(_ written: String) {
    let error = #expect(throws: JSONDecodingError.self) {
      try Array(#"{"program":"\#(written)"}"#.utf8).fromJSON(descriptor, arena)
    }
    #expect(error?.reason == .malformed)
    #expect(error?.field == "program")
  }

  @Test(arguments: [#"\u0000"#, #"a\u0000b"#])
  func nulIsRefused(_ written: String) {
    expectMismatch(Array(written.utf8), "contains a NUL character")
  }

  /// Each of another class of RFC 3629, section 4; the escape leads through the other path.
  @Test(
    arguments: [
      [0x80], [0xC3], [0xC3, 0x61], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98],
      [0xF4, 0x90, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func bytesThatAreNoUTF8AreRefused(_ bytes: [UInt8]) {
    expectMismatch(bytes, "is not valid UTF-8")
    expectMismatch(Array(#"\n"#.utf8) + bytes, "is not valid UTF-8")
  }

  @Test func whatMustBeEscapedIsAndNothingElse() throws {
    let text =
      String(String.UnicodeScalarView((1...0x7F).compactMap { Unicode.Scalar($0) as Unicode.Scalar? })) + "é€😀\u{2028}"
    let written = try wireBytes { $0.text(1, text) }.asJSON(descriptor, arena)
    let controls = [
      #"\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#,
      #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"#,
    ].joined()
    let rest = text.dropFirst(0x1F).replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#)
    #expect(String(decoding: written, as: UTF8.self) == #"{"program":"\#(controls)\#(rest)"}"#)
    #expect(try written.fromJSON(descriptor, arena) == wireBytes { $0.text(1, text) })
  }

  @Test func aMessageWhoseTextIsNoneIsNotWritten() {
    #expect(
      throws: ProtobufC.DecodingError(
        reason: .invalidText, field: "receipt.candidates[1].value", message: "is not valid UTF-8")
    ) {
      try wireBytes {
        $0.message(2) {
          $0.message(5) { _ in }; $0.message(5) { $0.delimited(2, [0xFF]) }
        }
      }.asJSON(Tributary__V1__RecordConversionResponse.descriptor, arena)
    }
  }

  private func expectMismatch(
    _ written: [UInt8], _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let document = Array(#"{"program":""#.utf8) + written + Array(#""}"#.utf8)
    #expect(
      throws: JSONDecodingError(reason: .mismatch, field: "program", message: message), sourceLocation: sourceLocation
    ) { try document.fromJSON(descriptor, arena) }
  }
}
