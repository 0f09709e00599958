internal import CProtobufC

extension ProtobufCFieldDescriptor {
  /// Name in the `.proto` file.
  var fieldName: String { name.map { String(cString: $0) } ?? "?" }

  /// Whether it belongs to a oneof, whose members share their place in the C structure.
  var isInOneof: Bool { flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 }

  /// Whether it is `optional` and the C structure keeps apart whether it was given. That of a message is its pointer.
  var hasPresenceFlag: Bool { label == PROTOBUF_C_LABEL_OPTIONAL && type != PROTOBUF_C_TYPE_MESSAGE && !isInOneof }

  /// The descriptor of a message field.
  var messageDescriptor: UnsafePointer<ProtobufCMessageDescriptor>? {
    type == PROTOBUF_C_TYPE_MESSAGE ? descriptor?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self) : nil
  }

  /// The descriptor of an enum field.
  var enumDescriptor: UnsafePointer<ProtobufCEnumDescriptor>? {
    type == PROTOBUF_C_TYPE_ENUM ? descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self) : nil
  }

  /// Bytes of one value in the C structure. Nil for the types that have no JSON here: floating point and `char *`, which
  /// no message of ours contains (a test holds that).
  var valueStride: Int? {
    switch type {
    case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_UINT32,
      PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_ENUM:
      MemoryLayout<Int32>.stride
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_UINT64,
      PROTOBUF_C_TYPE_FIXED64:
      MemoryLayout<Int64>.stride
    case PROTOBUF_C_TYPE_BOOL: MemoryLayout<protobuf_c_boolean>.stride
    case PROTOBUF_C_TYPE_BYTES: MemoryLayout<ProtobufCBinaryData>.stride
    case PROTOBUF_C_TYPE_MESSAGE: MemoryLayout<UnsafeRawPointer?>.stride
    default: nil
    }
  }
}
