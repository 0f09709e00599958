internal import CZlib
internal import NIOCore

/// Why bytes could not be uncompressed.
enum GzipError: Error {
  /// They are not gzip (RFC 1952), or not all of it.
  case malformed
  /// They hold more than was allowed.
  case tooLarge
}

/// Uncompresses gzip, in one or more members, of not more than `limit` bytes.
func inflateGzip(_ bytes: ByteBuffer, limit: Int) throws(GzipError) -> ByteBuffer {
  var stream = z_stream()
  // The largest window, and 16 for gzip's header and trailer (zlib.h, inflateInit2).
  let windowBits: Int32 = 15 + 16
  guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
    throw .tooLarge
  }
  defer { inflateEnd(&stream) }
  var output = ByteBuffer()
  let isWhole = try bytes.withUnsafeReadableBytes { (input) throws(GzipError) in
    // zlib only reads its input, though its structure points at mutable bytes.
    stream.next_in = UnsafeMutablePointer(mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
    stream.avail_in = UInt32(input.count)
    return try inflateMembers(&stream, into: &output, limit: limit)
  }
  guard isWhole else { throw .malformed }
  return output
}

/// Reads members until the input ends.
///
/// - Returns: whether the last one was whole.
private func inflateMembers(
  _ stream: inout z_stream, into output: inout ByteBuffer, limit: Int
) throws(GzipError) -> Bool {
  let chunk = 64 << 10
  while true {
    var status = Z_OK
    output.writeWithUnsafeMutableBytes(minimumWritableBytes: chunk) { room in
      stream.next_out = room.assumingMemoryBound(to: UInt8.self).baseAddress
      stream.avail_out = UInt32(room.count)
      status = inflate(&stream, Z_NO_FLUSH)
      return room.count - Int(stream.avail_out)
    }
    guard output.readableBytes <= limit else { throw .tooLarge }
    switch status {
    case Z_OK: continue
    case Z_STREAM_END:
      if stream.avail_in == 0 { return true }
      guard inflateReset(&stream) == Z_OK else { return false }
    default: return false
    }
  }
}
