public import NIOCore
internal import Synchronization

/// Calls the methods of a table without a ttrpc connection, for callers that came in by another protocol.
///
/// The calls run on a server's lanes like those of its connections, whatever kind of method they are for: they are
/// counted with them, they are refused while the server shuts down, and ``Server/shutdown(grace:)`` waits for them. The
/// event loops must outlive the last call, refused ones as well.
public final class DirectCaller: Sendable {
  private let entrances: [DirectEntrance]
  private let budget: DirectBudget
  private let turn = Atomic<Int>(0)

  /// Makes a caller.
  ///
  /// - Parameters:
  ///   - methods: what can be called.
  ///   - lanes: where calls run, in turn: ``Server/lanes``, at least one.
  public init(methods: MethodTable, lanes: [EventLoopLane]) {
    guard let limits = lanes.first?.limits else { preconditionFailure("calls need a lane to run on") }
    budget = DirectBudget(limits: limits)
    entrances = lanes.map { DirectEntrance(lane: $0, methods: methods) }
  }

  /// Calls a method and waits for its answer.
  ///
  /// When the task is cancelled nobody waits any more, as when a connection closes: a command may be carried out all the
  /// same.
  ///
  /// - Parameters:
  ///   - service: full name of the service.
  ///   - method: name of the method.
  ///   - metadata: what the handler sees as the call's metadata.
  ///   - payload: the encoded request.
  ///   - timeout: how long the answer is waited for. Nil means without end.
  /// - Returns: the encoded reply.
  /// - Throws: what the handler throws; or the errors of the runtime that a ttrpc caller gets: UNIMPLEMENTED for an
  ///   unknown method, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED past a limit of ``Limits``, UNAVAILABLE while the server
  ///   shuts down; and CANCELLED when the task is cancelled.
  public func call(
    service: String, method: String, metadata: Metadata = Metadata(), payload: ByteBuffer, timeout: TimeAmount? = nil
  ) async throws(RPCError) -> ByteBuffer {
    let entrance = nextEntrance()
    let lane = entrance.lane
    if let refusal = budget.take(bytes: payload.readableBytes) {
      lane.counters.count(refusal.reason)
      lane.counters.callsFailed.increment()
      throw refusal.error
    }
    let request = DirectRequest(
      service: service, method: method, metadata: metadata, payload: payload, deadline: timeout.map { .after($0) })
    let call = DirectCall(entrance: entrance, request: request, budget: budget)
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { waiting in lane.run { call.start(answering: waiting) } }
    } onCancel: {
      lane.run { call.cancel() }
    }
    return try outcome.get()
  }

  private func nextEntrance() -> DirectEntrance {
    let turn = UInt(bitPattern: turn.wrappingAdd(1, ordering: .relaxed).oldValue)
    return entrances[Int(turn % UInt(entrances.count))]
  }
}

/// Where direct calls enter a lane.
final class DirectEntrance: @unchecked Sendable {
  // The context is touched on the lane's event loop alone.

  let lane: EventLoopLane
  let methods: MethodTable
  /// One for all calls, so that what a service remembers of the last one serves the next.
  let context = ConnectionContext(remoteAddress: nil, isEncrypted: false)

  init(lane: EventLoopLane, methods: MethodTable) {
    self.lane = lane
    self.methods = methods
  }
}

/// What a direct call asks for.
struct DirectRequest {
  let service: String
  let method: String
  let metadata: Metadata
  let payload: ByteBuffer
  let deadline: NIODeadline?
}
