import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

@Suite struct HostileInputTests {
  @Test(arguments: HostileCorpus.all)
  func isTakenOrRefused(_ input: HostileCase) throws {
    let arena = Arena(limit: 1 << 20)
    let result = Result { () throws(ProtobufC.DecodingError) in
      try input.bytes.withDecoded(RecordConversionRequest.self, arena)
    }
    switch (input.outcome, result) {
    case (.decodes(let expected), .success(let message)): #expect(message == expected)
    case (.throwsError(let reason), .failure(let error)): #expect(error.reason == reason)
    case (.decodesOrThrows, _): break
    default: Issue.record("expected \(input.outcome), got \(result)")
    }
    #expect(arena.reservedBytes <= arena.limit)
  }

  @Test func namesAreDistinct() {
    #expect(Set(HostileCorpus.all.map(\.name)).count == HostileCorpus.all.count)
  }

  @Test func aMalformedMessageIsNamed() {
    let error = #expect(throws: ProtobufC.DecodingError.self) {
      try [0xFF].withDecoded(RecordConversionRequest.self, Arena(limit: 1 << 20))
    }
    #expect(error?.message == "the bytes are not a valid tributary.v1.RecordConversionRequest")
    #expect(error?.field == "")
  }

  /// Cut between two top-level fields the message is whole, cut anywhere else it is malformed.
  @Test func everyTruncationIsSeen() throws {
    let arena = Arena(limit: 1 << 20)
    let fields = [
      wireBytes { $0.text(1, "shop") },
      wireBytes { $0.integer(2, 2) },
      wireBytes { $0.text(3, "A-1001") },
      wireBytes {
        $0.message(6) {
          $0.text(1, "tea"); $0.integer(3, 12_345)
        }
      },
      wireBytes { $0.message(11) { $0.text(1, "ada@example.com") } },
      wireBytes { $0.integer(13, -1) },
      wireBytes { $0.integer(14, 1) },
    ]
    let whole = fields.flatMap { $0 }
    var boundaries: Set = [0]
    for field in fields { boundaries.insert((boundaries.max() ?? 0) + field.count) }

    for length in 0...whole.count {
      arena.reset()
      let decoded = try? Array(whole[..<length]).withDecoded(RecordConversionRequest.self, arena)
      #expect((decoded != nil) == boundaries.contains(length), "cut after \(length) bytes")
    }
  }
}

extension [UInt8] {
  /// These bytes decoded.
  func withDecoded<Value: Message>(_ type: Value.Type, _ arena: Arena) throws(ProtobufC.DecodingError) -> Value {
    var result: Result<Value, ProtobufC.DecodingError>?
    withUnsafeBytes { bytes in
      result = Result { () throws(ProtobufC.DecodingError) in try arena.decode(type, from: bytes) }
    }
    guard let result else { preconditionFailure("withUnsafeBytes calls its closure") }
    return try result.get()
  }
}
