internal import NIOCore

/// Whether a client has a connection, and when it may try for one. A value without any I/O.
struct ClientLink {
  /// Where the connection stands.
  enum Phase: Equatable {
    /// There is none, and none is being made.
    case idle
    /// None is made before the time that was set.
    case backingOff
    case connecting
    case connected
    /// The client was closed. There is no way back.
    case closed
  }

  /// What to do so that waiting calls are sent.
  enum Action: Equatable {
    /// Nothing: it is being seen to.
    case none
    /// Start to connect.
    case connect
    /// Call ``retry()`` at this time.
    case wait(until: NIODeadline)
  }

  private let backoff: Backoff
  private var failures = 0
  private var notBefore: NIODeadline?
  private(set) var phase = Phase.idle

  init(backoff: Backoff) {
    self.backoff = backoff
  }

  /// A call waits to be sent.
  mutating func connectionWanted(now: NIODeadline) -> Action {
    guard phase == .idle else { return .none }
    if let notBefore, notBefore > now {
      phase = .backingOff
      return .wait(until: notBefore)
    }
    phase = .connecting
    return .connect
  }

  /// The time that was waited for has come.
  mutating func retry() -> Action {
    guard phase == .backingOff else { return .none }
    phase = .connecting
    return .connect
  }

  /// A connection was made. False when nobody wants it any more.
  mutating func connected() -> Bool {
    guard phase == .connecting else { return false }
    phase = .connected
    return true
  }

  /// The peer answered, so it works. A connection alone proves little: a server at its limit accepts, and closes.
  mutating func answered() {
    failures = 0
    notBefore = nil
  }

  /// The connection was lost, or could not be made.
  mutating func lost(now: NIODeadline) {
    guard phase == .connecting || phase == .connected else { return }
    failures += 1
    notBefore = now + backoff.delay(failures: failures)
    phase = .idle
  }

  /// The connection was given up on purpose, and another may follow at once.
  mutating func retired() {
    guard phase == .connected else { return }
    phase = .idle
  }

  /// The client was closed.
  mutating func close() {
    phase = .closed
  }
}
