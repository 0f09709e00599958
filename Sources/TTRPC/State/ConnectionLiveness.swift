internal import NIOCore

/// Whether a connection makes progress. A value without any I/O: it is told what happens, and asked from time to time.
struct ConnectionLiveness {
  /// The timeout that has passed.
  enum Timeout: Equatable, CustomStringConvertible {
    case handshake, frame, writeStall, idle

    var description: String {
      switch self {
      case .handshake: "the TLS handshake took too long"
      case .frame: "a frame took too long to arrive"
      case .writeStall: "the peer does not read its replies"
      case .idle: "idle for too long"
      }
    }
  }

  private let limits: Limits
  private var handshakeSince: NIODeadline?
  private var frameSince: NIODeadline?
  private var hasCompletedFrame = false
  private var lastRead: NIODeadline
  private var bytesWritten = 0
  private var mostBytesTaken = 0
  private var stalledSince: NIODeadline?

  init(limits: Limits, awaitsHandshake: Bool, now: NIODeadline) {
    self.limits = limits
    handshakeSince = awaitsHandshake ? now : nil
    lastRead = now
  }

  mutating func handshakeCompleted(now: NIODeadline) {
    handshakeSince = nil
    lastRead = now
  }

  /// A frame has arrived in full, or its header has told that it is too large.
  mutating func frameCompleted() {
    hasCompletedFrame = true
  }

  /// Everything that had arrived was looked at.
  mutating func readCompleted(isInsideFrame: Bool, now: NIODeadline) {
    lastRead = now
    if !isInsideFrame {
      frameSince = nil
    } else if hasCompletedFrame || frameSince == nil {
      frameSince = now
    }
    hasCompletedFrame = false
  }

  /// Bytes of replies were handed to the channel.
  mutating func wrote(_ count: Int) {
    bytesWritten += count
  }

  /// The timeout that has passed, if one has.
  ///
  /// - Parameters:
  ///   - bytesInChannel: bytes that were handed to the channel and are not taken by the peer. Under TLS they are more
  ///     than were written; only their change is looked at, so that does no harm.
  ///   - hasCalls: whether calls are in flight.
  ///   - isHeldBack: whether we do not read from the peer until it has read its replies. A frame that is late then is
  ///     late because of us.
  ///   - now: the time.
  mutating func inspect(bytesInChannel: Int, hasCalls: Bool, isHeldBack: Bool, now: NIODeadline) -> Timeout? {
    if let handshakeSince, now - handshakeSince >= limits.handshakeTimeout { return .handshake }
    if isHeldBack, frameSince != nil { frameSince = now }
    if let frameSince, now - frameSince >= limits.frameReadTimeout { return .frame }

    let bytesTaken = bytesWritten - bytesInChannel
    if bytesInChannel == 0 || bytesTaken > mostBytesTaken || stalledSince == nil {
      stalledSince = bytesInChannel == 0 ? nil : now
    }
    mostBytesTaken = max(mostBytesTaken, bytesTaken)
    if let stalledSince, now - stalledSince >= limits.writeStallTimeout { return .writeStall }

    if !hasCalls, bytesInChannel == 0, now - lastRead >= limits.idleTimeout { return .idle }
    return nil
  }
}
