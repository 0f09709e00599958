import NIOCore

/// When calls are due: at a fixed rate, evenly spread over connections, whatever became of those before them.
struct ArrivalSchedule: Sendable {
  let connections: Int
  /// Calls of each connection that warm the server up, and are not recorded.
  let warmUpCount: Int
  /// Calls of each connection, with those of the warm-up.
  let count: Int
  /// When the calls are due that are recorded.
  let recording: Range<NIODeadline>
  /// How long after it was due a call is still sent. Those that could not be by then are given up.
  let patience: TimeAmount
  private let start: NIODeadline
  /// Nanoseconds from one call to the next, on whichever connection that is.
  private let interval: Double

  /// - Parameters:
  ///   - rate: calls a second over all connections.
  ///   - seconds: how long calls are recorded, after a warm-up of a fifth of it.
  init(rate: Double, connections: Int, seconds: Double, patience: TimeAmount, start: NIODeadline) {
    self.connections = connections
    self.start = start
    self.patience = patience
    let interval = 1_000_000_000 / rate
    warmUpCount = Int(rate * seconds / 5) / connections
    count = warmUpCount + max(1, Int(rate * seconds) / connections)
    recording =
      start + .nanoseconds(Int64(Double(warmUpCount * connections) * interval))..<start
      + .nanoseconds(Int64(Double(count * connections) * interval))
    self.interval = interval
  }

  /// When a connection is to send a call, both counted from 0.
  func due(_ call: Int, of connection: Int) -> NIODeadline {
    start + .nanoseconds(Int64(Double(call * connections + connection) * interval))
  }

  /// How long calls are recorded.
  var recordedSeconds: Double {
    Double((recording.upperBound - recording.lowerBound).nanoseconds) / 1_000_000_000
  }
}
