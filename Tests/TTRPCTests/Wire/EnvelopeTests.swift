import CProtobufC
import CProtos
import NIOCore
import ProtobufC
import Testing

@testable import TTRPC

@Suite struct EnvelopeTests {
  @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152])
  func aReplyIsEncodedAsProtobufCDoes(count: Int) throws {
    var payload = [UInt8](repeating: 0x5A, count: count)
    let arena = Arena(limit: 1 << 20)
    var packed = ByteBuffer()
    let response = try arena.make(Ttrpc__Response.self)
    payload.withUnsafeMutableBufferPointer { bytes in
      response.pointee.payload = ProtobufCBinaryData(len: count, data: count == 0 ? nil : bytes.baseAddress)
      FrameHeader(
        dataLength: UInt32(packedSize(of: UnsafePointer(response))), streamID: 7, type: .response
      ).write(to: &packed)
      packed.writeMessage(UnsafePointer(response))
    }

    var written = ByteBuffer()
    written.writeResponseFrame(streamID: 7, payloadLength: count) { $0.copyBytes(from: payload) }
    #expect(written == packed)
    #expect(responseDataLength(payloadLength: count) == packed.readableBytes - FrameHeader.size)
  }

  @Test func anErrorIsReadBackByAClient() throws {
    let error = RPCError(.notFound, "no partner “zoë”")
    var buffer = ByteBuffer(bytes: [1, 2, 3])
    buffer.writeErrorFrame(streamID: 9, error: error)
    buffer.moveReaderIndex(forwardBy: 3)
    let header = try #require(buffer.withUnsafeReadableBytes { FrameHeader(peeking: $0) })
    #expect(
      header
        == FrameHeader(
          dataLength: UInt32(buffer.readableBytes - FrameHeader.size), streamID: 9, type: .response))
    buffer.moveReaderIndex(forwardBy: FrameHeader.size)
    #expect(throws: error) { try decodeResponse(buffer, arena: Arena(limit: 1 << 20)) }
  }

  @Test func anErrorOfNoLengthThatPeopleReadIsCut() throws {
    var buffer = ByteBuffer()
    buffer.writeErrorFrame(streamID: 1, error: RPCError(.internal, String(repeating: "é", count: 1 << 20)))
    #expect(buffer.readableBytes <= maximumStatusMessageBytes + 64)
    buffer.moveReaderIndex(forwardBy: FrameHeader.size)
    let error = #expect(throws: RPCError.self) { try decodeResponse(buffer, arena: Arena(limit: 1 << 20)) }
    #expect(error?.message.allSatisfy { $0 == "é" } == true)
  }

  @Test func aCodeThatIsNotKnownIsUnknown() throws {
    // Response { status { code: 99 } }
    let data = ByteBuffer(bytes: [0x0A, 2, 0x08, 99])
    let error = #expect(throws: RPCError.self) { try decodeResponse(data, arena: Arena(limit: 1 << 20)) }
    #expect(error?.code == .unknown)
  }

  @Test func aStatusThatSaysOKIsAReply() throws {
    // Response { status { code: 0 } payload: "hi" }
    let data = ByteBuffer(bytes: [0x0A, 0, 0x12, 2, 0x68, 0x69])
    #expect(try decodeResponse(data, arena: Arena(limit: 1 << 20)).bytes == [0x68, 0x69])
  }

  @Test(arguments: [[0x0A], [0x12, 5, 1], [0xFF, 0xFF, 0xFF]] as [[UInt8]])
  func aResponseThatIsNoneIsAnError(bytes: [UInt8]) {
    let error = #expect(throws: RPCError.self) {
      try decodeResponse(ByteBuffer(bytes: bytes), arena: Arena(limit: 1 << 20))
    }
    #expect(error?.code == .internal)
  }

  @Test func aRequestIsEncodedAsTheProtocolDefinesIt() throws {
    var buffer = ByteBuffer()
    try buffer.writeRequestFrame(
      streamID: 5, service: "s.S", method: "M", payload: ByteBuffer(bytes: [1, 2]), timeoutNanoseconds: 300,
      metadata: ["authorization": "Bearer k", "a": ""], arena: Arena(limit: 1 << 20))
    let data = request(
      "s.S", "M", payload: [1, 2], timeout: 300, metadata: [("authorization", "Bearer k"), ("a", "")])
    #expect(buffer.bytes == frame(.request, stream: 5, data: data))
  }

  @Test func aRequestLargerThanAFrameIsRefusedAndNothingIsWritten() {
    var buffer = ByteBuffer(bytes: [9])
    let error = #expect(throws: RPCError.self) {
      try buffer.writeRequestFrame(
        streamID: 1, service: "s", method: "m", payload: ByteBuffer(repeating: 0, count: 4 << 20),
        timeoutNanoseconds: 0, metadata: [:], arena: Arena(limit: 1 << 20))
    }
    #expect(error?.code == .resourceExhausted)
    #expect(buffer.bytes == [9])
  }

  @Test func metadataIsFoundWithoutRegardToCase() throws {
    let data = request("s", "m", metadata: [("x", "1"), ("AuthoriZation", "2"), ("authorization", "3"), ("@", "4")])
    let arena = Arena(limit: 1 << 20)
    try data.withUnsafeBytes { bytes in
      try arena.decode(Ttrpc__Request.self, from: bytes, validateText: false) { message in
        let envelope = RequestEnvelope(message)
        #expect(envelope.metadataValue(for: "authorization").map(Array.init) == [0x32])
        #expect(envelope.metadataValue(for: "X").map(Array.init) == [0x31])
        #expect(envelope.metadataValue(for: "y") == nil)
        // "`" differs from "@" by the bit that tells the cases of a letter apart, and is no letter.
        #expect(envelope.metadataValue(for: "`") == nil)
      }
    }
  }
}
