internal import NIOCore
internal import NIOTLS

/// One HTTP connection, where its bytes pass, below the HTTP decoder: it notices clients that are too slow, and ends the
/// connection so that the last answer arrives.
final class HTTPConnection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  /// What is known of the connection's requests. The handler of requests tells it too.
  var progress: ConnectionProgress
  /// How the request begins that is being read.
  private(set) var requestStart = RequestStart()
  /// What answers the connection's requests.
  var handler: Task<Void, Never>?

  private let lane: ConnectionLane
  private var context: ChannelHandlerContext?
  private var awaitsBytes = false
  private var isInputClosed = false
  private var isOutputClosed = false

  init(lane: ConnectionLane, isEncrypted: Bool) {
    self.lane = lane
    progress = ConnectionProgress(limits: lane.limits, awaitsHandshake: isEncrypted, now: .now())
  }

  var limits: WebLimits { lane.limits }
  var metrics: WebMetrics { lane.metrics }
  var pixelRefusals: PixelRefusals { lane.pixelRefusals }

  // MARK: - Events of the channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    lane.add(self)
    if context.channel.isActive, lane.isDraining { drain() }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    lane.remove(self)
    self.context = nil
  }

  func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    if lane.isDraining { drain() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    lane.remove(self)
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !progress.isLingering else { return }
    if !progress.isReceiving { requestStart = RequestStart() }
    requestStart.append(unwrapInboundIn(data).readableBytesView)
    progress.bytesArrived(now: .now())
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    awaitsBytes = false
    context.fireChannelReadComplete()
    if progress.isLingering { context.read() }
  }

  func read(context: ChannelHandlerContext) {
    awaitsBytes = true
    context.read()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    progress.wrote(unwrapOutboundIn(data).readableBytes)
    context.write(data, promise: promise)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else { return context.close(mode: mode, promise: promise) }
    end()
    promise?.succeed()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent { progress.handshakeCompleted(now: .now()) }
    if case .inputClosed? = event as? ChannelEvent {
      isInputClosed = true
      if isOutputClosed { context.close(promise: nil) }
    }
    context.fireUserInboundEventTriggered(event)
  }
}

extension HTTPConnection {
  /// Ends the connection once its answers are sent: closes our side, and then waits a little for the client's end, taking
  /// and dropping what it still sends.
  func end() {
    guard let context, !progress.isLingering else { return }
    progress.lingeringBegan(now: .now())
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.byteBuffer(ByteBuffer()))).whenComplete { _ in
      bound.value.closeOutput()
    }
    context.read()
  }

  private func closeOutput() {
    guard let context else { return }
    isOutputClosed = true
    progress.lingeringBegan(now: .now())
    if isInputClosed {
      context.close(promise: nil)
    } else {
      context.close(mode: .output, promise: nil)
    }
  }

  /// Ends the connection when the requests that are here are answered, or when none has come for a while.
  func drain() {
    guard progress.drain(), let context else { return }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: limits.drainQuietTime) {
      if bound.value.progress.isIdle { bound.value.end() }
    }
  }

  /// Closes the connection, whatever is in flight, and cancels its handler.
  func cutOff() {
    handler?.cancel()
    context?.close(promise: nil)
  }

  /// Ends the connection if one of its timeouts has passed.
  func inspect(now: NIODeadline) {
    let timeout = progress.inspect(bytesInChannel: bytesInChannel, isHeldBack: !awaitsBytes, now: now)
    guard let timeout else { return }
    metrics.increment(.connectionsClosed, reason: timeout.reason)
    if timeout == .idle {
      end()
    } else {
      context?.close(promise: nil)
    }
  }

  /// Bytes that were handed to the channel and not taken by the client's system.
  private var bytesInChannel: Int {
    guard let options = context?.channel.syncOptions else { return 0 }
    return (try? options.getOption(.bufferedWritableBytes)) ?? 0
  }
}
