import NIOCore
import ProtobufC
import Synchronization
import TTRPC
import TributaryClient

/// A server without a socket: remembers what was sent and answers from a closure.
final class FakeTransport: RPCTransport {
  typealias Answer = @Sendable (OutgoingCall) throws(RPCError) -> ByteBuffer

  private let answer: Answer
  private let sent = Mutex<[OutgoingCall]>([])
  private let closings = Mutex(0)

  init(_ answer: @escaping Answer) {
    self.answer = answer
  }

  /// Answers every call with `reply`.
  convenience init(reply: some Message) {
    self.init { _ in encoded(reply) }
  }

  /// Answers every call with `error`.
  convenience init(error: RPCError) {
    self.init { (_: OutgoingCall) throws(RPCError) in throw error }
  }

  var calls: [OutgoingCall] { sent.withLock { $0 } }

  var timesClosed: Int { closings.withLock { $0 } }

  func send(_ call: OutgoingCall) async throws(RPCError) -> ByteBuffer {
    sent.withLock { $0.append(call) }
    return try answer(call)
  }

  func close() async {
    closings.withLock { $0 += 1 }
  }
}

/// The bytes of a message.
func encoded(_ message: some Message) -> ByteBuffer {
  var buffer = ByteBuffer()
  do {
    try buffer.writeMessage(message, arena: Arena(limit: 1 << 20))
  } catch {
    preconditionFailure("the tests' messages are small")
  }
  return buffer
}

extension OutgoingCall {
  /// The request as the server would read it.
  func decodedRequest<Request: Message>(_ type: Request.Type) throws -> Request {
    try request.withUnsafeReadableBytes { try Arena(limit: 1 << 20).decode(type, from: $0) }
  }
}
