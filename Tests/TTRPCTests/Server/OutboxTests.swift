import NIOCore
import Testing

@testable import TTRPC

@Suite struct OutboxTests {
  private let outbox = Outbox(allocator: ByteBufferAllocator())

  private func append(_ bytes: [UInt8], meanwhile body: () -> Void = {}) {
    var taken = outbox.take()
    body()
    taken.writeBytes(bytes)
    outbox.put(taken)
  }

  private func sent() -> [[UInt8]] {
    var sent: [[UInt8]] = []
    outbox.send { sent.append($0.bytes) }
    return sent
  }

  @Test func nothingIsLostOfRepliesThatAreGivenWhileAnotherIsWritten() {
    append([1])
    append([2]) { append([3, 4]) }
    #expect(outbox.readableBytes == 4)
    #expect(sent() == [[1, 2, 3, 4]])
  }

  @Test func whatIsSentWhileAReplyIsWrittenIsSentOnce() {
    append([1])
    append([2]) {
      append([3])
      #expect(sent() == [[3]])
    }
    #expect(sent() == [[1, 2]])
  }

  @Test func bytesThatSomebodyStillHoldsAreNotWrittenOver() {
    var held = ByteBuffer()
    append([1, 2])
    outbox.send { held = $0 }
    append([3, 4])
    #expect(held.bytes == [1, 2])
    #expect(sent() == [[3, 4]])
  }

  @Test func aBurstOfLargeRepliesKeepsNoMemory() {
    append([UInt8](repeating: 0, count: 1 << 20))
    _ = sent()
    #expect(outbox.take().capacity < 1 << 20)
  }
}
