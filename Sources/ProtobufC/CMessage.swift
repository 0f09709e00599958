public import CProtobufC

/// A C structure that protoc-c generated for a message: its first member is a `ProtobufCMessage`.
///
/// Conformances are generated, or written by hand beside a message that belongs to one target alone. A conformance is a
/// promise about memory layout: `descriptor` must describe exactly this structure.
public protocol CMessage {
  /// The descriptor that protoc-c generated for this structure. It lives as long as the process.
  static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> { get }
}
