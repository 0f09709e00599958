internal import NIOCore
internal import ProtobufC

/// What calls come in through, and where their answers go: a connection, or a call that came without one.
///
/// Everything here belongs to the event loop of ``lane``.
protocol CallOwner: AnyObject {
  var lane: EventLoopLane { get }

  /// What handlers may know of where the call came from.
  var publicContext: ConnectionContext { get }

  /// Notes a call whose answer comes later, and sees to its deadline. Where that is refused, the caller is told so.
  ///
  /// - Parameters:
  ///   - call: the call.
  ///   - requestBytes: bytes of the payload, which the call may hold until it is answered.
  /// - Returns: whether the call may go on.
  func open(_ call: ServerCall, requestBytes: Int) -> Bool

  /// Answers a call that was never opened with the reply of `body`, or with the error that it throws.
  func write(_ streamID: UInt32, _ arena: Arena, _ body: (inout ReplyWriter) throws(RPCError) -> Void)

  /// Answers an open call with the reply of `body`, or with the error that it throws.
  func reply(to call: ServerCall, _ body: (inout ReplyWriter) throws(RPCError) -> Void)

  /// Answers an open call with an error.
  func fail(_ call: ServerCall, _ error: RPCError)

  /// Notes that the handler of a call whose caller was answered in its place is done.
  func release(_ call: ServerCall)
}

extension CallOwner {
  /// Calls the method of `entry`.
  ///
  /// - Parameters:
  ///   - streamID: tells the owner's calls apart.
  ///   - entry: the method.
  ///   - request: the request, which `arena` lends.
  ///   - deadline: when the caller stops waiting, if ever.
  ///   - arena: memory for the handler.
  func dispatch(
    _ streamID: UInt32, _ entry: MethodTable.Entry, _ request: RequestEnvelope, _ deadline: NIODeadline?, _ arena: Arena
  ) {
    lane.counters.callsStarted.increment()
    switch entry.method.kind {
    case .inline(let handler):
      let call = InlineCall(
        envelope: request, lane: lane, connection: publicContext, deadline: deadline, arena: arena)
      write(streamID, arena) { (reply: inout ReplyWriter) throws(RPCError) in
        try handler(call, request.payload, &reply)
      }

    case .command(let requireRoom, let handler):
      do throws(RPCError) {
        try requireRoom()
      } catch {
        return write(streamID, arena) { (_: inout ReplyWriter) throws(RPCError) in throw error }
      }
      guard let call = open(streamID, entry, request, deadline, arena) else { return }
      do throws(RPCError) {
        try handler(call, request.payload)
        call.endDispatch()
      } catch {
        call.fail(error)
      }

    case .async(let admit):
      do throws(RPCError) {
        let handler = try admit(
          InlineCall(envelope: request, lane: lane, connection: publicContext, deadline: deadline, arena: arena))
        guard let call = open(streamID, entry, request, deadline, arena) else { return }
        call.endDispatch()
        call.start(handler, payload: [UInt8](request.payload))
      } catch {
        write(streamID, arena) { (_: inout ReplyWriter) throws(RPCError) in throw error }
      }
    }
  }

  private func open(
    _ streamID: UInt32, _ entry: MethodTable.Entry, _ request: RequestEnvelope, _ deadline: NIODeadline?, _ arena: Arena
  ) -> ServerCall? {
    let call = ServerCall(
      streamID: streamID, entry: entry, owner: self, deadline: deadline, envelope: request, arena: arena)
    return open(call, requestBytes: request.payload.count) ? call : nil
  }
}

extension NIODeadline {
  /// The time `timeout` from now. What exceeds a year is cut to it, which no call outlives and the clock's arithmetic
  /// does.
  static func after(_ timeout: TimeAmount) -> NIODeadline {
    .now() + min(timeout, .hours(365 * 24))
  }
}
