import CProtobufC
import NIOCore
import ProtobufC

extension [UInt8] {
  /// The encoding of the message that these bytes are the JSON of.
  func fromJSON(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>, _ arena: Arena
  ) throws -> [UInt8] {
    try withUnsafeBytes { Array(try encodedMessage(fromJSON: $0, of: descriptor, arena: arena).readableBytesView) }
  }

  /// The JSON of the message that these bytes encode.
  func asJSON(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>, _ arena: Arena
  ) throws -> [UInt8] {
    try withUnsafeBytes { Array(try json(ofMessage: $0, of: descriptor, arena: arena).readableBytesView) }
  }
}
