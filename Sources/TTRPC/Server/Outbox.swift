internal import NIOCore

/// The bytes that will be sent with the next write.
final class Outbox {
  /// Memory that is kept from one write to the next. What a burst of replies took is given back: thousands of connections
  /// may rest, each after a burst of its own.
  private static let keptCapacity = 16 << 10

  private let allocator: ByteBufferAllocator
  /// Nil before the first reply, and while somebody has taken them.
  private var bytes: ByteBuffer?

  init(allocator: ByteBufferAllocator) {
    self.allocator = allocator
  }

  var readableBytes: Int { bytes?.readableBytes ?? 0 }

  /// Takes the bytes out, so that a reply can be appended without a check of each access to them.
  func take() -> ByteBuffer {
    bytes.take() ?? allocator.buffer(capacity: 0)
  }

  /// Puts the bytes back. A handler may have answered further calls before it wrote its own reply, whose replies then
  /// follow it.
  func put(_ written: consuming ByteBuffer) {
    if var others = bytes.take() { written.writeBuffer(&others) }
    bytes = written
  }

  /// Lends the bytes to be handed over, and empties the outbox. Where the channel has sent them at once, and so holds
  /// them no longer, their memory is used again.
  func send(_ body: (ByteBuffer) -> Void) {
    guard var sent = bytes.take() else { return }
    body(sent)
    guard sent.capacity <= Self.keptCapacity else { return }
    sent.clear()
    put(sent)
  }
}
