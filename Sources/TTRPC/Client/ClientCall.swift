internal import NIOCore

/// One attempt of a call on its way through the client.
final class ClientCall: @unchecked Sendable {
  // The request never changes; the rest is touched on the client's event loop alone.

  let service: String
  let method: String
  let payload: ByteBuffer
  let metadata: Metadata
  let deadline: NIODeadline

  var state = State.made
  /// Its place among the calls of the client, given when it reaches the event loop.
  var ticket: UInt64 = 0

  enum State {
    /// On its way to the event loop.
    case made
    /// On the event loop, without a connection to be sent on.
    case waiting(Waiter)
    /// Sent.
    case sent(Waiter, streamID: UInt32)
    /// Over.
    case ended
  }

  typealias Waiter = CheckedContinuation<Result<ByteBuffer, RPCError>, Never>

  init(service: String, method: String, payload: ByteBuffer, metadata: Metadata, deadline: NIODeadline) {
    self.service = service
    self.method = method
    self.payload = payload
    self.metadata = metadata
    self.deadline = deadline
  }

  /// Ends the call and lets its caller go on.
  func end(_ outcome: Result<ByteBuffer, RPCError>) {
    switch state {
    case .waiting(let waiter), .sent(let waiter, _): waiter.resume(returning: outcome)
    case .made, .ended: break
    }
    state = .ended
  }
}
