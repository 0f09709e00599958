import CZlib

/// Compresses by zlib, in one member.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  // The largest window, and 16 for gzip's header and trailer (zlib.h, deflateInit2).
  let windowBits: Int32 = 15 + 16
  let size = Int32(MemoryLayout<z_stream>.size)
  guard
    deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
  else { return [] }
  defer { deflateEnd(&stream) }
  var input = bytes
  let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
  return [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = room.baseAddress
      stream.avail_out = UInt32(room.count)
      _ = deflate(&stream, Z_FINISH)
    }
    count = room.count - Int(stream.avail_out)
  }
}
