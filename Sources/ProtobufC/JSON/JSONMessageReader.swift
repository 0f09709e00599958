internal import CProtobufC

/// Builds the C structure of a message from a JSON document.
///
/// Texts without escapes stay where they are in the document; all else is allocated in the arena.
struct JSONMessageReader {
  /// How deep messages may be nested: the limit of other implementations.
  static let maximalDepth = 100

  private var scanner: JSONScanner
  private let arena: Arena
  private var depth = 0

  init(_ bytes: UnsafeRawBufferPointer, arena: Arena) {
    scanner = JSONScanner(bytes, arena: arena)
    self.arena = arena
  }

  /// Reads the whole document.
  mutating func document(
    of descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(JSONDecodingError) -> UnsafeMutablePointer<ProtobufCMessage> {
    let message = try object(descriptor)
    try scanner.end()
    return message.assumingMemoryBound(to: ProtobufCMessage.self)
  }

  private mutating func object(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(JSONDecodingError) -> UnsafeMutableRawPointer {
    guard try scanner.kind() == .object else { throw mismatch("must be an object") }
    guard depth < Self.maximalDepth else { throw mismatch("is nested more than \(Self.maximalDepth) deep") }
    depth += 1
    defer { depth -= 1 }
    // Zeros are what protobuf-c's own initialiser leaves of a proto3 message, whose defaults are all zero.
    let message = UnsafeMutableRawPointer(
      try arena.allocateForJSON(UInt8.self, count: descriptor.pointee.sizeof_message))
    message.assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor = descriptor
    let seen = try arena.allocateForJSON(UInt64.self, count: (Int(descriptor.pointee.n_fields) + 63) / 64)
    _ = scanner.takes("{")
    guard !scanner.takes("}") else { return message }
    repeat {
      try member(of: message, descriptor, seen)
    } while try scanner.takesComma(orEnd: "}")
    return message
  }

  private mutating func member(
    of message: UnsafeMutableRawPointer, _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    _ seen: UnsafeMutablePointer<UInt64>
  ) throws(JSONDecodingError) {
    let name = try scanner.name()
    guard let index = descriptor.fieldIndex(named: name) else {
      throw JSONDecodingError(
        reason: .mismatch, field: shown(name), message: "is not a field of \(descriptor.typeName)")
    }
    let field = descriptor.fields[index]
    do throws(JSONDecodingError) {
      let bit: UInt64 = 1 << UInt64(index % 64)
      guard seen[index / 64] & bit == 0 else { throw mismatch("is given twice") }
      seen[index / 64] |= bit
      if try scanner.kind() == .null {
        try scanner.null()
      } else if field.label == PROTOBUF_C_LABEL_REPEATED {
        try array(field, in: message)
      } else {
        try claimOneof(field, in: message, descriptor)
        try value(field, at: message + Int(field.offset))
        if field.hasPresenceFlag {
          message.storeBytes(of: 1, toByteOffset: Int(field.quantifier_offset), as: protobuf_c_boolean.self)
        }
      }
    } catch {
      throw error.within(field.fieldName)
    }
  }

  /// Makes `field` the member of its oneof that is given, unless another one was.
  private func claimOneof(
    _ field: ProtobufCFieldDescriptor, in message: UnsafeMutableRawPointer,
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(JSONDecodingError) {
    guard field.isInOneof else { return }
    let chosen = (message + Int(field.quantifier_offset)).assumingMemoryBound(to: UInt32.self)
    if let other = descriptor.fields.first(where: { $0.id == chosen.pointee && chosen.pointee != 0 }) {
      throw mismatch("cannot be given beside \(other.fieldName)")
    }
    chosen.pointee = field.id
  }

  /// The array doubles whenever it is full, so that the time is linear and the memory at most twice what it needs.
  private mutating func array(
    _ field: ProtobufCFieldDescriptor, in message: UnsafeMutableRawPointer
  ) throws(JSONDecodingError) {
    guard try scanner.kind() == .array else { throw mismatch("must be an array") }
    guard let stride = field.valueStride else { throw unmapped }
    _ = scanner.takes("[")
    guard !scanner.takes("]") else { return }
    var (count, capacity) = (0, 4)
    var elements = UnsafeMutableRawPointer(try arena.allocateForJSON(UInt8.self, count: capacity * stride))
    repeat {
      if count == capacity {
        let larger = UnsafeMutableRawPointer(try arena.allocateForJSON(UInt8.self, count: 2 * capacity * stride))
        larger.copyMemory(from: elements, byteCount: count * stride)
        (elements, capacity) = (larger, 2 * capacity)
      }
      do throws(JSONDecodingError) {
        guard try scanner.kind() != .null else { throw mismatch("must not be null") }
        try value(field, at: elements + count * stride)
      } catch {
        throw error.within("[\(count)]")
      }
      count += 1
    } while try scanner.takesComma(orEnd: "]")
    message.storeBytes(of: elements, toByteOffset: Int(field.offset), as: UnsafeMutableRawPointer.self)
    message.storeBytes(of: count, toByteOffset: Int(field.quantifier_offset), as: Int.self)
  }

  private mutating func value(
    _ field: ProtobufCFieldDescriptor, at place: UnsafeMutableRawPointer
  ) throws(JSONDecodingError) {
    switch field.type {
    case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32, PROTOBUF_C_TYPE_SFIXED32:
      place.storeBytes(of: try scanner.integer(Int32.self), as: Int32.self)
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64:
      place.storeBytes(of: try scanner.integer(Int64.self), as: Int64.self)
    case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_FIXED32:
      place.storeBytes(of: try scanner.integer(UInt32.self), as: UInt32.self)
    case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64:
      place.storeBytes(of: try scanner.integer(UInt64.self), as: UInt64.self)
    case PROTOBUF_C_TYPE_BOOL:
      place.storeBytes(of: try scanner.truth() ? 1 : 0, as: protobuf_c_boolean.self)
    case PROTOBUF_C_TYPE_BYTES:
      place.storeBytes(of: try scanner.validText(), as: ProtobufCBinaryData.self)
    default:
      if let descriptor = field.enumDescriptor {
        place.storeBytes(of: try scanner.enumNumber(descriptor), as: Int32.self)
      } else if let descriptor = field.messageDescriptor {
        place.storeBytes(of: try subMessage(descriptor), as: UnsafeMutableRawPointer.self)
      } else {
        throw unmapped
      }
    }
  }

  private mutating func subMessage(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(JSONDecodingError) -> UnsafeMutableRawPointer {
    guard let places = descriptor.timestampPlaces else { return try object(descriptor) }
    guard try scanner.kind() == .text, let time = JSONTimestamp(try scanner.text()) else {
      throw mismatch("must be a time such as \"2026-11-25T08:30:00Z\"")
    }
    let message = UnsafeMutableRawPointer(
      try arena.allocateForJSON(UInt8.self, count: descriptor.pointee.sizeof_message))
    message.assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor = descriptor
    message.storeBytes(of: time.seconds, toByteOffset: places.seconds, as: Int64.self)
    message.storeBytes(of: time.nanoseconds, toByteOffset: places.nanoseconds, as: Int32.self)
    return message
  }

  private var unmapped: JSONDecodingError { mismatch("is of a type that is not read from JSON") }
}
