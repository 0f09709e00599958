public import NIOCore
public import ProtobufC

/// Where a handler writes the reply of one call: straight into the bytes that are sent.
///
/// A reply is one message, so at most one `write` is called. None at all means the message whose every field is at its
/// default.
public struct ReplyWriter: ~Copyable {
  /// Memory to build the message in. Whatever is built there is valid until the call is answered.
  public unowned(unsafe) let arena: Arena

  private var bytes: ByteBuffer
  private let start: Int
  private let streamID: UInt32?
  private var isWritten = false

  /// Appends to `bytes`: a response frame of the stream, or with no stream nothing but the message.
  ///
  /// - Parameter arena: held by the caller until the reply is written.
  init(streamID: UInt32?, appendingTo bytes: consuming ByteBuffer, arena: Arena) {
    self.streamID = streamID
    start = bytes.writerIndex
    self.bytes = bytes
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

  /// The bytes with the reply: the empty one if nothing was written.
  consuming func finished() -> ByteBuffer {
    if !isWritten, let streamID { bytes.writeResponseFrame(streamID: streamID, payloadLength: 0) { _ in } }
    return bytes
  }

  /// The bytes without the reply, so that an error can be sent in its place.
  consuming func discarded() -> ByteBuffer {
    bytes.moveWriterIndex(to: start)
    return bytes
  }

  private func build<Value: Message>(_ message: Value) throws(RPCError) -> UnsafeMutablePointer<Value.Raw> {
    do throws(ArenaFull) {
      return try message.makeRaw(in: arena)
    } catch {
      throw RPCError(.resourceExhausted, "building the reply takes more than \(error.limit) bytes of memory")
    }
  }

  /// Appends the reply, which `pack` writes into the room for it.
  @inline(__always)
  private mutating func append(
    payloadLength: Int, _ pack: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(RPCError) {
    precondition(!isWritten, "a reply is one message")
    let dataLength = responseDataLength(payloadLength: payloadLength)
    guard dataLength <= Limits.protocolFrameBytes else {
      throw Refusal.replyTooLarge(length: dataLength, limit: Limits.protocolFrameBytes).error
    }
    isWritten = true
    if let streamID {
      bytes.writeResponseFrame(streamID: streamID, payloadLength: payloadLength, pack)
    } else {
      bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: payloadLength) { room in
        pack(UnsafeMutableRawBufferPointer(rebasing: room[..<payloadLength]))
        return payloadLength
      }
    }
  }
}
