import NIOCore
import ProtobufC
import TTRPC
import TributaryProtocol

/// One connection to a server, whose calls all carry the same metadata and are never repeated by themselves.
struct Connection: Sendable {
  let client: TTRPCClient
  let metadata: Metadata

  init(port: Int, metadata: Metadata) throws {
    var configuration = ClientConfiguration()
    configuration.attempts = 1
    configuration.callTimeout = .seconds(120)
    client = try TTRPCClient(host: "127.0.0.1", port: port, configuration: configuration)
    self.metadata = metadata
  }

  /// Calls a method and gives the reply, decoded.
  func call<Request: Message, Reply: Message>(
    _ method: RPCMethod<Request, Reply>, _ request: Request
  ) async throws -> Reply {
    let reply = try await call(method.service, method.name, payload: encoded(request))
    return try reply.withUnsafeBytes { try Arena(limit: 64 << 20).decode(Reply.self, from: $0) }
  }

  /// Calls a method with bytes that need not be a message, and gives the reply's bytes.
  func call(_ service: String, _ method: String, payload: [UInt8]) async throws(RPCError) -> [UInt8] {
    let reply = try await client.call(
      service: service, method: method, payload: ByteBuffer(bytes: payload), metadata: metadata)
    return Array(reply.readableBytesView)
  }
}

/// The encoding of a message.
func encoded(_ message: some Message) throws -> [UInt8] {
  var buffer = ByteBuffer()
  try buffer.writeMessage(message, arena: Arena(limit: 64 << 20))
  return Array(buffer.readableBytesView)
}
