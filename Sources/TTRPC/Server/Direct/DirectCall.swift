internal import NIOCore
internal import ProtobufC

/// One call that came in without a connection: it brings the answer to the task that waits for it.
final class DirectCall: CallOwner, @unchecked Sendable {
  // Everything that is not constant here is touched on the lane's event loop alone.

  typealias Waiting = CheckedContinuation<Result<ByteBuffer, RPCError>, Never>

  private let entrance: DirectEntrance
  private let request: DirectRequest
  private let budget: DirectBudget
  private var waiting: Waiting?
  /// The call while its handler is at work.
  private var call: ServerCall?
  private var timer: Scheduled<Void>?
  private var isCancelled = false

  /// Makes a call whose share of `budget` is taken, and is given back by the call.
  init(entrance: DirectEntrance, request: DirectRequest, budget: DirectBudget) {
    self.entrance = entrance
    self.request = request
    self.budget = budget
  }

  var lane: EventLoopLane { entrance.lane }
  var publicContext: ConnectionContext { entrance.context }
}

// MARK: From the caller

extension DirectCall {
  /// Begins the call, whose answer `waiting` gets.
  func start(answering waiting: Waiting) {
    self.waiting = waiting
    guard !isCancelled else { return answer(.failure(.givenUp)) }
    guard !lane.isDraining else { return refuse(.draining) }
    lane.add(self)
    if let deadline = request.deadline, deadline <= .now() { return refuse(.deadline) }
    let maximumBytes = lane.limits.effectiveFrameBytes
    guard request.payload.readableBytes <= maximumBytes else {
      return refuse(.requestTooLarge(length: request.payload.readableBytes, limit: maximumBytes))
    }
    lane.withArena { arena in dispatch(in: arena) }
  }

  /// Ends the call because nobody waits any more.
  func cancel() {
    isCancelled = true
    abandon(.givenUp)
  }

  /// Ends the call because its lane closes, whether its handler is done or not.
  func cutOff() {
    abandon(.cutOff)
  }

  private func dispatch(in arena: Arena) {
    request.payload.withUnsafeReadableBytes { payload in
      let envelope: RequestEnvelope
      do throws(ArenaFull) {
        envelope = try arena.envelope(
          service: request.service, method: request.method, metadata: request.metadata, payload: payload)
      } catch {
        return refuse(.requestTooLarge(length: payload.count, limit: error.limit))
      }
      switch entrance.methods.lookup(service: envelope.service, method: envelope.method) {
      case .found(let entry): dispatch(0, entry, envelope, request.deadline, arena)
      case .unknownService: refuse(.unknownService(envelope.service))
      case .unknownMethod: refuse(.unknownMethod(envelope.method))
      }
    }
  }
}

// MARK: From the handler

extension DirectCall {
  func open(_ call: ServerCall, requestBytes: Int) -> Bool {
    self.call = call
    if let deadline = call.deadline {
      timer = lane.eventLoop.scheduleTask(deadline: deadline) { self.refuse(.deadline) }
    }
    return true
  }

  func write(_ streamID: UInt32, _ arena: Arena, _ body: (inout ReplyWriter) throws(RPCError) -> Void) {
    write(arena, isChangeDone: false, body)
  }

  func reply(to call: ServerCall, _ body: (inout ReplyWriter) throws(RPCError) -> Void) {
    release(call)
    lane.withArena { arena in write(arena, isChangeDone: call.changesState, body) }
  }

  func fail(_ call: ServerCall, _ error: RPCError) {
    release(call)
    finish(.failure(error))
  }

  func release(_ call: ServerCall) {
    self.call = nil
    if waiting == nil { giveBackShare() }
  }

  private func write(
    _ arena: Arena, isChangeDone: Bool, _ body: (inout ReplyWriter) throws(RPCError) -> Void
  ) {
    var writer = ReplyWriter(streamID: nil, appendingTo: ByteBuffer(), arena: arena)
    do throws(RPCError) {
      try body(&writer)
      finish(.success(writer.finished()))
    } catch {
      finish(.failure(isChangeDone ? error.afterCommand : error))
    }
  }
}

// MARK: To the caller

extension DirectCall {
  /// Answers with an error of the runtime's own.
  private func refuse(_ refusal: Refusal) {
    guard waiting != nil else { return }
    call?.abandon()
    lane.counters.count(refusal.reason)
    finish(.failure(refusal.error))
  }

  private func finish(_ outcome: Result<ByteBuffer, RPCError>) {
    switch outcome {
    case .success: lane.counters.callsSucceeded.increment()
    case .failure: lane.counters.callsFailed.increment()
    }
    answer(outcome)
  }

  /// Lets the caller go while the handler may still be at work. As when a connection closes, the call counts neither as
  /// succeeded nor as failed.
  private func abandon(_ error: RPCError) {
    guard waiting != nil else { return }
    call?.abandon()
    answer(.failure(error))
  }

  private func answer(_ outcome: Result<ByteBuffer, RPCError>) {
    timer?.cancel()
    timer = nil
    if call == nil { giveBackShare() }
    waiting?.resume(returning: outcome)
    waiting = nil
    lane.remove(self)
  }

  private func giveBackShare() {
    budget.giveBack(bytes: request.payload.readableBytes)
  }
}

extension RPCError {
  /// What the task of a direct call gets when it was cancelled.
  fileprivate static let givenUp = RPCError(.cancelled, "the caller gave the call up")

  /// What the caller of a direct call gets whose handler took longer than the grace of a shutdown.
  fileprivate static let cutOff = RPCError(
    .unavailable, "the server shut down before the call was answered: whether it was carried out is unknown")
}
