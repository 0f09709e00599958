import ProtobufC
import TributaryProtocol
import WireBytes

/// Inputs that break the wire format's rules, each for a RecordConversionRequest.
enum HostileCorpus {
  static let all = varints + tags + wrongTypes + lengths + harmless

  private static let maximalVarint = [UInt8](repeating: 0xFF, count: 9) + [0x01]

  private static let varints = [
    HostileCase(
      "a varint of eleven bytes", [0x38] + [UInt8](repeating: 0x80, count: 10) + [0x00], .throwsError(.malformed)),
    HostileCase(
      "a varint of a thousand bytes", [0x38] + [UInt8](repeating: 0xFF, count: 1000) + [0x00], .throwsError(.malformed)),
    HostileCase("a varint that never ends", [0x38] + [UInt8](repeating: 0xFF, count: 9), .throwsError(.malformed)),
    HostileCase(
      "a varint with bits past the 64th", [0x38] + [UInt8](repeating: 0xFF, count: 9) + [0x7F], .decodesOrThrows),
    HostileCase(
      "a padded varint", [0x38, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
      .decodes(RecordConversionRequest(taxMinor: 1))),
    HostileCase(
      "an integer of 2 to the 64 minus 1", [0x38] + maximalVarint, .decodes(RecordConversionRequest(taxMinor: -1))),
    HostileCase("a bool that is neither 0 nor 1", [0x50, 0x02], .decodes(RecordConversionRequest(fullRefund: true))),
    HostileCase("a padded true", [0x50, 0x80, 0x01], .decodesOrThrows),
    HostileCase(
      "an enum of 64 bits", [0x10] + maximalVarint, .decodes(RecordConversionRequest(kind: .unrecognized(-1)))),
  ]

  private static let tags = [
    HostileCase("field number 0", [0x00, 0x00], .decodesOrThrows),
    HostileCase("a tag alone", [0x0A], .throwsError(.malformed)),
    HostileCase("a tag of ten bytes", maximalVarint + [0x00], .throwsError(.malformed)),
    HostileCase("a tag that never ends", [UInt8](repeating: 0x80, count: 20), .throwsError(.malformed)),
    HostileCase(
      "the largest field number", wireBytes { $0.integer(536_870_911, 1) }, .decodes(RecordConversionRequest())),
    HostileCase("a field number of 32 bits", [0xF8, 0xFF, 0xFF, 0xFF, 0x7F, 0x00], .decodesOrThrows),
    HostileCase("wire type 6", [0x0E, 0x00], .throwsError(.malformed)),
    HostileCase("wire type 7", [0x0F, 0x00], .throwsError(.malformed)),
    HostileCase("a group that begins", wireBytes { $0.tag(15, .startGroup) }, .throwsError(.malformed)),
    HostileCase("a group that ends without beginning", wireBytes { $0.tag(15, .endGroup) }, .throwsError(.malformed)),
    HostileCase(
      "a whole group",
      wireBytes {
        $0.tag(15, .startGroup); $0.tag(15, .endGroup)
      }, .throwsError(.malformed)),
    HostileCase(
      "a hundred thousand nested groups",
      wireBytes { writer in for _ in 0..<100_000 { writer.tag(15, .startGroup) } }, .throwsError(.malformed)),
  ]

  /// Each known field with each wire type that is not its own and a value of that type. protobuf-c takes a bool of
  /// every type; the others it refuses.
  private static let wrongTypes = [
    ("a text", 1, WireType.lengthDelimited, HostileCase.Outcome.throwsError(.malformed)),
    ("an enum", 2, .varint, .throwsError(.malformed)),
    ("an integer", 7, .varint, .throwsError(.malformed)),
    ("a bool", 10, .varint, .decodesOrThrows),
    ("a message", 11, .lengthDelimited, .throwsError(.malformed)),
    ("a repeated message", 6, .lengthDelimited, .throwsError(.malformed)),
  ].flatMap { (kind: String, number: UInt64, right: WireType, outcome: HostileCase.Outcome) in
    WireType.allCases.filter { $0 != right }.map { wrong in
      HostileCase(
        "\(kind) as \(wrong)",
        wireBytes {
          $0.tag(number, wrong)
          $0.raw([UInt8](repeating: 0, count: valueBytes(of: wrong)))
        },
        outcome)
    }
  }

  /// Bytes of the shortest value of a type.
  private static func valueBytes(of type: WireType) -> Int {
    switch type {
    case .varint, .lengthDelimited: 1
    case .fixed64: 8
    case .fixed32: 4
    case .startGroup, .endGroup: 0
    }
  }

  private static let lengths = [
    HostileCase("a length past the end", [0x0A, 0x05, 0x61], .throwsError(.malformed)),
    HostileCase("a length of 2 to the 31", [0x0A, 0x80, 0x80, 0x80, 0x80, 0x08, 0x61], .throwsError(.malformed)),
    HostileCase(
      "a length of 2 to the 32 minus 1", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x61], .throwsError(.malformed)),
    HostileCase(
      "a length of 2 to the 32 plus 1", [0x0A, 0x81, 0x80, 0x80, 0x80, 0x10, 0x61], .throwsError(.malformed)),
    HostileCase("a length of minus 1", [0x0A] + maximalVarint + [0x61], .throwsError(.malformed)),
    HostileCase("a length that never ends", [0x0A] + [UInt8](repeating: 0xFF, count: 30), .throwsError(.malformed)),
    HostileCase("a length without a byte behind it", [0x0A, 0x01], .throwsError(.malformed)),
    HostileCase("a length past the end of a sub-message", [0x5A, 0x02, 0x0A, 0x01, 0x61], .throwsError(.malformed)),
    HostileCase("a length past the end in an unknown field", [0x7A, 0x7F], .throwsError(.malformed)),
    HostileCase(
      "a fixed field cut short",
      wireBytes {
        $0.tag(15, .fixed64); $0.raw([1, 2, 3, 4, 5, 6, 7])
      }, .throwsError(.malformed)),
    HostileCase("a garbled sub-message", [0x5A, 0x01, 0xFF], .throwsError(.malformed)),
  ]

