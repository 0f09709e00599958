internal import NIOCore

/// Cuts the bytes of a connection into frames. A value without any I/O.
///
/// It holds what has arrived and nothing more: a frame's claimed length reserves no memory, and the data of a frame that
/// is too large is dropped as it arrives.
struct FrameDecoder {
  /// What the bytes turned out to be.
  enum Event {
    /// A whole frame. Its data is lent.
    case frame(FrameHeader, data: UnsafeRawBufferPointer)
    /// A frame whose data is larger than the limit. Reported once, before its data is here.
    case oversize(FrameHeader)
  }

  private let maximumDataLength: Int
  /// The frame that has begun to arrive.
  private var partial = ByteBuffer()
  private var bytesToSkip = 0

  /// Makes a decoder of frames with at most `maximumDataLength` bytes of data.
  init(maximumDataLength: Int) {
    self.maximumDataLength = maximumDataLength
  }

  /// Whether the last frame has begun to arrive and is not complete.
  var isInsideFrame: Bool { bytesToSkip > 0 || partial.readableBytes > 0 }

  /// Bytes of memory that hold what has arrived and was not handed out.
  var bytesHeld: Int { partial.writerIndex }

  /// Takes bytes that have arrived, and tells `body` what they turn out to be, one event after the other. It must not
  /// give the decoder further bytes.
  mutating func decode(_ arrived: consuming ByteBuffer, _ body: (Event) -> Void) {
    if partial.readableBytes > 0 {
      partial.writeBuffer(&arrived)
      swap(&partial, &arrived)
      partial = ByteBuffer()
    }
    let left = arrived.withUnsafeReadableBytes { bytes in
      var rest = bytes
      while let event = next(in: &rest) { body(event) }
      return rest.count
    }
    guard left > 0 else { return }
    // Only the partial frame is kept, so that a connection never holds more than that.
    arrived.moveReaderIndex(forwardBy: arrived.readableBytes - left)
    arrived.discardReadBytes()
    partial = arrived
  }

  /// Takes the next event from the front of `rest`. Nil when there is none until more arrives.
  private mutating func next(in rest: inout UnsafeRawBufferPointer) -> Event? {
    skip(in: &rest)
    guard let header = FrameHeader(peeking: rest) else { return nil }
    let length = Int(header.dataLength)
    guard length <= maximumDataLength else {
      bytesToSkip = FrameHeader.size + length
      skip(in: &rest)
      return .oversize(header)
    }
    let end = FrameHeader.size + length
    guard rest.count >= end else { return nil }
    defer { rest = UnsafeRawBufferPointer(rebasing: rest[end...]) }
    return .frame(header, data: UnsafeRawBufferPointer(rebasing: rest[FrameHeader.size..<end]))
  }

  private mutating func skip(in rest: inout UnsafeRawBufferPointer) {
    guard bytesToSkip > 0 else { return }
    let count = min(bytesToSkip, rest.count)
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    bytesToSkip -= count
  }
}
