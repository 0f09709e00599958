internal import CProtobufC
internal import CProtos
package import NIOCore
package import ProtobufC

/// Tag of `Response.payload`: field 2, length-delimited.
private let payloadTag: UInt8 = 2 << 3 | 2

/// Bytes of a response frame before its payload: the header, the tag, and a length of at most 32 bits as a varint.
private let maximumResponsePrefixBytes = FrameHeader.size + 1 + 5

/// Bytes of UTF-8 that the message of an error may take on the wire. Messages are for people; what is longer echoes
/// somebody's input.
let maximumStatusMessageBytes = 16_384

extension RPCError {
  /// The message as it travels: one past ``maximumStatusMessageBytes`` is cut.
  package var boundedMessage: String {
    guard message.utf8.count > maximumStatusMessageBytes else { return message }
    return String(message.unicodeScalars.prefix(maximumStatusMessageBytes / 4))
  }
}

extension ByteBuffer {
  /// Appends a successful response frame: the header, the tag and length of the payload, and the payload, which `pack`
  /// writes into the room for it and fills.
  ///
  /// The bytes are those that protobuf-c would pack for a response without status (a test compares them). Writing them
  /// here lets protobuf-c pack the reply itself straight into this buffer, instead of into memory of its own first.
  @inline(__always)
  mutating func writeResponseFrame(
    streamID: UInt32, payloadLength: Int, _ pack: (UnsafeMutableRawBufferPointer) -> Void
  ) {
    writeWithUnsafeMutableBytes(minimumWritableBytes: maximumResponsePrefixBytes + payloadLength) { room in
      let start = storeResponsePrefix(in: room, streamID: streamID, payloadLength: payloadLength)
      let end = start + payloadLength
      if payloadLength > 0 { pack(UnsafeMutableRawBufferPointer(rebasing: room[start..<end])) }
      return end
    }
  }

  /// Appends a response frame that carries `error`. A message past ``maximumStatusMessageBytes`` is cut.
  mutating func writeErrorFrame(streamID: UInt32, error: RPCError) {
    let start = writerIndex
    FrameHeader(dataLength: 0, streamID: streamID, type: .response).write(to: &self)
    var text = error.boundedMessage
    text.withUTF8 { bytes in
      var status = Google__Rpc__Status()
      google__rpc__status__init(&status)
      status.code = error.code.rawValue
      // protobuf-c only reads what it packs, though its structures point at mutable bytes.
      status.message = ProtobufCBinaryData(len: bytes.count, data: UnsafeMutablePointer(mutating: bytes.baseAddress))
      withUnsafeMutablePointer(to: &status) { status in
        var response = Ttrpc__Response()
        ttrpc__response__init(&response)
        response.status = status
        _ = withUnsafePointer(to: &response) { writeMessage($0) }
      }
    }
    let length = writerIndex - start - FrameHeader.size
    FrameHeader(dataLength: UInt32(length), streamID: streamID, type: .response).set(in: &self, at: start)
  }
}

/// Writes what precedes the payload in a successful response frame to the front of memory, which has room for
/// ``maximumResponsePrefixBytes``.
///
/// - Returns: the number of bytes written.
private func storeResponsePrefix(
  in room: UnsafeMutableRawBufferPointer, streamID: UInt32, payloadLength: Int
) -> Int {
  let dataLength = UInt32(responseDataLength(payloadLength: payloadLength))
  FrameHeader(dataLength: dataLength, streamID: streamID, type: .response).store(in: room)
  guard payloadLength > 0 else { return FrameHeader.size }
  room[FrameHeader.size] = payloadTag
  var end = FrameHeader.size + 1
  var rest = UInt32(payloadLength)
  while rest >= 0x80 {
    room[end] = UInt8(truncatingIfNeeded: rest) | 0x80
    end += 1
    rest >>= 7
  }
  room[end] = UInt8(rest)
  return end + 1
}

/// Bytes of data of a successful response frame: the payload with its tag and length.
func responseDataLength(payloadLength: Int) -> Int {
  guard payloadLength > 0 else { return 0 }
  let significantBits = Int.bitWidth - payloadLength.leadingZeroBitCount
  return 1 + (significantBits + 6) / 7 + payloadLength
}

/// Decodes the data of a response frame into a payload or the error that the peer sent.
package func decodeResponse(_ data: ByteBuffer, arena: Arena) throws(RPCError) -> ByteBuffer {
  let outcome = data.withUnsafeReadableBytes { bytes in
    Result { () throws(RPCError) in try decodeResponse(bytes, arena: arena) }
  }
  return try outcome.get()
}

/// Decodes the data of a response frame into a payload or the error that the peer sent.
func decodeResponse(_ data: UnsafeRawBufferPointer, arena: Arena) throws(RPCError) -> ByteBuffer {
  defer { arena.reset() }
  let outcome: Result<ByteBuffer, RPCError>
  do {
    outcome = try arena.decode(Ttrpc__Response.self, from: data, validateText: false) { message in
      if let status = message.pointee.status?.pointee, status.code != StatusCode.ok.rawValue {
        let code = StatusCode(rawValue: status.code) ?? .unknown
        return .failure(RPCError(code, status.message.string))
      }
      return .success(ByteBuffer(bytes: message.pointee.payload.bytes))
    }
  } catch {
    throw RPCError(.internal, "the peer's response could not be decoded: \(error)")
  }
  return try outcome.get()
}
