public import NIOCore
public import ProtobufC

/// Where a handler writes the reply of one call: straight into the bytes that are sent.
///
/// A reply is one message, so at most one `write` is called. None at all means the message whose every field is at its
/// default.
///
/// It does not retain what it refers to: whoever makes it holds that until the reply is written.
public struct ReplyWriter: ~Copyable {
  /// Memory to build the message in. Whatever is built there is valid until the call is answered.
  public unowned(unsafe) let arena: Arena

  private unowned(unsafe) let outbox: Outbox
  private let streamID: UInt32?
  /// Where in the outbox the reply begins; nil as long as there is none.
  private var start: Int?

  /// Writes to `outbox`: a response frame of the stream, or with no stream nothing but the message.
  init(streamID: UInt32?, outbox: Outbox, arena: Arena) {
    self.streamID = streamID
    self.outbox = outbox
    self.arena = arena
  }

  /// Writes the reply from protobuf-c's structure.
  ///
  /// - Throws: RESOURCE_EXHAUSTED when it is larger than a frame may be.
  public mutating func write<Raw: CMessage>(_ message: UnsafePointer<Raw>) throws(RPCError) {
    try append(payloadLength: packedSize(of: message)) { room in pack(message, into: room) }
  }

  /// Writes the reply from a value.
  ///
  /// - Throws: RESOURCE_EXHAUSTED when it is larger than a frame, or than the arena.
  public mutating func write(_ message: some Message) throws(RPCError) {
    try write(UnsafePointer(build(message)))
  }

  /// Writes a reply that is encoded already.
  ///
  /// - Throws: RESOURCE_EXHAUSTED when it is larger than a frame may be.
  public mutating func write(encoded bytes: UnsafeRawBufferPointer) throws(RPCError) {
    try append(payloadLength: bytes.count) { room in room.copyMemory(from: bytes) }
  }

  /// Writes a reply that is encoded already.
  ///
  /// - Throws: RESOURCE_EXHAUSTED when it is larger than a frame may be.
  public mutating func write(encoded buffer: ByteBuffer) throws(RPCError) {
    try append(payloadLength: buffer.readableBytes) { room in
      buffer.withUnsafeReadableBytes { room.copyMemory(from: $0) }
    }
  }

  /// Writes the empty reply if nothing was written.
  mutating func finish() {
    guard start == nil, let streamID else { return }
    outbox.bytes.writeResponseFrame(streamID: streamID, payloadLength: 0) { _ in }
  }

  private func build<Value: Message>(_ message: Value) throws(RPCError) -> UnsafeMutablePointer<Value.Raw> {
    do throws(ArenaFull) {
      return try message.makeRaw(in: arena)
    } catch {
      throw RPCError(.resourceExhausted, "building the reply takes more than \(error.limit) bytes of memory")
    }
  }

  /// Takes back what was written, so that an error can be sent in its place.
  consuming func discard() {
    if let start { outbox.bytes.moveWriterIndex(to: start) }
  }

  /// Appends the reply, which `pack` writes into the room for it.
  @inline(__always)
  private mutating func append(
    payloadLength: Int, _ pack: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(RPCError) {
    precondition(start == nil, "a reply is one message")
    let dataLength = responseDataLength(payloadLength: payloadLength)
    guard dataLength <= Limits.protocolFrameBytes else {
      throw Refusal.replyTooLarge(length: dataLength, limit: Limits.protocolFrameBytes).error
    }
    start = outbox.bytes.writerIndex
    if let streamID {
      outbox.bytes.writeResponseFrame(streamID: streamID, payloadLength: payloadLength, pack)
    } else {
      outbox.bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: payloadLength) { room in
        pack(UnsafeMutableRawBufferPointer(rebasing: room[..<payloadLength]))
        return payloadLength
      }
    }
  }
}

/// The bytes that will be sent with the next write.
final class Outbox {
  /// Memory that is kept from one write to the next. What a burst of replies took is given back: thousands of connections
  /// may rest, each after a burst of its own.
  private static let keptCapacity = 16 << 10

  private let allocator: ByteBufferAllocator

  var bytes: ByteBuffer

  init(allocator: ByteBufferAllocator) {
    self.allocator = allocator
    bytes = allocator.buffer(capacity: 0)
  }

  /// Empties the outbox after its bytes were handed over. Where the channel has sent them already, and so holds them no
  /// longer, their memory is used again.
  func recycle() {
    if bytes.capacity > Self.keptCapacity {
      bytes = allocator.buffer(capacity: 0)
    } else {
      bytes.clear()
    }
  }
}
