public import CProtobufC
public import NIOCore

/// Turns proto3's JSON mapping of a message (https://protobuf.dev/programming-guides/json/) into its binary encoding.
///
/// Field names are taken in lowerCamelCase and as in the `.proto` file; integers as numbers or texts, exactly, whatever
/// their notation; enums by name or number; null as the default. A BYTES field is a text, as the contract has no
/// `bytes`. Unknown and repeated names and a second member of a oneof are refused.
///
/// - Parameters:
///   - bytes: the document, UTF-8 without a byte order mark.
///   - descriptor: the expected message, of proto3 and without floating-point fields.
///   - arena: where everything is allocated but the result, which is not longer than the arena's limit either. The
///     caller resets it.
/// - Returns: the encoding as protobuf-c writes it: fields in the order of their numbers, defaults left out.
public func encodedMessage(
  fromJSON bytes: UnsafeRawBufferPointer, of descriptor: UnsafePointer<ProtobufCMessageDescriptor>, arena: Arena
) throws(JSONDecodingError) -> ByteBuffer {
  var reader = JSONMessageReader(bytes, arena: arena)
  let message = try reader.document(of: descriptor)
  let size = protobuf_c_message_get_packed_size(message)
  guard size <= arena.limit else {
    throw JSONDecodingError(
      reason: .tooLarge, message: "a \(descriptor.typeName) of \(size) bytes is longer than \(arena.limit)")
  }
  var buffer = ByteBuffer()
  buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { room in
    guard let start = room.baseAddress else { return 0 }
    return protobuf_c_message_pack(message, start.assumingMemoryBound(to: UInt8.self))
  }
  return buffer
}

/// Turns the binary encoding of a message into proto3's JSON mapping, without spaces: names in lowerCamelCase, fields in
/// the order of their numbers, defaults left out, 64-bit integers as texts, enums by name where the number has one.
///
/// - Parameters:
///   - bytes: the encoding. It is meant to be our own: how long its JSON may become is not limited.
///   - descriptor: the message, of proto3 and without floating-point fields.
///   - arena: where the message is decoded. The caller resets it.
/// - Throws: ``DecodingError`` when the bytes are no such message, or a text in them is none.
public func json(
  ofMessage bytes: UnsafeRawBufferPointer, of descriptor: UnsafePointer<ProtobufCMessageDescriptor>, arena: Arena
) throws(DecodingError) -> ByteBuffer {
  let message = try arena.unpack(descriptor, bytes)
  var writer = JSONMessageWriter()
  try writer.write(UnsafeRawPointer(message), descriptor)
  return ByteBuffer(bytes: writer.bytes)
}
