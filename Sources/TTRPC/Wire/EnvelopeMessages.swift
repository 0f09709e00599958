public import CProtobufC
public import CProtos
public import ProtobufC

extension Ttrpc__Request: CMessage {
  /// The descriptor that protoc-c generated.
  public static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { ttrpc__request__descriptor_address() }
}

extension Ttrpc__KeyValue: CMessage {
  /// The descriptor that protoc-c generated.
  public static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { ttrpc__key_value__descriptor_address() }
}

extension Ttrpc__Response: CMessage {
  /// The descriptor that protoc-c generated.
  public static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { ttrpc__response__descriptor_address() }
}

extension Google__Rpc__Status: CMessage {
  /// The descriptor that protoc-c generated.
  public static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { google__rpc__status__descriptor_address() }
}
