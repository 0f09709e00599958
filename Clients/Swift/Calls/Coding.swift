internal import NIOCore
internal import ProtobufC

/// Bytes that building one request, or decoding one reply, may take: several times the largest frame, since a message in
/// memory is larger than its encoding.
private let messageMemoryLimit = 64 << 20

/// Encodes a request.
///
/// - Throws: ``TributaryError`` with code `resourceExhausted` when the request is beyond any frame.
func encode(_ request: some Message) throws(TributaryError) -> ByteBuffer {
  var buffer = ByteBuffer()
  do {
    try buffer.writeMessage(request, arena: Arena(limit: messageMemoryLimit))
  } catch {
    throw TributaryError(.resourceExhausted, "the request takes more than \(error.limit) bytes of memory")
  }
  return buffer
}

/// Decodes a reply.
///
/// - Throws: ``TributaryError`` with code `internal` when the bytes are not the expected message.
func decode<Reply: Message>(_ type: Reply.Type, from buffer: ByteBuffer) throws(TributaryError) -> Reply {
  let arena = Arena(limit: messageMemoryLimit)
  let result = buffer.withUnsafeReadableBytes { bytes in
    Result { () throws(DecodingError) in try arena.decode(type, from: bytes) }
  }
  switch result {
  case .success(let reply): return reply
  case .failure(let error):
    throw TributaryError(.internal, "the server's reply cannot be read: \(error.message)")
  }
}

extension Optional {
  /// The object that a reply carries.
  ///
  /// - Throws: ``TributaryError`` with code `internal` when the reply lacks it, which a server of this contract never
  ///   sends.
  func required(_ name: StaticString) throws(TributaryError) -> Wrapped {
    guard let self else { throw TributaryError(.internal, "the server's reply lacks the \(name)") }
    return self
  }
}
