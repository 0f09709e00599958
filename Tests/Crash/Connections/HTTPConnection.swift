import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import TributaryClient

/// A keep-alive HTTP connection that makes calls by the Connect protocol, one at a time.
struct HTTPConnection: WireConnection {
  private let channel: any Channel
  private let handler: NIOLoopBound<HTTPCalls>

  static func connect(to address: ServerAddress, key: String, lost: LostCalls) async throws -> HTTPConnection {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let handler = try await loop.submit { NIOLoopBound(HTTPCalls(key: key, lost: lost), eventLoop: loop) }.get()
    let channel = try await ClientBootstrap(group: loop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(handler.value)
        }
      }
      .connect(host: address.host, port: address.port).get()
    return HTTPConnection(channel: channel, handler: handler)
  }

  func exchange(service: String, method: String, message: ByteBuffer) async throws(TributaryError) -> ByteBuffer {
    let outcome = channel.eventLoop.flatSubmit { [channel, handler] in
      let promise = channel.eventLoop.makePromise(of: WaitingCall.Outcome.self)
      handler.value.send(path: "/\(service)/\(method)", message: message, WaitingCall(promise), on: channel)
      return promise.futureResult
    }
    do {
      return try await outcome.get().get()
    } catch {
      throw error as? TributaryError ?? TributaryError(.internal, "\(error)")
    }
  }

  func close() async {
    try? await channel.close()
  }
}

/// The call of an HTTP connection, on its event loop.
private final class HTTPCalls: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  /// What the Connect protocol answers with when a call fails.
  private struct Failure: Decodable {
    let code: String
    let message: String
  }

  private let key: String
  private let lost: LostCalls
  private var call: WaitingCall?
  private var head: HTTPResponseHead?
  private var body = ByteBuffer()
  /// Whether the server has said that this answer is the connection's last.
  private var isLast = false
  private var failure: (any Error)?

  init(key: String, lost: LostCalls) {
    self.key = key
    self.lost = lost
  }

  func send(path: String, message: ByteBuffer, _ call: WaitingCall, on channel: any Channel) {
    precondition(self.call == nil, "An HTTP connection makes one call at a time.")
    guard channel.isActive, !isLast else { return call.end(.failure(TributaryError(.unavailable, "not sent"))) }
    self.call = call
    let headers: HTTPHeaders = [
      "host": "localhost", "content-type": "application/proto", "connect-protocol-version": "1",
      "authorization": "Bearer \(key)", "content-length": "\(message.readableBytes)",
    ]
    channel.write(
      HTTPClientRequestPart.head(HTTPRequestHead(version: .http1_1, method: .POST, uri: path, headers: headers)),
      promise: nil)
    channel.write(HTTPClientRequestPart.body(.byteBuffer(message)), promise: nil)
    let bound = NIOLoopBound(call, eventLoop: channel.eventLoop)
    channel.writeAndFlush(HTTPClientRequestPart.end(nil)).whenSuccess { bound.value.sentAt = .now }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      isLast = !head.isKeepAlive
    case .body(var part): body.writeBuffer(&part)
    case .end: end()
    }
  }

  private func end() {
    let (call, head, body) = (call, head, body)
    (self.call, self.head, self.body) = (nil, nil, ByteBuffer())
    guard let call, let head else { return }
    guard head.status != .ok else { return call.end(.success(body)) }
    let failure = try? JSONDecoder().decode(Failure.self, from: Data(body.readableBytesView))
    // Connect writes gRPC's names in lower case, and one of them in the spelling of another country.
    let name = (failure?.code ?? "").uppercased().replacing("CANCELED", with: "CANCELLED")
    let code = StatusCode.allCases.first { $0.name == name } ?? .unknown
    call.end(.failure(TributaryError(code, failure?.message ?? "\(head.status)")))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    failure = error
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let call { lost.lose(call, over: "HTTP", because: failure) }
    call = nil
  }
}
