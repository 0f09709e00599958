internal import CProtobufC
internal import NIOCore
internal import ProtobufC
internal import TTRPC

/// How messages are written in the bodies of a request and its answer.
enum ConnectCodec: String, Sendable, CaseIterable {
  case json
  case proto

  /// The codec of a request's "Content-Type", whose only parameter may be the charset. Nil when it is neither, or the
  /// charset is not UTF-8.
  init?(contentType: String?) {
    let parts = (contentType ?? "").split(separator: ";", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()).lowercased()
    }
    guard let codec = Self.allCases.first(where: { $0.contentType == parts.first }), parts.count <= 2 else {
      return nil
    }
    guard parts.count == 1 || parts[1] == "charset=utf-8" || parts[1] == #"charset="utf-8""# else { return nil }
    self = codec
  }

  /// Its content type.
  var contentType: String { "application/" + rawValue }

  /// All content types, as a list.
  static var contentTypes: String { allCases.map(\.contentType).joined(separator: ", ") }

  /// The protobuf encoding of a request's message. What is in protobuf already is looked at by the method.
  func decode(
    _ message: ByteBuffer, of descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(ConnectError) -> ByteBuffer {
    guard self == .json else { return message }
    do throws(JSONDecodingError) {
      return try message.withUnsafeReadableBytes { (bytes) throws(JSONDecodingError) in
        try encodedMessage(fromJSON: bytes, of: descriptor, arena: Arena(limit: Limits().arenaBytes))
      }
    } catch {
      throw ConnectError(
        error.reason == .tooLarge ? .resourceExhausted : .invalidArgument,
        error.field.isEmpty ? error.message : "\(error.field): \(error.message)")
    }
  }

  /// What is sent of a reply in protobuf.
  ///
  /// - Throws: "internal" when the reply is none, which would be a defect of ours. It does not say that nothing was done.
  func encode(
    _ reply: ByteBuffer, of descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(ConnectError) -> ByteBuffer {
    guard self == .json else { return reply }
    do throws(DecodingError) {
      return try reply.withUnsafeReadableBytes { (bytes) throws(DecodingError) in
        // More than building the reply may take, so that what was built can be read.
        try ProtobufC.json(ofMessage: bytes, of: descriptor, arena: Arena(limit: 4 * Limits().arenaBytes))
      }
    } catch {
      throw ConnectError(.internal, "the reply cannot be written as JSON: \(error.message)")
    }
  }
}
