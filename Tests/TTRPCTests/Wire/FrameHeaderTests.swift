import NIOCore
import Testing

@testable import TTRPC

@Suite struct FrameHeaderTests {
  @Test func theLayoutIsThatOfTheProtocol() {
    let header = FrameHeader(dataLength: 0x0102_0304, streamID: 0x0506_0708, type: .data, flags: .remoteOpen)
    var buffer = ByteBuffer()
    header.write(to: &buffer)
    #expect(buffer.bytes == [1, 2, 3, 4, 5, 6, 7, 8, 3, 2])
  }

  @Test func settingOverReservedBytesWritesTheSame() {
    let header = FrameHeader(dataLength: 77, streamID: .max, type: .response, flags: [.remoteClosed, .remoteOpen])
    var written = ByteBuffer()
    header.write(to: &written)
    var set = ByteBuffer(repeating: 0xAA, count: FrameHeader.size)
    header.set(in: &set, at: 0)
    #expect(set == written)
  }

  @Test(arguments: 0..<FrameHeader.size) func lessThanAHeaderIsNone(count: Int) {
    #expect([UInt8](repeating: 1, count: count).withUnsafeBytes { FrameHeader(peeking: $0) } == nil)
  }

  @Test func peekingReadsWhatWasWrittenAndLeavesIt() throws {
    let header = FrameHeader(
      dataLength: .max, streamID: 3, type: FrameType(rawValue: 250), flags: FrameFlags(rawValue: 0xF3))
    var buffer = ByteBuffer(bytes: [0, 0])
    buffer.moveReaderIndex(forwardBy: 2)
    header.write(to: &buffer)
    #expect(try #require(buffer.withUnsafeReadableBytes { FrameHeader(peeking: $0) }) == header)
    #expect(buffer.readableBytes == FrameHeader.size)
  }
}
