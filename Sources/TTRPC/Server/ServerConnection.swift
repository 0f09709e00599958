internal import Logging
internal import NIOCore
internal import NIOTLS

/// The channel handler of one connection: it moves bytes between the channel and the pure values that judge them, and
/// calls handlers. It belongs to the channel's event loop.
final class ServerConnection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let lane: EventLoopLane
  let methods: MethodTable
  let limits: Limits
  let logger: Logger
  let publicContext: ConnectionContext
  let outbox: Outbox

  var streams: ServerStreams<ServerCall>
  var deadlines = DeadlineTimer()
  var isReading = false
  var isFlushPending = false

  private(set) var channelContext: ChannelHandlerContext?
  /// What the channel last said of itself: asking it for each reply costs more than a reply does.
  private(set) var isWritable = true
  private var decoder: FrameDecoder
  private var liveness: ConnectionLiveness
  private var isReadHeldBack = false
  /// What closes our side of the connection when the peer has been quiet for long enough.
  private var quietTimer: Scheduled<Void>?
  private var isClosing = false

  init(lane: EventLoopLane, methods: MethodTable, channel: any Channel, isEncrypted: Bool, logger: Logger) {
    self.lane = lane
    self.methods = methods
    self.logger = logger
    limits = lane.limits
    publicContext = ConnectionContext(remoteAddress: channel.remoteAddress, isEncrypted: isEncrypted)
    outbox = Outbox(allocator: channel.allocator)
    streams = ServerStreams(
      maximumCalls: limits.callsInFlightPerConnection,
      maximumRequestBytes: limits.requestBytesInFlightPerConnection)
    decoder = FrameDecoder(maximumDataLength: limits.effectiveFrameBytes)
    liveness = ConnectionLiveness(limits: limits, awaitsHandshake: isEncrypted, now: .now())
  }
}

// MARK: Events of the channel

extension ServerConnection {
  func handlerAdded(context: ChannelHandlerContext) {
    channelContext = context
    isWritable = context.channel.isWritable
    lane.add(self)
    if context.channel.isActive, lane.isDraining { drain() }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end()
    channelContext = nil
  }

  func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    if lane.isDraining { drain() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isClosing else { return }
    isReading = true
    decoder.decode(unwrapInboundIn(data)) { event in
      liveness.frameCompleted()
      switch event {
      case .frame(let header, let data): receive(header, data)
      case .oversize(let header): receiveOversize(header)
      }
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    liveness.readCompleted(isInsideFrame: decoder.isInsideFrame, now: .now())
    flush()
    context.fireChannelReadComplete()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    isWritable = context.channel.isWritable
    if isWritable, isReadHeldBack {
      isReadHeldBack = false
      context.read()
    }
    context.fireChannelWritabilityChanged()
  }

  /// A peer that does not read its replies is not read from either: its requests wait in its own kernel.
  func read(context: ChannelHandlerContext) {
    if isWritable {
      context.read()
    } else {
      isReadHeldBack = true
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent { liveness.handshakeCompleted(now: .now()) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    logger.debug("connection failed", metadata: metadata(reason: "\(error)"))
    context.close(promise: nil)
  }
}

// MARK: Sending and closing

extension ServerConnection {
  /// Sends the replies that wait, in one write.
  func flush() {
    isFlushPending = false
    guard let context = channelContext else { return }
    if outbox.readableBytes > 0 {
      liveness.wrote(outbox.readableBytes)
      outbox.send { context.writeAndFlush(wrapOutboundOut($0), promise: nil) }
    }
    if streams.isDraining, streams.count == 0 { closeWhenQuiet(context) }
  }

  /// Bytes that were handed to the channel and not taken by the peer's kernel.
  var bytesInChannel: Int {
    guard let options = channelContext?.channel.syncOptions else { return 0 }
    return (try? options.getOption(.bufferedWritableBytes)) ?? 0
  }

  /// Refuses new calls, and closes the connection when the callers of those in flight are answered and the peer has taken
  /// note of it.
  func drain() {
    streams.drain()
    if streams.count == 0 { flush() }
  }

  /// Closes the connection, whatever is in flight.
  func close() {
    channelContext?.close(promise: nil)
  }

  /// Closes the connection if one of its timeouts has passed.
  func inspect(now: NIODeadline) {
    let verdict = liveness.inspect(
      bytesInChannel: bytesInChannel, hasCalls: streams.count > 0, isHeldBack: isReadHeldBack, now: now)
    guard let timeout = verdict else { return }
    lane.counters.connectionsTimedOut.increment()
    logger.debug("connection closed", metadata: metadata(reason: timeout.description))
    close()
  }

  /// Closes our side when nothing has arrived for a while. A peer that goes on calling is refused, and hears it.
  private func closeWhenQuiet(_ context: ChannelHandlerContext) {
    guard !isClosing else { return }
    quietTimer?.cancel()
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    quietTimer = context.eventLoop.scheduleTask(in: limits.drainQuietTime) { bound.value.closeOutput() }
  }

  /// Closes our side once everything is sent, and then waits a little for the peer's end.
  private func closeOutput() {
    guard let context = channelContext, !isClosing else { return }
    isClosing = true
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    let linger = limits.lingerTimeout
    context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in
      bound.value.close(mode: .output, promise: nil)
      let giveUp = bound.eventLoop.scheduleTask(in: linger) { bound.value.close(promise: nil) }
      bound.value.channel.closeFuture.whenComplete { _ in giveUp.cancel() }
    }
  }

  /// Ends everything that belongs to the connection: nobody is left to be answered.
  private func end() {
    lane.remove(self)
    quietTimer?.cancel()
    deadlines.cancel()
    for call in streams.closeAll() { call.abandon() }
    publicContext.userState = nil
  }

  private func metadata(reason: String) -> Logger.Metadata {
    ["peer": "\(publicContext.remoteAddress?.description ?? "unknown")", "reason": "\(reason)"]
  }
}
