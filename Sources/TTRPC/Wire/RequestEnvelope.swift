internal import CProtobufC
internal import CProtos
package import NIOCore
package import ProtobufC

/// A decoded request, lent by an arena: valid until the arena is reset.
struct RequestEnvelope {
  private let message: UnsafePointer<Ttrpc__Request>

  init(_ message: UnsafePointer<Ttrpc__Request>) {
    self.message = message
  }

  var service: UnsafeRawBufferPointer { message.pointee.service.bytes }
  var method: UnsafeRawBufferPointer { message.pointee.method.bytes }
  var payload: UnsafeRawBufferPointer { message.pointee.payload.bytes }

  /// Nanoseconds that the caller waits; 0 means without end.
  var timeoutNanoseconds: Int64 { message.pointee.timeout_nano }

  /// The value of the first pair whose key is `key` without regard to ASCII case.
  func metadataValue(for key: StaticString) -> UnsafeRawBufferPointer? {
    let wanted = UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    for index in 0..<message.pointee.n_metadata {
      guard let pair = message.pointee.metadata?[index] else { continue }
      if equalIgnoringASCIICase(pair.pointee.key.bytes, wanted) { return pair.pointee.value.bytes }
    }
    return nil
  }
}

private func equalIgnoringASCIICase(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy { left, right in
      left == right || (left ^ right == 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(left | 0x20))
    }
}

extension ProtobufCBinaryData {
  /// Bytes that are somebody else's. protobuf-c only reads what it packs, though its structures point at mutable bytes.
  fileprivate init(reading bytes: UnsafeRawBufferPointer) {
    self.init(
      len: bytes.count, data: UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress))
  }
}

extension Arena {
  /// Makes the envelope of a request without a payload.
  fileprivate func makeRequest(
    service: String, method: String, metadata: Metadata
  ) throws(ArenaFull) -> UnsafeMutablePointer<Ttrpc__Request> {
    let request = try make(Ttrpc__Request.self)
    request.pointee.service = try text(service)
    request.pointee.method = try text(method)
    let pairs = try metadata.pairs.map { (pair) throws(ArenaFull) in
      let raw = try make(Ttrpc__KeyValue.self)
      raw.pointee.key = try text(pair.key)
      raw.pointee.value = try text(pair.value)
      return Optional(raw)
    }
    request.pointee.n_metadata = pairs.count
    request.pointee.metadata = try array(pairs)
    return request
  }

  /// Makes the envelope of a request that came in without one. It is valid as long as `payload` is and the arena is not
  /// reset.
  func envelope(
    service: String, method: String, metadata: Metadata, payload: UnsafeRawBufferPointer
  ) throws(ArenaFull) -> RequestEnvelope {
    let request = try makeRequest(service: service, method: method, metadata: metadata)
    request.pointee.payload = ProtobufCBinaryData(reading: payload)
    return RequestEnvelope(UnsafePointer(request))
  }
}

extension ByteBuffer {
  /// Appends a request frame.
  ///
  /// - Throws: RESOURCE_EXHAUSTED when the request is larger than a frame may be, or than the arena allows. Nothing is
  ///   written then.
  package mutating func writeRequestFrame(
    streamID: UInt32, service: String, method: String, payload: ByteBuffer, timeoutNanoseconds: Int64,
    metadata: Metadata, arena: Arena
  ) throws(RPCError) {
    let start = writerIndex
    do throws(ArenaFull) {
      let request = try arena.makeRequest(service: service, method: method, metadata: metadata)
      request.pointee.timeout_nano = timeoutNanoseconds
      FrameHeader(dataLength: 0, streamID: streamID, type: .request).write(to: &self)
      payload.withUnsafeReadableBytes { bytes in
        request.pointee.payload = ProtobufCBinaryData(reading: bytes)
        _ = writeMessage(UnsafePointer(request))
      }
    } catch {
      moveWriterIndex(to: start)
      throw RPCError(.resourceExhausted, "building the request takes more than \(error.limit) bytes of memory")
    }
    let length = writerIndex - start - FrameHeader.size
    guard length <= Limits.protocolFrameBytes else {
      moveWriterIndex(to: start)
      throw RPCError(
        .resourceExhausted, "the request takes \(length) bytes, more than the \(Limits.protocolFrameBytes) of a frame")
    }
    FrameHeader(dataLength: UInt32(length), streamID: streamID, type: .request).set(in: &self, at: start)
  }
}
