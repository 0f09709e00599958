internal import NIOCore
internal import ProtobufC

/// A client's calls and its connection, on one event loop.
final class ClientCore: @unchecked Sendable {
  // Everything that is not constant here is touched on `eventLoop` alone.

  let eventLoop: any EventLoop

  private let connector: ClientConnector
  private let configuration: ClientConfiguration
  private let inbox = ClientInbox()
  private let arena: Arena
  private var link: ClientLink
  private var streams = ClientStreams<ClientCall>()
  private var waiting: [UInt64: ClientCall] = [:]
  private var lastTicket: UInt64 = 0
  private var waitingBytes = 0
  private var deadlines = DeadlineTimer()
  private var channel: (any Channel)?
  private var silentSince: NIODeadline?

  init(eventLoop: any EventLoop, connector: ClientConnector, configuration: ClientConfiguration) {
    self.eventLoop = eventLoop
    self.connector = connector
    self.configuration = configuration
    link = ClientLink(backoff: configuration.backoff)
    let firstBlock = 16 << 10
    arena = Arena(limit: max(configuration.arenaBytes, firstBlock), firstBlock: firstBlock)
  }

  /// Sends a call, from any thread, and waits for its end.
  func perform(_ call: ClientCall) async -> Result<ByteBuffer, RPCError> {
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        if inbox.put(call, waiter) { eventLoop.execute { self.takeCalls() } }
      }
    } onCancel: {
      eventLoop.execute { self.end(call, .failure(RPCError(.cancelled, "the call was cancelled"))) }
    }
  }

  /// Closes the client, from any thread.
  @discardableResult
  func close() -> EventLoopFuture<Void> {
    eventLoop.flatSubmit {
      self.link.close()
      self.deadlines.cancel()
      self.failAll(RPCError(.cancelled, "the client was closed"))
      guard let channel = self.channel else { return self.eventLoop.makeSucceededVoidFuture() }
      channel.close(promise: nil)
      return channel.closeFuture
    }
  }
}

// MARK: Calls

extension ClientCore {
  private func takeCalls() {
    var bytes = ByteBuffer()
    for (call, waiter) in inbox.takeAll() {
      guard case .made = call.state else {
        waiter.resume(returning: .failure(RPCError(.cancelled, "the call was cancelled")))
        continue
      }
      call.state = .waiting(waiter)
      lastTicket += 1
      call.ticket = lastTicket
      if let error = refusal(of: call, unsent: bytes.readableBytes) {
        call.end(.failure(error))
      } else {
        arm(call.deadline)
        accept(call, &bytes)
      }
    }
    send(bytes)
    connectIfWanted()
  }

  private func refusal(of call: ClientCall, unsent: Int) -> RPCError? {
    if link.phase == .closed { return RPCError(.cancelled, "the client was closed") }
    guard call.deadline > .now() else { return RPCError(.deadlineExceeded, "the time for the call is over") }
    guard streams.count + waiting.count < configuration.callsInFlight else {
      return RPCError(.resourceExhausted, "more than \(configuration.callsInFlight) calls are in flight")
    }
    let isChannelFull = channel.map { !$0.isWritable } ?? false
    guard !isChannelFull, unsent + waitingBytes + call.payload.readableBytes <= configuration.unsentBytes else {
      return RPCError(.resourceExhausted, "more than \(configuration.unsentBytes) bytes wait to be sent")
    }
    return nil
  }

  /// Encodes a call into `bytes`, or keeps it until there is a connection to send it on.
  private func accept(_ call: ClientCall, _ bytes: inout ByteBuffer) {
    guard case .waiting(let waiter) = call.state else { return }
    guard link.phase == .connected, let streamID = streams.open(call) else {
      waiting[call.ticket] = call
      waitingBytes += call.payload.readableBytes
      return
    }
    call.state = .sent(waiter, streamID: streamID)
    defer { arena.reset() }
    do throws(RPCError) {
      try bytes.writeRequestFrame(
        streamID: streamID, service: call.service, method: call.method, payload: call.payload,
        timeoutNanoseconds: max((call.deadline - .now()).nanoseconds, 1), metadata: call.metadata, arena: arena)
    } catch {
      streams.close(streamID)
      call.end(.failure(error))
    }
  }

  private func send(_ bytes: ByteBuffer) {
    guard bytes.readableBytes > 0, let channel else { return }
    if silentSince == nil { silentSince = .now() }
    channel.writeAndFlush(bytes, promise: nil)
  }

