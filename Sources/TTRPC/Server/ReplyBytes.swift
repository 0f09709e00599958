public import NIOCore
public import ProtobufC

/// An encoded reply, as an asynchronous handler returns it.
public struct ReplyBytes: Sendable {
  /// The encoding of the reply message.
  public let buffer: ByteBuffer

  /// Takes a reply that is encoded already.
  public init(_ buffer: ByteBuffer) {
    self.buffer = buffer
  }

  /// Encodes a reply, off the event loop.
  ///
  /// - Parameters:
  ///   - message: the reply.
  ///   - arenaBytes: bytes of memory that building it may take.
  /// - Throws: RESOURCE_EXHAUSTED when that is not enough.
  public init(_ message: some Message, arenaBytes: Int = Limits().arenaBytes) throws(RPCError) {
    var buffer = ByteBuffer()
    do throws(ArenaFull) {
      try buffer.writeMessage(message, arena: Arena(limit: arenaBytes))
    } catch {
      throw RPCError(.resourceExhausted, "building the reply takes more than \(error.limit) bytes of memory")
    }
    self.init(buffer)
  }
}