  /// What looks odd and is allowed.
  private static let harmless = [
    HostileCase("nothing at all", [], .decodes(RecordConversionRequest())),
    HostileCase(
      "unknown fields of every type",
      wireBytes {
        $0.integer(100, -1)
        $0.tag(101, .fixed64)
        $0.raw([UInt8](repeating: 0xFF, count: 8))
        $0.tag(102, .fixed32)
        $0.raw([UInt8](repeating: 0xFF, count: 4))
        $0.delimited(103, [0xFF, 0x00, 0xC0])
        $0.text(1, "shop")
      }, .decodes(RecordConversionRequest(program: "shop"))),
    HostileCase(
      "a field twice: the last counts",
      wireBytes {
        $0.text(1, "a"); $0.text(1, "bb"); $0.text(1, "c")
      },
      .decodes(RecordConversionRequest(program: "c"))),
    HostileCase(
      "a text and then an empty one",
      wireBytes {
        $0.text(1, "a"); $0.text(1, "")
      }, .decodes(RecordConversionRequest())),
    HostileCase(
      "a sub-message in two halves: they are merged",
      wireBytes {
        $0.message(11) { $0.text(1, "ada@example.com") }
        $0.message(11) { $0.text(2, "7") }
      }, .decodes(RecordConversionRequest(customer: Customer(email: "ada@example.com", externalId: "7")))),
    HostileCase(
      "fields in the opposite order",
      wireBytes {
        $0.integer(14, 1); $0.message(6) { _ in }; $0.integer(2, 1); $0.text(1, "shop")
      },
      .decodes(RecordConversionRequest(program: "shop", kind: .lead, items: [Item()], test: true))),
  ]
}
