internal import NIOCore

/// Cuts the bytes of a connection into frames. A value without any I/O.
///
/// It holds what has arrived and nothing more: a frame's claimed length reserves no memory, and the data of a frame that
/// is too large is dropped as it arrives.
struct FrameDecoder {
  /// What the bytes turned out to be.
  enum Event: Equatable {
    /// A whole frame.
    case frame(FrameHeader, data: ByteBuffer)
    /// A frame whose data is larger than the limit. Reported once, before its data is here.
    case oversize(FrameHeader)
  }

  private let maximumDataLength: Int
  private var buffer = ByteBuffer()
  private var bytesToSkip = 0

  /// Makes a decoder of frames with at most `maximumDataLength` bytes of data.
  init(maximumDataLength: Int) {
    self.maximumDataLength = maximumDataLength
  }

  /// Whether the last frame has begun to arrive and is not complete.
  var isInsideFrame: Bool { bytesToSkip > 0 || buffer.readableBytes > 0 }

  /// Bytes of memory that hold what has arrived and was not handed out.
  var bytesHeld: Int { buffer.writerIndex }

  /// Takes bytes that have arrived.
  mutating func append(_ bytes: inout ByteBuffer) {
    if buffer.readableBytes == 0 {
      buffer = bytes
    } else {
      buffer.writeBuffer(&bytes)
    }
  }

  /// The next event in the bytes that have arrived, or nil when there is none until more arrive.
  mutating func next() -> Event? {
    if bytesToSkip > 0 {
      skip()
      guard bytesToSkip == 0 else { return pause() }
    }
    guard let header = FrameHeader(peeking: buffer) else { return pause() }
    let length = Int(header.dataLength)
    guard length <= maximumDataLength else {
      buffer.moveReaderIndex(forwardBy: FrameHeader.size)
      bytesToSkip = length
      skip()
      return .oversize(header)
    }
    guard buffer.readableBytes >= FrameHeader.size + length else { return pause() }
    buffer.moveReaderIndex(forwardBy: FrameHeader.size)
    guard let data = buffer.readSlice(length: length) else { return nil }
    return .frame(header, data: data)
  }

  private mutating func skip() {
    let count = min(bytesToSkip, buffer.readableBytes)
    buffer.moveReaderIndex(forwardBy: count)
    bytesToSkip -= count
  }

  /// Lets go of bytes that were consumed: all of them, so that the channel can reuse its memory, or those before a
  /// partial frame, so that it never holds more than itself.
  private mutating func pause() -> Event? {
    if buffer.readableBytes == 0 {
      buffer = ByteBuffer()
    } else if buffer.readerIndex > 0 {
      buffer.discardReadBytes()
    }
    return nil
  }
}
