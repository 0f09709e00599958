internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// Which requests of a connection are let through to the routes, right above the HTTP decoder. It answers requests that
/// break the rules of HTTP or a limit by itself, and ends the connection after its last answer.
final class RequestGate: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let connection: HTTPConnection
  private var isDropping = false

  init(connection: HTTPConnection) {
    self.connection = connection
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      isDropping = !admit(head, context)
      if isDropping { return }
    case .body:
      if isDropping { return }
    case .end:
      connection.progress.requestEnded()
      if isDropping { return }
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      let isLast = head.status.code >= 200 && connection.progress.answerBegan()
      if isLast { head.headers.replaceOrAdd(name: "connection", value: "close") }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body:
      context.write(data, promise: promise)
    case .end:
      context.write(data, promise: promise)
      if connection.progress.answerEnded(now: .now()) { connection.end() }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
    // Whoever reads the body of a request that breaks off must be told so.
    if connection.progress.isReadingRequest, connection.progress.unanswered > 0 {
      return context.fireErrorCaught(error)
    }
    refuse(error == .headerOverflow ? .headersTooLarge : .malformed, context)
  }

  /// Whether a request is let through.
  private func admit(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) -> Bool {
    if let refusal = RequestRefusal(head, limits: connection.limits) {
      refuse(refusal, context)
      return false
    }
    switch connection.progress.requestBegan(isLast: head.isLastOfConnection) {
    case .accepted:
      break
    case .dropped:
      return false
    case .tooMany:
      connection.metrics.increment(.connectionsClosed, reason: "pipelined")
      return false
    }
    if head.awaitsLeave, connection.progress.unanswered == 1 {
      context.writeAndFlush(
        wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
    }
    return true
  }

  /// Answers with an error, or a pixel with its image, and ends the connection; without the answer when others are owed
  /// before it.
  private func refuse(_ refusal: RequestRefusal, _ context: ChannelHandlerContext) {
    guard !connection.progress.isLingering else { return }
    connection.metrics.increment(.requestsRefused, reason: refusal.reason)
    let start = connection.requestStart
    if start.isPixel || start.isPixelScript { connection.pixelRefusals.note(refusal.reason) }
    guard connection.progress.giveUpReading() else { return }
    if start.isPixel {
      let headers = HTTPHeaders(PixelImage.headers.map { ($0.name.rawName, $0.value) })
      write(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers), PixelImage.body, context)
    } else {
      let body = ByteBuffer(string: "\(refusal.status.code) \(refusal.status.reasonPhrase)\n")
      let headers: HTTPHeaders = ["content-type": "text/plain; charset=utf-8", "cache-control": "no-store"]
      write(HTTPResponseHead(version: .http1_1, status: refusal.status, headers: headers), body, context)
    }
    connection.end()
  }

  /// Writes an answer that is the connection's last one.
  private func write(_ head: HTTPResponseHead, _ body: ByteBuffer, _ context: ChannelHandlerContext) {
    var head = head
    head.headers.add(name: "connection", value: "close")
    head.headers.add(name: "content-length", value: "\(body.readableBytes)")
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}

extension HTTPRequestHead {
  /// Whether the client waits to be told that its body is wanted. Clients of HTTP/1.0 know no interim answer and would
  /// take it for the last one, whatever they say (RFC 9110, section 10.1.1).
  fileprivate var awaitsLeave: Bool {
    version != .http1_0 && headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
  }

  /// Whether the client expects no further answer on this connection. A protocol that it would like to change to is not
  /// spoken here, and the decoder reads nothing after such a request.
  fileprivate var isLastOfConnection: Bool {
    !isKeepAlive || version != .http1_1 || method == .CONNECT || headers.contains(name: "upgrade")
  }
}
