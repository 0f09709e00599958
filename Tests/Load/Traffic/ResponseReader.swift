import NIOCore

/// Takes responses from what a connection received. It looks at no more of one than it needs to tell whose it is and
/// whether it is a success.
struct ResponseReader {
  /// A response, without what is in it.
  struct Response {
    let streamID: UInt32
    /// The status code of a failure (google.rpc.Code); nil for a success.
    let failure: UInt8?
  }

  private static let headerBytes = 10
  private var received = ByteBuffer()

  /// Adds bytes that came.
  mutating func add(_ bytes: inout ByteBuffer) {
    if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
  }

  /// The next response that is here as a whole.
  mutating func next() -> Response? {
    let start = received.readerIndex
    guard let length = received.getInteger(at: start, as: UInt32.self),
      let streamID = received.getInteger(at: start + 4, as: UInt32.self),
      received.readableBytes >= Self.headerBytes + Int(length)
    else { return nil }
    // Bytes before the reader's index cannot be looked at any more.
    defer { received.moveReaderIndex(forwardBy: Self.headerBytes + Int(length)) }
    return Response(
      streamID: streamID, failure: length > 0 ? failure(at: start + Self.headerBytes) : nil)
  }

  /// `Response.status` is field 1 and absent in a success; the code is field 1 of the status, and below 128.
  private func failure(at start: Int) -> UInt8? {
    let lengthDelimitedField1: UInt8 = 1 << 3 | 2
    let varintField1: UInt8 = 1 << 3
    guard received.getInteger(at: start, as: UInt8.self) == lengthDelimitedField1 else { return nil }
    var position = start + 1
    while let byte = received.getInteger(at: position, as: UInt8.self), byte >= 0x80 { position += 1 }
    guard received.getInteger(at: position + 1, as: UInt8.self) == varintField1 else { return 0 }
    return received.getInteger(at: position + 2, as: UInt8.self)
  }
}
