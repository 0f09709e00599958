public import NIOCore
public import ProtobufC

/// Where a handler writes the reply of one call: straight into the bytes that are sent.
///
/// A reply is one message, so at most one `write` is called. None at all means the message whose every field is at its
/// default.
public struct ReplyWriter: ~Copyable {
  /// Memory to build the message in. Whatever is built there is valid until the call is answered.
  public let arena: Arena

  private let outbox: Outbox
  private let streamID: UInt32?
  private(set) var isWritten = false

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
    try begin(payloadLength: packedSize(of: message))
    outbox.bytes.writeMessage(message)
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
    try begin(payloadLength: bytes.count)
    outbox.bytes.writeBytes(bytes)
  }

  /// Writes a reply that is encoded already.
  ///
  /// - Throws: RESOURCE_EXHAUSTED when it is larger than a frame may be.
  public mutating func write(encoded buffer: ByteBuffer) throws(RPCError) {
    try begin(payloadLength: buffer.readableBytes)
    outbox.bytes.writeImmutableBuffer(buffer)
  }

  /// Writes the empty reply if nothing was written.
  mutating func finish() {
    guard !isWritten, let streamID else { return }
    outbox.bytes.writeResponsePrefix(streamID: streamID, payloadLength: 0)
  }

  private func build<Value: Message>(_ message: Value) throws(RPCError) -> UnsafeMutablePointer<Value.Raw> {
    do throws(ArenaFull) {
      return try message.makeRaw(in: arena)
    } catch {
      throw RPCError(.resourceExhausted, "building the reply takes more than \(error.limit) bytes of memory")
    }
  }

  private mutating func begin(payloadLength: Int) throws(RPCError) {
    precondition(!isWritten, "a reply is one message")
    let dataLength = responseDataLength(payloadLength: payloadLength)
    guard dataLength <= Limits.protocolFrameBytes else {
      throw Refusal.replyTooLarge(length: dataLength, limit: Limits.protocolFrameBytes).error
    }
    if let streamID { outbox.bytes.writeResponsePrefix(streamID: streamID, payloadLength: payloadLength) }
    isWritten = true
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
