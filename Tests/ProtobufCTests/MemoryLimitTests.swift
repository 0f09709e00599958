import ProtobufC
import Testing
import TributaryProtocol
import WireBytes

/// Inputs of the size of ttrpc's largest frame that would take many times their size in memory.
private let bombs: [(name: String, unit: [UInt8])] = [
  ("a known text, empty", wireBytes { $0.text(1, "") }),
  ("an unknown integer", wireBytes { $0.integer(15, 1) }),
  ("an unknown text, empty", wireBytes { $0.text(15, "") }),
  ("an unknown text of one byte", wireBytes { $0.text(15, "a") }),
  ("an empty repeated sub-message", wireBytes { $0.message(6) { _ in } }),
  ("a repeated sub-message of one field", wireBytes { $0.message(6) { $0.text(1, "a") } }),
  ("an empty sub-message", wireBytes { $0.message(11) { _ in } }),
  ("a sub-message that is merged with the one before", wireBytes { $0.message(11) { $0.text(1, "a") } }),
]

@Suite struct MemoryLimitTests {
  private static let inputBytes = 4 << 20

  @Test(arguments: bombs.indices)
  func fourMebibytesOfTinyFieldsStopAtTheLimit(_ index: Int) {
    let unit = bombs[index].unit
    let bytes = repeated(unit, upTo: Self.inputBytes)
    let arena = Arena(limit: 8 << 20)
    expectTooLarge(RecordConversionRequest.self, bytes, arena, bombs[index].name)
    #expect(arena.reservedBytes > arena.limit / 2, "it was refused long before the limit")
  }

  /// Each repetition copies the array of all before it, which would be quadratic in time and memory without a limit.
  @Test func mergedSubMessagesWithArraysStopAtTheLimit() {
    let unit = wireBytes { $0.message(2) { $0.message(5) { _ in } } }
    let bytes = repeated(unit, upTo: Self.inputBytes)
    expectTooLarge(RecordConversionResponse.self, bytes, Arena(limit: 32 << 20), "merged receipts")
  }

  @Test func packedEnumsStopAtTheLimit() throws {
    let count = 100_000
    let bytes = wireBytes { $0.delimited(3, repeatElement(UInt8(1), count: count)) }
    expectTooLarge(GetPartnerReportRequest.self, bytes, Arena(limit: 300_000), "packed enums")

    let roomy = Arena(limit: 1 << 20)
    #expect(try bytes.withDecoded(GetPartnerReportRequest.self, roomy).keys.count == count)
    #expect(roomy.reservedBytes <= roomy.limit)
  }

  @Test func nestingIsAsDeepAsTheTypesAndNoDeeper() throws {
    var bytes: [UInt8] = []
    for _ in 0..<1000 { bytes = wireBytes { $0.delimited(2, bytes) } }
    let error = #expect(throws: ProtobufC.DecodingError.self) {
      try bytes.withDecoded(RecordConversionResponse.self, Arena(limit: 1 << 20))
    }
    #expect(error?.reason == .invalidText, "a Receipt's field 2 is a text, and the bytes in it are not one")
  }

  @Test func anArenaServesOnAfterABomb() throws {
    let arena = Arena(limit: 1 << 20)
    expectTooLarge(
      RecordConversionRequest.self, repeated([0x32, 0x00], upTo: 2 << 20), arena, "empty items")
    arena.reset()
    let message = try wireBytes { $0.text(1, "shop") }.withDecoded(RecordConversionRequest.self, arena)
    #expect(message.program == "shop")

    let error = #expect(throws: ProtobufC.DecodingError.self) {
      try [0xFF].withDecoded(RecordConversionRequest.self, arena)
    }
    #expect(error?.reason == .malformed, "what was too large was the message before")
  }

  private func expectTooLarge<Value: Message>(
    _ type: Value.Type, _ bytes: [UInt8], _ arena: Arena, _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: ProtobufC.DecodingError.self, "\(name)", sourceLocation: sourceLocation) {
      try bytes.withDecoded(type, arena)
    }
    #expect(error?.reason == .tooLarge, "\(name)", sourceLocation: sourceLocation)
    #expect(arena.reservedBytes <= arena.limit, "\(name)", sourceLocation: sourceLocation)
  }

  /// As many copies of `unit` as fit, by copying what is there again and again: appending them one by one would take
  /// most of the test's time.
  private func repeated(_ unit: [UInt8], upTo byteCount: Int) -> [UInt8] {
    var bytes = unit
    while bytes.count * 2 <= byteCount { bytes += bytes }
    return bytes + bytes.prefix((byteCount - bytes.count) / unit.count * unit.count)
  }
}
