import NIOCore
import ProtobufC
import Synchronization
import TTRPC
import TributaryClient
import TributaryConsole

/// What a command printed and sent, and how it ended.
struct Outcome {
  let status: Int32
  let output: String
  let errors: String
  let calls: [OutgoingCall]
}

/// A server that the commands call without a socket.
final class FakeServer: RPCTransport {
  typealias Answer = @Sendable (OutgoingCall) throws(RPCError) -> ByteBuffer

  private let answer: Answer
  private let sent = Mutex<[OutgoingCall]>([])

  init(_ answer: @escaping Answer) {
    self.answer = answer
  }

  var calls: [OutgoingCall] { sent.withLock { $0 } }

  func send(_ call: OutgoingCall) async throws(RPCError) -> ByteBuffer {
    sent.withLock { $0.append(call) }
    return try answer(call)
  }

  func close() async {}
}

/// The environment of a person who has set up everything but a currency.
let usualEnvironment = [
  "TRIBUTARY_ADDRESS": "localhost:7411", "TRIBUTARY_KEY": "tk_1_secret", "TRIBUTARY_PROGRAM": "shop",
]

/// Runs a command line against a server that answers from `answer`.
func run(
  _ arguments: String...,
  environment: [String: String] = usualEnvironment,
  onTerminal: Bool = false,
  answer: @escaping FakeServer.Answer
) async -> Outcome {
  await run(arguments, environment: environment, onTerminal: onTerminal, answer: answer)
}

/// Runs a command line whose words are in an array.
func run(
  _ arguments: [String],
  environment: [String: String] = usualEnvironment,
  onTerminal: Bool = false,
  answer: @escaping FakeServer.Answer
) async -> Outcome {
  let server = FakeServer(answer)
  let output = Collected()
  let errors = Collected()
  let host = ConsoleHost(
    environment: environment, outputIsTerminal: onTerminal, errorIsTerminal: onTerminal,
    writeOutput: { output.append($0) }, writeError: { errors.append($0) },
    makeClient: { settings in TributaryClient(transport: server, key: settings.key, timeout: settings.timeout) })
  let status = await runTributary(arguments, host: host)
  return Outcome(status: status, output: output.text, errors: errors.text, calls: server.calls)
}

/// The answer of a server that always gives `reply`.
func always(_ reply: some Message) -> FakeServer.Answer {
  { _ in encoded(reply) }
}

/// The answer of a server that always refuses with `error`.
func refusing(_ error: RPCError) -> FakeServer.Answer {
  { (_: OutgoingCall) throws(RPCError) in throw error }
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

/// Text that is written piece by piece from anywhere.
private final class Collected: Sendable {
  private let pieces = Mutex("")

  var text: String { pieces.withLock { $0 } }

  func append(_ piece: String) {
    pieces.withLock { $0 += piece }
  }
}
