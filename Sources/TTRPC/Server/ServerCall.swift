public import NIOCore
public import ProtobufC

/// A call that is answered later. It may be passed between threads, but all that it offers, apart from what is constant,
/// belongs to the event loop of its ``lane``.
///
/// It must be answered exactly once, by ``succeed(_:)`` or ``fail(_:)``. If the caller is gone by then, or its deadline
/// has passed, the answer is dropped: that race is nobody's mistake. It must be given all the same, because until then the
/// call takes up its share of what the connection may have in flight.
public final class ServerCall: @unchecked Sendable {
  // Everything that is not constant here is touched on the lane's event loop alone.

  /// The lane on which the call must be answered.
  public let lane: EventLoopLane
  /// When the caller stops waiting, if ever.
  public let deadline: NIODeadline?

  /// Tells the calls of one owner apart.
  let streamID: UInt32

  private let entry: MethodTable.Entry
  private let owner: any CallOwner
  private var state: State
  private var task: Task<Void, Never>?

  private enum State {
    /// The handler is running, and the request is still there to be looked at.
    case dispatching(RequestEnvelope, Arena)
    case waiting
    /// Refused, or past its deadline, or without a caller, while the handler is not done.
    case abandoned
    /// The handler is done.
    case ended
  }

  init(
    streamID: UInt32, entry: MethodTable.Entry, owner: any CallOwner, deadline: NIODeadline?,
    envelope: RequestEnvelope, arena: Arena
  ) {
    self.streamID = streamID
    self.entry = entry
    self.owner = owner
    self.lane = owner.lane
    self.deadline = deadline
    state = .dispatching(envelope, arena)
  }

  /// Whether a reply tells of something that was done, rather than of something that was looked up.
  var changesState: Bool { entry.method.changesState }

  /// Full name of the service that was called.
  public var service: String { entry.service }

  /// Name of the method that was called.
  public var method: String { entry.method.name }

  /// The connection that the call came in on.
  public var connection: ConnectionContext {
    lane.eventLoop.preconditionInEventLoop()
    return owner.publicContext
  }

  /// Whether nobody waits for an answer any more.
  public var isEnded: Bool {
    lane.eventLoop.preconditionInEventLoop()
    switch state {
    case .dispatching, .waiting: return false
    case .abandoned, .ended: return true
    }
  }

  /// Memory to decode the payload in, while the command handler runs. Nil afterwards.
  public var arena: Arena? {
    lane.eventLoop.preconditionInEventLoop()
    guard case .dispatching(_, let arena) = state else { return nil }
    return arena
  }

  /// Lends the value of the first metadata pair with this key, compared without regard to ASCII case, to `body`.
  /// Nil when there is none, and always once the command handler has returned.
  public func withMetadata<Result, Failure: Error>(
    _ key: StaticString, _ body: (UnsafeRawBufferPointer?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    lane.eventLoop.preconditionInEventLoop()
    guard case .dispatching(let envelope, _) = state else { return try body(nil) }
    return try body(envelope.metadataValue(for: key))
  }

  /// Answers the call with the reply that `write` writes, or with the error that it throws. `write` is not called when
  /// nobody waits any more.
  ///
  /// A command, or an asynchronous method that changes something, has been done when it is answered so. Where its reply
  /// then cannot be sent, because it takes too much memory or too many replies wait to be read, the caller gets
  /// UNAVAILABLE and sends the call again. It never gets RESOURCE_EXHAUSTED, not even when `write` throws it: that code
  /// means that nothing was done.
  public func succeed(_ write: (inout ReplyWriter) throws(RPCError) -> Void) {
    guard end() else { return }
    owner.reply(to: self, write)
  }

  /// Answers the call with an error.
  public func fail(_ error: RPCError) {
    guard end() else { return }
    owner.fail(self, error)
  }

  private func end() -> Bool {
    lane.eventLoop.preconditionInEventLoop()
    defer { state = .ended }
    switch state {
    case .dispatching, .waiting: return true
    case .abandoned:
      owner.release(self)
      return false
    case .ended: return false
    }
  }
}

extension ServerCall {
  /// Takes the request away when the command handler has returned.
  func endDispatch() {
    if case .dispatching = state { state = .waiting }
  }

  /// Lets the answer be dropped, and the task that works on it be cancelled, because nobody waits any more.
  func abandon() {
    state = .abandoned
    task?.cancel()
    task = nil
  }

  /// Starts the task of an asynchronous method.
  func start(_ handler: @escaping MethodDefinition.AsyncHandler, payload: [UInt8]) {
    lane.taskStarted()
    task = Task {
      let outcome = await Self.outcome(of: handler, self, payload)
      lane.eventLoop.execute { self.complete(outcome) }
    }
  }

  private static func outcome(
    of handler: MethodDefinition.AsyncHandler, _ call: ServerCall, _ payload: [UInt8]
  ) async -> Result<ReplyBytes, RPCError> {
    do throws(RPCError) {
      return .success(try await handler(call, payload))
    } catch {
      return .failure(error)
    }
  }

  private func complete(_ outcome: Result<ReplyBytes, RPCError>) {
    task = nil
    switch outcome {
    case .success(let reply):
      succeed { (writer: inout ReplyWriter) throws(RPCError) in try writer.write(encoded: reply.buffer) }
    case .failure(let error):
      fail(error)
    }
    lane.taskEnded()
  }
}
