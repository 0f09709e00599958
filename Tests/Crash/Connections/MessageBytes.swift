import NIOCore
import ProtobufC

/// Bytes that one message of the workload takes at most in memory.
private let memoryLimit = 1 << 20

/// A message as it goes over the wire.
func encoded(_ message: some Message) -> ByteBuffer {
  var bytes = ByteBuffer()
  do {
    try bytes.writeMessage(message, arena: Arena(limit: memoryLimit))
  } catch {
    preconditionFailure("a message of the workload is larger than \(memoryLimit) bytes")
  }
  return bytes
}

/// The message in some bytes.
func decoded<Value: Message>(_ type: Value.Type = Value.self, from bytes: ByteBuffer) throws -> Value {
  try bytes.withUnsafeReadableBytes { try Arena(limit: memoryLimit).decode(type, from: $0) }
}
