public import NIOCore

/// What handlers may know of the connection that a call came in on, and keep with it.
///
/// It belongs to the connection's event loop: look at it only from inline handlers, from the synchronous part of command
/// handlers, and from code that ``EventLoopLane/run(_:)`` runs on the same lane.
public final class ConnectionContext {
  /// The peer's address, when the system knows it.
  public let remoteAddress: SocketAddress?

  /// Whether the connection is encrypted.
  public let isEncrypted: Bool

  /// A place for whatever a service wants to remember for as long as the connection lives, such as the credentials that
  /// it has checked. The runtime only lets go of it when the connection closes.
  public var userState: AnyObject?

  init(remoteAddress: SocketAddress?, isEncrypted: Bool) {
    self.remoteAddress = remoteAddress
    self.isEncrypted = isEncrypted
  }
}
