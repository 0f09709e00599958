internal import CProtobufC

/// Writes the C structure of a message as JSON.
struct JSONMessageWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []

  /// Appends the object.
  mutating func write(
    _ message: UnsafeRawPointer, _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(DecodingError) {
    var separator = UInt8(ascii: "{")
    for field in descriptor.fields where isPresent(field, in: message) {
      bytes.append(separator)
      separator = UInt8(ascii: ",")
      writeName(field)
      do throws(DecodingError) {
        if field.label == PROTOBUF_C_LABEL_REPEATED {
          try writeArray(field, in: message)
        } else {
          try writeValue(field, at: message + Int(field.offset))
        }
      } catch {
        throw error.within(field.fieldName)
      }
    }
    if separator == UInt8(ascii: "{") { bytes.append(separator) }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Whether the field is written: it is given, where that is kept apart, or else not zero. One of a
  /// type that is not written is, so that it is refused.
  private func isPresent(_ field: ProtobufCFieldDescriptor, in message: UnsafeRawPointer) -> Bool {
    let quantifier = message + Int(field.quantifier_offset)
    let place = message + Int(field.offset)
    if field.label == PROTOBUF_C_LABEL_REPEATED { return quantifier.load(as: Int.self) > 0 }
    if field.isInOneof { return quantifier.load(as: UInt32.self) == field.id }
    if field.hasPresenceFlag { return quantifier.load(as: protobuf_c_boolean.self) != 0 }
    switch field.type {
    case PROTOBUF_C_TYPE_BYTES: return place.load(as: ProtobufCBinaryData.self).len > 0
    case PROTOBUF_C_TYPE_MESSAGE: return place.load(as: UnsafeRawPointer?.self) != nil
    default: break
    }
    switch field.valueStride {
    case MemoryLayout<Int32>.stride: return place.load(as: Int32.self) != 0
    case MemoryLayout<Int64>.stride: return place.load(as: Int64.self) != 0
    default: return true
    }
  }

  private mutating func writeArray(
    _ field: ProtobufCFieldDescriptor, in message: UnsafeRawPointer
  ) throws(DecodingError) {
    guard let stride = field.valueStride else { throw unmapped }
    let count = (message + Int(field.quantifier_offset)).load(as: Int.self)
    guard let elements = (message + Int(field.offset)).load(as: UnsafeRawPointer?.self) else { throw unmapped }
    for index in 0..<count {
      bytes.append(UInt8(ascii: index == 0 ? "[" : ","))
      do throws(DecodingError) {
        try writeValue(field, at: elements + index * stride)
      } catch {
        throw error.within("[\(index)]")
      }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func writeValue(
    _ field: ProtobufCFieldDescriptor, at place: UnsafeRawPointer
  ) throws(DecodingError) {
    switch field.type {
    case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32, PROTOBUF_C_TYPE_SFIXED32:
      bytes.append(contentsOf: String(place.load(as: Int32.self)).utf8)
    case PROTOBUF_C_TYPE_UINT32, PROTOBUF_C_TYPE_FIXED32:
      bytes.append(contentsOf: String(place.load(as: UInt32.self)).utf8)
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64:
      writeQuoted(String(place.load(as: Int64.self)))
    case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64:
      writeQuoted(String(place.load(as: UInt64.self)))
    case PROTOBUF_C_TYPE_BOOL:
      bytes.append(contentsOf: (place.load(as: protobuf_c_boolean.self) != 0 ? "true" : "false").utf8)
    case PROTOBUF_C_TYPE_BYTES:
      let text = place.load(as: ProtobufCBinaryData.self).bytes
      if let fault = textFault(in: text) { throw DecodingError(reason: .invalidText, message: fault) }
      bytes.appendJSONText(text)
    default:
      if let descriptor = field.enumDescriptor {
        writeEnum(place.load(as: Int32.self), descriptor)
      } else if let descriptor = field.messageDescriptor, let message = place.load(as: UnsafeRawPointer?.self) {
        try writeSubMessage(message, descriptor)
      } else {
        throw unmapped
      }
    }
  }

  private mutating func writeSubMessage(
    _ message: UnsafeRawPointer, _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(DecodingError) {
    guard let places = descriptor.timestampPlaces else { return try write(message, descriptor) }
    let seconds = message.load(fromByteOffset: places.seconds, as: Int64.self)
    let nanoseconds = message.load(fromByteOffset: places.nanoseconds, as: Int32.self)
    guard let time = JSONTimestamp(seconds: seconds, nanoseconds: nanoseconds) else {
      throw DecodingError(reason: .malformed, message: "is no time of the years 1 to 9999")
    }
    writeQuoted(time.text)
  }

  private mutating func writeName(_ field: ProtobufCFieldDescriptor) {
    guard let name = field.name else { return }
    bytes.append(UInt8(ascii: "\""))
    forEachLowerCamelCaseByte(of: name) { byte in
      bytes.append(byte)
      return true
    }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func writeEnum(_ number: Int32, _ descriptor: UnsafePointer<ProtobufCEnumDescriptor>) {
    guard let name = protobuf_c_enum_descriptor_get_value(descriptor, number)?.pointee.name else {
      bytes.append(contentsOf: String(number).utf8)
      return
    }
    writeQuoted(String(cString: name))
  }

  private mutating func writeQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  private var unmapped: DecodingError {
    DecodingError(reason: .malformed, message: "is of a type that is not written as JSON")
  }
}
