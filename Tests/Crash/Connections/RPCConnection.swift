import NIOCore
import NIOPosix
import ProtobufC
import TTRPC
import TributaryClient

/// A ttrpc connection with any number of calls in flight.
struct RPCConnection: WireConnection {
  private let channel: any Channel
  private let handler: NIOLoopBound<RPCCalls>

  static func connect(to address: ServerAddress, key: String, lost: LostCalls) async throws -> RPCConnection {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let handler = try await loop.submit { NIOLoopBound(RPCCalls(key: key, lost: lost), eventLoop: loop) }.get()
    let channel = try await ClientBootstrap(group: loop)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler.value) }
      }
      .connect(host: address.host, port: address.port).get()
    return RPCConnection(channel: channel, handler: handler)
  }

  func exchange(service: String, method: String, message: ByteBuffer) async throws(TributaryError) -> ByteBuffer {
    let outcome = channel.eventLoop.flatSubmit { [channel, handler] in
      let promise = channel.eventLoop.makePromise(of: WaitingCall.Outcome.self)
      handler.value.send(service: service, method: method, message: message, WaitingCall(promise), on: channel)
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

/// The calls of a ttrpc connection, on its event loop.
private final class RPCCalls: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private static let headerBytes = 10
  private static let timeoutNanoseconds: Int64 = 60_000_000_000

  private let key: String
  private let lost: LostCalls
  private let arena = Arena(limit: 1 << 20)
  private var calls: [UInt32: WaitingCall] = [:]
  private var nextStreamID: UInt32 = 1
  private var received = ByteBuffer()
  private var failure: (any Error)?

  init(key: String, lost: LostCalls) {
    self.key = key
    self.lost = lost
  }

  func send(service: String, method: String, message: ByteBuffer, _ call: WaitingCall, on channel: any Channel) {
    guard channel.isActive else { return call.end(.failure(TributaryError(.unavailable, "not sent"))) }
    var frame = ByteBuffer()
    do {
      try frame.writeRequestFrame(
        streamID: nextStreamID, service: service, method: method, payload: message,
        timeoutNanoseconds: Self.timeoutNanoseconds, metadata: ["authorization": "Bearer \(key)"], arena: arena)
    } catch {
      return call.end(.failure(TributaryError(error.code, error.message)))
    }
    arena.reset()
    calls[nextStreamID] = call
    nextStreamID += 2
    let bound = NIOLoopBound(call, eventLoop: channel.eventLoop)
    channel.writeAndFlush(frame).whenSuccess { bound.value.sentAt = .now }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    received.writeBuffer(&bytes)
    while let length = received.getInteger(at: received.readerIndex, as: UInt32.self),
      received.readableBytes >= Self.headerBytes + Int(length)
    {
      let streamID = received.getInteger(at: received.readerIndex + 4, as: UInt32.self) ?? 0
      received.moveReaderIndex(forwardBy: Self.headerBytes)
      guard let response = received.readSlice(length: Int(length)) else { return }
      answer(streamID, with: response)
    }
    received.discardReadBytes()
  }

  private func answer(_ streamID: UInt32, with response: ByteBuffer) {
    guard let call = calls.removeValue(forKey: streamID) else { return }
    do throws(RPCError) {
      call.end(.success(try decodeResponse(response, arena: arena)))
    } catch {
      call.end(.failure(TributaryError(error.code, error.message)))
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    failure = error
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    for call in calls.values { lost.lose(call, over: "RPC", because: failure) }
    calls = [:]
  }
}
