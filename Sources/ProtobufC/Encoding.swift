public import CProtobufC
public import NIOCore

extension Arena {
  /// Makes an initialised C structure with every field at its default.
  ///
  /// - Throws: ``ArenaFull`` when the arena's limit is reached.
  public func make<Raw: CMessage>(_ type: Raw.Type) throws(ArenaFull) -> UnsafeMutablePointer<Raw> {
    let message = try allocate(type, count: 1)
    let raw = UnsafeMutableRawPointer(message)
    protobuf_c_message_init(Raw.descriptor, raw)
    return message
  }

  /// Copies a text into the arena.
  public func text(_ text: String) throws(ArenaFull) -> ProtobufCBinaryData {
    var text = text
    do {
      return try text.withUTF8 { try self.bytes(UnsafeRawBufferPointer($0)) }
    } catch {
      throw ArenaFull(limit: limit)
    }
  }

  /// Copies bytes into the arena.
  public func bytes(_ bytes: UnsafeRawBufferPointer) throws(ArenaFull) -> ProtobufCBinaryData {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return ProtobufCBinaryData(len: 0, data: nil) }
    let copy = try allocate(UInt8.self, count: bytes.count)
    UnsafeMutableRawPointer(copy).copyMemory(from: source, byteCount: bytes.count)
    return ProtobufCBinaryData(len: bytes.count, data: copy)
  }

  /// Makes room for `count` bytes, of 1 or more, and lets `initialize` write all of them.
  public func bytes(
    count: Int, _ initialize: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(ArenaFull) -> ProtobufCBinaryData {
    let room = try allocate(UInt8.self, count: count)
    initialize(UnsafeMutableRawBufferPointer(start: room, count: count))
    return ProtobufCBinaryData(len: count, data: room)
  }

  /// Copies the elements of a repeated field, of a plain C type, into the arena. Nil when there are none, as protobuf-c has it.
  public func array<Element>(
    _ elements: [Element]
  ) throws(ArenaFull) -> UnsafeMutablePointer<Element>? {
    guard !elements.isEmpty else { return nil }
    let copy = try allocate(Element.self, count: elements.count)
    for (index, element) in elements.enumerated() { copy[index] = element }
    return copy
  }

  /// Builds the pointers of a repeated message field.
  public func array<Value: Message>(
    of values: [Value]
  ) throws(ArenaFull) -> UnsafeMutablePointer<UnsafeMutablePointer<Value.Raw>?>? {
    guard !values.isEmpty else { return nil }
    let pointers = try allocate(UnsafeMutablePointer<Value.Raw>?.self, count: values.count)
    for (index, value) in values.enumerated() { pointers[index] = try value.makeRaw(in: self) }
    return pointers
  }
}

/// Bytes that the encoding of `message` takes.
public func packedSize<Raw: CMessage>(of message: UnsafePointer<Raw>) -> Int {
  message.withMemoryRebound(to: ProtobufCMessage.self, capacity: 1) { protobuf_c_message_get_packed_size($0) }
}

/// Writes the encoding of `message` to the front of memory, which has room for ``packedSize(of:)`` bytes.
///
/// - Returns: the number of bytes written.
@discardableResult
public func pack<Raw: CMessage>(_ message: UnsafePointer<Raw>, into room: UnsafeMutableRawBufferPointer) -> Int {
  guard let start = room.baseAddress else { return 0 }
  return message.withMemoryRebound(to: ProtobufCMessage.self, capacity: 1) {
    protobuf_c_message_pack($0, start.assumingMemoryBound(to: UInt8.self))
  }
}

extension ByteBuffer {
  /// Appends the encoding of `message`, packed by protobuf-c straight into the buffer's memory.
  ///
  /// - Returns: the number of bytes written.
  @discardableResult
  public mutating func writeMessage<Raw: CMessage>(_ message: UnsafePointer<Raw>) -> Int {
    writeWithUnsafeMutableBytes(minimumWritableBytes: packedSize(of: message)) { pack(message, into: $0) }
  }

  /// Appends the encoding of `message`, built in `arena`.
  ///
  /// - Throws: ``ArenaFull`` when the arena's limit is reached; nothing is written then.
  @discardableResult
  public mutating func writeMessage<Value: Message>(_ message: Value, arena: Arena) throws(ArenaFull) -> Int {
    writeMessage(UnsafePointer(try message.makeRaw(in: arena)))
  }
}
