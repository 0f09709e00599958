public import CProtobufC

/// What a test needs to know of one field of a message, read from the descriptor that protoc-c generated.
public struct FieldShape {
  /// The kinds of fields that Tributary's messages are made of.
  public enum Kind {
    /// `int32`.
    case int32
    /// `int64`.
    case int64
    /// `bool`.
    case bool
    /// An enum.
    case enumeration
    /// `string`, which the generated C holds as bytes.
    case text
    /// A message of this descriptor.
    case message(UnsafePointer<ProtobufCMessageDescriptor>)
    /// Any other, by protobuf-c's name for it.
    case unsupported(String)
  }

  /// Name in the `.proto` file.
  public let name: String
  /// Number on the wire.
  public let number: UInt64
  /// What it holds.
  public let kind: Kind
  /// Whether it is `repeated`.
  public let isRepeated: Bool
  /// Whether it belongs to a oneof.
  public let isInOneof: Bool
  /// Whether the descriptor points at a default value. proto3 has none.
  public let hasDefault: Bool

  init(_ field: ProtobufCFieldDescriptor) {
    name = String(cString: field.name)
    number = UInt64(field.id)
    isRepeated = field.label == PROTOBUF_C_LABEL_REPEATED
    isInOneof = field.flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0
    hasDefault = field.default_value != nil
    kind =
      switch field.type {
      case PROTOBUF_C_TYPE_INT32: .int32
      case PROTOBUF_C_TYPE_INT64: .int64
      case PROTOBUF_C_TYPE_BOOL: .bool
      case PROTOBUF_C_TYPE_ENUM: .enumeration
      case PROTOBUF_C_TYPE_BYTES: .text
      case PROTOBUF_C_TYPE_MESSAGE:
        .message(field.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self))
      default: .unsupported("ProtobufCType \(field.type.rawValue)")
      }
  }
}

/// The fields of a message in the order of their numbers, which is the order in which encoders write them.
public func fieldShapes(of descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> [FieldShape] {
  UnsafeBufferPointer(start: descriptor.pointee.fields, count: Int(descriptor.pointee.n_fields)).map(FieldShape.init)
}
