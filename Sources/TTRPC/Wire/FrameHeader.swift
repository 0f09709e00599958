internal import NIOCore

/// What a frame is, as ttrpc's PROTOCOL.md numbers it. A type that is not among these is skipped, as Go's server does,
/// so that later versions of the protocol can add some.
struct FrameType: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  /// Opens a stream. Sent by clients.
  static let request = FrameType(rawValue: 1)
  /// Ends a stream. Sent by servers.
  static let response = FrameType(rawValue: 2)
  /// Carries one message of a stream that is not unary.
  static let data = FrameType(rawValue: 3)
}

/// Bits that qualify a frame. Bits without a name here are ignored.
struct FrameFlags: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  /// The sender sends nothing more on this stream.
  static let remoteClosed = FrameFlags(rawValue: 1)
  /// The sender sends more on this stream.
  static let remoteOpen = FrameFlags(rawValue: 2)
}

/// The ten bytes before the data of a frame.
struct FrameHeader: Hashable, Sendable {
  /// Bytes that a header takes.
  static let size = 10

  /// Bytes of data that follow.
  var dataLength: UInt32
  /// The stream that the frame belongs to: odd when the client opened it.
  var streamID: UInt32
  /// What the frame is.
  var type: FrameType
  /// What qualifies it.
  var flags: FrameFlags = []
}

extension FrameHeader {
  /// Reads the header at the front of `bytes`. Nil when they are less than a header.
  init?(peeking bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.size else { return nil }
    let fields = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
    dataLength = UInt32(truncatingIfNeeded: fields >> 32)
    streamID = UInt32(truncatingIfNeeded: fields)
    type = FrameType(rawValue: bytes[8])
    flags = FrameFlags(rawValue: bytes[9])
  }

  /// Writes the header to the front of memory, which has room for it.
  func store(in memory: UnsafeMutableRawBufferPointer) {
    memory.storeBytes(of: (UInt64(dataLength) << 32 | UInt64(streamID)).bigEndian, as: UInt64.self)
    memory.storeBytes(
      of: (UInt16(type.rawValue) << 8 | UInt16(flags.rawValue)).bigEndian, toByteOffset: 8, as: UInt16.self)
  }

  /// Writes the header over bytes that were set aside for it at `index`.
  func set(in buffer: inout ByteBuffer, at index: Int) {
    buffer.setInteger(UInt64(dataLength) << 32 | UInt64(streamID), at: index)
    buffer.setInteger(UInt16(type.rawValue) << 8 | UInt16(flags.rawValue), at: index + 8)
  }

  /// Appends the header.
  func write(to buffer: inout ByteBuffer) {
    buffer.writeMultipleIntegers(dataLength, streamID, type.rawValue, flags.rawValue)
  }
}
