internal import CProtos
internal import NIOCore
internal import ProtobufC

// MARK: Frames to calls

extension ServerConnection: CallOwner {
  func receive(_ header: FrameHeader, _ data: UnsafeRawBufferPointer) {
    switch streams.receive(header) {
    case .serve: dispatch(header.streamID, data)
    case .refuse(let refusal): refuse(header.streamID, refusal)
    case .ignore: break
    }
  }

  func receiveOversize(_ header: FrameHeader) {
    let verdict = streams.receiveOversize(header, limit: limits.effectiveFrameBytes)
    if case .refuse(let refusal) = verdict { refuse(header.streamID, refusal) }
  }

  private func dispatch(_ streamID: UInt32, _ data: UnsafeRawBufferPointer) {
    lane.withArena { arena in
      do {
        try arena.decode(Ttrpc__Request.self, from: data, validateText: false) { message in
          dispatch(streamID, RequestEnvelope(message), arena)
        }
      } catch {
        refuse(streamID, .undecodable(error))
      }
    }
  }

  private func dispatch(_ streamID: UInt32, _ request: RequestEnvelope, _ arena: Arena) {
    let entry: MethodTable.Entry
    switch methods.lookup(service: request.service, method: request.method) {
    case .found(let found): entry = found
    case .unknownService: return refuse(streamID, .unknownService(request.service))
    case .unknownMethod: return refuse(streamID, .unknownMethod(request.method))
    }
    guard request.timeoutNanoseconds >= 0 else { return refuse(streamID, .deadline) }
    // 0 means that the caller waits without end.
    let deadline: NIODeadline? =
      request.timeoutNanoseconds > 0 ? .after(.nanoseconds(request.timeoutNanoseconds)) : nil
    dispatch(streamID, entry, request, deadline, arena)
  }

  func open(_ call: ServerCall, requestBytes: Int) -> Bool {
    if let refusal = streams.open(call.streamID, call, requestBytes: requestBytes) {
      refuse(call.streamID, refusal)
      return false
    }
    if let deadline = call.deadline { armDeadlines(deadline) }
    return true
  }
}

// MARK: Answers to frames

extension ServerConnection {
  func reply(to call: ServerCall, _ body: (inout ReplyWriter) throws(RPCError) -> Void) {
    guard streams.close(call.streamID) != nil else { return }
    lane.withArena { arena in write(call.streamID, arena, isChangeDone: call.changesState, body) }
  }

  func release(_ call: ServerCall) {
    streams.close(call.streamID)
  }

  func fail(_ call: ServerCall, _ error: RPCError) {
    guard streams.close(call.streamID) != nil else { return }
    writeError(call.streamID, error)
  }

  /// Answers a stream with an error of the runtime's own. A call that is in flight on it ends by that.
  func refuse(_ streamID: UInt32, _ refusal: Refusal) {
    streams.abandon(streamID)?.abandon()
    lane.counters.count(refusal.reason)
    writeError(streamID, refusal.error)
  }

  func write(_ streamID: UInt32, _ arena: Arena, _ body: (inout ReplyWriter) throws(RPCError) -> Void) {
    write(streamID, arena, isChangeDone: false, body)
  }

  /// Writes the reply of `body`, or the error that it throws.
  ///
  /// The small frame that replaces a reply for which there is no room goes past the limit of unsent bytes. There is at
  /// most one for each call that has been read already, because nothing more is read meanwhile.
  private func write(
    _ streamID: UInt32, _ arena: Arena, isChangeDone: Bool,
    _ body: (inout ReplyWriter) throws(RPCError) -> Void
  ) {
    guard hasRoomForReply else {
      return refuse(streamID, isChangeDone ? .unsentCommandReply : .unsentReplies)
    }
    var writer = ReplyWriter(streamID: streamID, appendingTo: outbox.take(), arena: arena)
    do throws(RPCError) {
      try body(&writer)
      outbox.put(writer.finished())
      lane.counters.callsSucceeded.increment()
      wrote()
    } catch {
      outbox.put(writer.discarded())
      writeError(streamID, isChangeDone ? error.afterCommand : error)
    }
  }

  private func writeError(_ streamID: UInt32, _ error: RPCError) {
    var bytes = outbox.take()
    bytes.writeErrorFrame(streamID: streamID, error: error)
    outbox.put(bytes)
    lane.counters.callsFailed.increment()
    wrote()
  }

  /// Sees to it that what was written is sent, at the latest on the event loop's next turn.
  private func wrote() {
    let largeWrite = 256 << 10
    if outbox.readableBytes >= largeWrite {
      flush()
    } else if !isReading, !isFlushPending {
      isFlushPending = true
      lane.flushLater(self)
    }
  }

  /// Calls in flight may still be answered after reading has stopped, but not without bound.
  private var hasRoomForReply: Bool {
    isWritable || bytesInChannel + outbox.readableBytes < 2 * limits.unsentBytes
  }
}

// MARK: Deadlines

extension ServerConnection: NIOScheduledCallbackHandler {
  private func armDeadlines(_ deadline: NIODeadline) {
    guard let context = channelContext else { return }
    deadlines.arm(deadline, on: context.eventLoop, handler: self)
  }

  /// Ends the calls whose deadline has passed, and waits for the earliest of the others.
  func handleScheduledCallback(eventLoop: some EventLoop) {
    deadlines.fired()
    let now = NIODeadline.now()
    var next: NIODeadline?
    for call in Array(streams.calls) {
      guard let deadline = call.deadline else { continue }
      if deadline <= now {
        refuse(call.streamID, .deadline)
      } else {
        next = min(next ?? deadline, deadline)
      }
    }
    if let next { armDeadlines(next) }
  }
}
