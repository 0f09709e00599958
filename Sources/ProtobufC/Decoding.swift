internal import CProtobufC

extension Arena {
  /// Decodes a message and lends its C structure to `body`. The pointer must not be kept.
  ///
  /// - Parameters:
  ///   - type: the C structure of the expected message.
  ///   - bytes: the encoding.
  ///   - validateText: whether each `string` field, anywhere in the message, must be UTF-8 without NUL. Pass false
  ///     only for envelopes that compare bytes, or carry a field that is `bytes` in its `.proto`.
  /// - Throws: ``DecodingError``, or what `body` throws.
  @inlinable
  public func decode<Raw: CMessage, Result>(
    _ type: Raw.Type,
    from bytes: UnsafeRawBufferPointer,
    validateText: Bool = true,
    _ body: (UnsafePointer<Raw>) throws -> Result
  ) throws -> Result {
    try body(unpackChecked(type, from: bytes, validateText: validateText))
  }

  /// Decodes a message into a value.
  public func decode<Value: Message>(
    _ type: Value.Type, from bytes: UnsafeRawBufferPointer
  ) throws(DecodingError) -> Value {
    Value(copying: try unpackChecked(Value.Raw.self, from: bytes, validateText: true))
  }

  /// Decodes a message and lends a view of it to `body`. The compiler keeps the view from being kept.
  public func withView<View: MessageView & ~Escapable, Result>(
    of type: View.Type,
    from bytes: UnsafeRawBufferPointer,
    _ body: (borrowing View) throws -> Result
  ) throws -> Result {
    let view = View(raw: try unpackChecked(View.Raw.self, from: bytes, validateText: true), arena: self)
    return try body(view)
  }

  @inlinable
  func unpackChecked<Raw: CMessage>(
    _ type: Raw.Type, from bytes: UnsafeRawBufferPointer, validateText: Bool
  ) throws(DecodingError) -> UnsafePointer<Raw> {
    let message = UnsafeMutableRawPointer(try unpack(Raw.descriptor, bytes))
    if validateText {
      try validateTexts(of: UnsafeRawPointer(message), Raw.descriptor)
    }
    return UnsafePointer(message.assumingMemoryBound(to: Raw.self))
  }
}
