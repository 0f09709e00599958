public import CProtobufC

extension ProtobufCBinaryData {
  /// The bytes, as long as the arena that holds them is not reset.
  @inlinable
  public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : len)
  }

  /// A copy of the bytes as text. Bytes that are not UTF-8 are replaced; a decoded text has been validated before.
  public var string: String {
    String(decoding: bytes, as: UTF8.self)
  }
}
