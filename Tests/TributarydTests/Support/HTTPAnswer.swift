import NIOCore
import NIOPosix

/// What a server on this machine answers to an HTTP request, to the end of the connection.
struct HTTPAnswer {
  let text: String

  /// Sends a GET request in plain text.
  ///
  /// - Throws: when there is no connection, or it breaks, or no end of it comes within two minutes.
  static func get(_ target: String, port: Int, headers: [String] = []) async throws -> HTTPAnswer {
    let request = ["GET \(target) HTTP/1.1", "host: localhost", "connection: close"] + headers + ["", ""]
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let answer = loop.makePromise(of: String.self)
    let giveUp = loop.scheduleTask(in: .seconds(120)) { answer.fail(ChannelError.connectTimeout(.seconds(120))) }
    answer.futureResult.whenComplete { _ in giveUp.cancel() }
    let channel: any Channel
    do {
      channel = try await ClientBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(Collector(answer))
          }
        }
        .connect(host: "127.0.0.1", port: port).get()
    } catch {
      answer.fail(error)
      _ = try await answer.futureResult.get()
      throw error
    }
    try await channel.writeAndFlush(ByteBuffer(string: request.joined(separator: "\r\n")))
    return HTTPAnswer(text: try await answer.futureResult.get())
  }

  /// Whether the answer has this status.
  func has(status: Int) -> Bool { text.hasPrefix("HTTP/1.1 \(status) ") }

  /// Collects what arrives until the server closes the connection in order.
  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let answer: EventLoopPromise<String>
    private var bytes = ByteBuffer()

    init(_ answer: EventLoopPromise<String>) {
      self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var part = unwrapInboundIn(data)
      bytes.writeBuffer(&part)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      answer.fail(error)
      context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
      answer.succeed(String(buffer: bytes))
    }
  }
}