  /// Ends a call, wherever it is.
  private func end(_ call: ClientCall, _ outcome: Result<ByteBuffer, RPCError>) {
    switch call.state {
    case .waiting:
      if waiting.removeValue(forKey: call.ticket) != nil { waitingBytes -= call.payload.readableBytes }
    case .sent(_, let streamID): streams.close(streamID)
    case .made, .ended: break
    }
    call.end(outcome)
    retireIfExhausted()
  }

  private func failAll(_ error: RPCError) {
    let calls = streams.closeAll() + waiting.values
    waiting = [:]
    waitingBytes = 0
    for call in calls { call.end(.failure(error)) }
  }
}

// MARK: Connection

extension ClientCore {
  private func connectIfWanted() {
    guard !waiting.isEmpty else { return }
    perform(link.connectionWanted(now: .now()))
  }

  private func perform(_ action: ClientLink.Action) {
    switch action {
    case .none:
      break
    case .connect:
      connector.connect(self).assumeIsolated().whenComplete { self.connectingEnded($0) }
    case .wait(let time):
      eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.perform(self.link.retry()) }
    }
  }

  private func connectingEnded(_ result: Result<any Channel, any Error>) {
    switch result {
    case .success(let channel):
      guard channel.isActive, link.connected() else {
        channel.close(promise: nil)
        return lose("the connection to \(connector.host):\(connector.port) was closed at once")
      }
      self.channel = channel
      streams = ClientStreams()
      var bytes = ByteBuffer()
      let calls = waiting.values.sorted { $0.ticket < $1.ticket }
      waiting = [:]
      waitingBytes = 0
      for call in calls { accept(call, &bytes) }
      send(bytes)
    case .failure(let error):
      lose("cannot connect to \(connector.host):\(connector.port): \(describe(error))")
    }
  }

  func connectionClosed(_ channel: any Channel, because error: (any Error)?) {
    guard self.channel === channel else { return }
    self.channel = nil
    silentSince = nil
    if streams.isExhausted, streams.count == 0, error == nil {
      link.retired()
      connectIfWanted()
    } else {
      let reason = error.map { ": " + describe($0) } ?? ""
      lose("the connection to \(connector.host):\(connector.port) was lost\(reason)")
    }
  }

  private func lose(_ message: String) {
    guard link.phase != .closed else { return }
    link.lost(now: .now())
    failAll(RPCError(.unavailable, message))
  }

  /// Gives a connection up whose stream ids are used, once nothing is in flight on it.
  private func retireIfExhausted() {
    if streams.isExhausted, streams.count == 0 { channel?.close(promise: nil) }
  }
}

// MARK: Frames

extension ClientCore {
  func bytesArrived() {
    silentSince = nil
  }

  func receive(_ header: FrameHeader, _ data: UnsafeRawBufferPointer) {
    switch streams.receive(header) {
    case .answer(let call):
      link.answered()
      do throws(RPCError) {
        call.end(.success(try decodeResponse(data, arena: arena)))
      } catch {
        call.end(.failure(error))
      }
    case .violation(let call):
      call.end(.failure(RPCError(.internal, "the server sent data on a unary stream")))
    case .ignore:
      break
    }
    retireIfExhausted()
  }

  func receiveOversize(_ header: FrameHeader) {
    guard let call = streams.close(header.streamID) else { return }
    call.end(.failure(RPCError(.resourceExhausted, "the server's response of \(header.dataLength) bytes is too large")))
    retireIfExhausted()
  }
}

// MARK: Deadlines

extension ClientCore: NIOScheduledCallbackHandler {
  private func arm(_ deadline: NIODeadline) {
    deadlines.arm(deadline, on: eventLoop, handler: self)
  }

  func handleScheduledCallback(eventLoop: some EventLoop) {
    deadlines.fired()
    let now = NIODeadline.now()
    var next: NIODeadline?
    for call in streams.openCalls + waiting.values {
      if call.deadline <= now {
        end(call, .failure(RPCError(.deadlineExceeded, "the time for the call is over")))
      } else {
        next = min(next ?? call.deadline, call.deadline)
      }
    }
    if let next { arm(next) }
    // A peer that is gone without a word keeps its connection open for ever. Calls that get no answer at all are the
    // sign of it.
    if let silentSince, now - silentSince >= configuration.silenceTimeout { channel?.close(promise: nil) }
  }
}
