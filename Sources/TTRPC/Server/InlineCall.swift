public import NIOCore
public import ProtobufC

/// A call while its handler runs on the event loop. It cannot be kept.
///
/// It does not retain what it refers to, because counting references would be a large part of what a call costs. Whoever
/// dispatches a call holds all of it until the handler returns, and the call ends before that.
public struct InlineCall: ~Copyable {
  /// The lane that the call runs on.
  public unowned(unsafe) let lane: EventLoopLane
  /// The connection that the call came in on.
  public unowned(unsafe) let connection: ConnectionContext
  /// When the caller stops waiting, if ever.
  public let deadline: NIODeadline?
  /// Memory to decode the payload in. Whatever is decoded there is valid until the handler returns.
  public unowned(unsafe) let arena: Arena

  private let envelope: RequestEnvelope

  init(
    envelope: RequestEnvelope, lane: EventLoopLane, connection: ConnectionContext, deadline: NIODeadline?, arena: Arena
  ) {
    self.envelope = envelope
    self.lane = lane
    self.connection = connection
    self.deadline = deadline
    self.arena = arena
  }

  /// Lends the value of the first metadata pair with this key, compared without regard to ASCII case, to `body`.
  /// Nil when there is none.
  public func withMetadata<Result, Failure: Error>(
    _ key: StaticString, _ body: (UnsafeRawBufferPointer?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(envelope.metadataValue(for: key))
  }
}
