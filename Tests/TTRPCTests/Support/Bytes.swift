import NIOCore

@testable import TTRPC

/// A whole frame as bytes.
func frame(
  _ type: FrameType, stream: UInt32, flags: FrameFlags = [], data: [UInt8] = []
) -> [UInt8] {
  var buffer = ByteBuffer()
  FrameHeader(dataLength: UInt32(data.count), streamID: stream, type: type, flags: flags).write(to: &buffer)
  buffer.writeBytes(data)
  return Array(buffer.readableBytesView)
}

/// The data of a request frame, put together field by field as the protobuf encoding defines it.
func request(
  _ service: String, _ method: String, payload: [UInt8] = [], timeout: Int64 = 0, metadata: [(String, String)] = []
) -> [UInt8] {
  var data = field(1, Array(service.utf8)) + field(2, Array(method.utf8)) + field(3, payload)
  if timeout != 0 { data += [4 << 3] + varint(UInt64(bitPattern: timeout)) }
  for (key, value) in metadata {
    data += field(5, field(1, Array(key.utf8)) + field(2, Array(value.utf8)), evenIfEmpty: true)
  }
  return data
}

private func field(_ number: UInt8, _ bytes: [UInt8], evenIfEmpty: Bool = false) -> [UInt8] {
  bytes.isEmpty && !evenIfEmpty ? [] : [number << 3 | 2] + varint(UInt64(bytes.count)) + bytes
}

func varint(_ value: UInt64) -> [UInt8] {
  var rest = value
  var bytes: [UInt8] = []
  while rest >= 0x80 {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

extension ByteBuffer {
  var bytes: [UInt8] { Array(readableBytesView) }
}
