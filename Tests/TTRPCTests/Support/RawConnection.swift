import NIOCore
import NIOPosix
import ProtobufC

@testable import TTRPC

/// A connection on which a test sends any bytes it likes.
final class RawConnection: Sendable {
  enum Event: Sendable {
    case frame(FrameHeader, ByteBuffer)
    case closed
  }

  private let channel: any Channel
  private let events: AsyncStream<Event>

  /// - Parameter first: what is sent as soon as the connection is there, however long the test has to wait for its turn.
  init(host: String = "127.0.0.1", port: Int, autoRead: Bool = true, sending first: [UInt8] = []) async throws {
    let (events, continuation) = AsyncStream.makeStream(of: Event.self)
    self.events = events
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: autoRead)
      .channelOption(.socketOption(.so_rcvbuf), value: autoRead ? 1 << 20 : 4096)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Collector(continuation, sending: first))
        }
      }
      .connect(host: host, port: port).get()
  }

  func send(_ bytes: [UInt8]) async throws {
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
  }

  /// Sends without waiting for the peer to take it.
  func post(_ bytes: [UInt8]) {
    channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
  }

  func next() async throws -> Event {
    for await event in events { return event }
    return .closed
  }

  /// The next response: its stream, and its payload or error.
  func response() async throws -> (stream: UInt32, outcome: Result<[UInt8], RPCError>) {
    guard case .frame(let header, let data) = try await next() else {
      throw RPCError(.unavailable, "closed")
    }
    do throws(RPCError) {
      return (header.streamID, .success(try decodeResponse(data, arena: Arena(limit: 16 << 20)).bytes))
    } catch {
      return (header.streamID, .failure(error))
    }
  }

  /// Begins to read, on a connection that was made not to.
  func startReading() async throws {
    try await channel.setOption(.autoRead, value: true).get()
  }

  func close() async throws {
    try await channel.close().get()
  }

  /// Waits until the peer has closed.
  func waitUntilClosed() async throws {
    try await channel.closeFuture.get()
  }
}

private final class Collector: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let continuation: AsyncStream<RawConnection.Event>.Continuation
  private let first: [UInt8]
  private var decoder = FrameDecoder(maximumDataLength: 64 << 20)

  init(_ continuation: AsyncStream<RawConnection.Event>.Continuation, sending first: [UInt8]) {
    self.continuation = continuation
    self.first = first
  }

  func channelActive(context: ChannelHandlerContext) {
    if !first.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: first)), promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    decoder.decode(unwrapInboundIn(data)) { event in
      if case .frame(let header, let data) = event { continuation.yield(.frame(header, ByteBuffer(bytes: data))) }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    continuation.yield(.closed)
    continuation.finish()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
