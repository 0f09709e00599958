import CProtos
import NIOCore
import Testing
import TributaryProtocol
import WireBytes

@testable import ProtobufC

@Suite struct EncodingTests {
  private let arena = Arena(limit: 1 << 20)

  @Test func fieldsAreWrittenAsTheWireFormatSays() throws {
    var buffer = ByteBuffer()
    try buffer.writeMessage(
      RecordConversionRequest(
        program: "shop", kind: .sale, items: [Item(sku: "tea", quantity: 2, unitPriceMinor: -1), Item()],
        fullRefund: true, customer: Customer()),
      arena: arena)
    let expected = wireBytes {
      $0.text(1, "shop")
      $0.integer(2, 2)
      $0.message(6) {
        $0.text(1, "tea")
        $0.integer(2, 2)
        $0.integer(3, -1)
      }
      $0.message(6) { _ in }
      $0.integer(10, 1)
      $0.message(11) { _ in }
    }
    #expect(Array(buffer.readableBytesView) == expected)
  }

  @Test func aMessageOfDefaultsIsEmpty() throws {
    var buffer = ByteBuffer()
    #expect(try buffer.writeMessage(RecordConversionRequest(), arena: arena) == 0)
    #expect(buffer.readableBytes == 0)
  }

  @Test func messagesAreAppendedToWhatTheBufferHolds() throws {
    var buffer = ByteBuffer(string: "head")
    let written = try buffer.writeMessage(GetProgramRequest(program: "a"), arena: arena)
    try buffer.writeMessage(GetProgramRequest(program: "b"), arena: arena)
    #expect(written == 3)
    #expect(buffer.readString(length: 4) == "head")
    #expect(Array(buffer.readableBytesView) == [0x0A, 1, UInt8(ascii: "a"), 0x0A, 1, UInt8(ascii: "b")])
  }

  @Test func aBufferWithTooLittleRoomGrows() throws {
    var buffer = ByteBufferAllocator().buffer(capacity: 1)
    let text = String(repeating: "x", count: 70_000)
    try buffer.writeMessage(GetProgramRequest(program: text), arena: arena)
    let decoded = try buffer.withUnsafeReadableBytes { try arena.decode(GetProgramRequest.self, from: $0) }
    #expect(decoded.program == text)
  }

  @Test func theSizeIsKnownBeforePacking() throws {
    let message = try RecordClickRequest(program: "shop", partner: "ada", occurredAtUs: -1).makeRaw(in: arena)
    var buffer = ByteBuffer()
    let written = buffer.writeMessage(UnsafePointer(message))
    #expect(packedSize(of: UnsafePointer(message)) == written)
    #expect(written == buffer.readableBytes)
    #expect(written == 6 + 5 + 11)
  }

  @Test func whatDoesNotFitTheArenaIsRefusedAndNothingIsWritten() {
    let small = Arena(limit: 1024, firstBlock: 1024)
    var buffer = ByteBuffer()
    let text = GetProgramRequest(program: String(repeating: "x", count: 2000))
    #expect(throws: ArenaFull(limit: 1024)) { try buffer.writeMessage(text, arena: small) }
    let list = ListProgramsResponse(programs: [Program](repeating: Program(slug: "x"), count: 100))
    #expect(throws: ArenaFull(limit: 1024)) { try buffer.writeMessage(list, arena: small) }
    let enums = GetPartnerReportRequest(keys: [ReportKey](repeating: .day, count: 1000))
    #expect(throws: ArenaFull(limit: 1024)) { try buffer.writeMessage(enums, arena: small) }
    #expect(buffer.writerIndex == 0)
  }
}
