internal import Synchronization

/// What a server has counted since it was made. A snapshot: its values were read one after the other.
public struct ServerMetrics: Sendable, Equatable {
  /// Connections that are open now.
  public var connectionsOpen = 0
  /// Connections that were taken in.
  public var connectionsAccepted = 0
  /// Connections that were closed at once because ``Limits/connections`` was reached.
  public var connectionsRefused = 0
  /// Connections that the server closed because of a timeout.
  public var connectionsTimedOut = 0
  /// Requests whose method was found and called.
  public var callsStarted = 0
  /// Calls that ended with a reply.
  public var callsSucceeded = 0
  /// Calls that ended with an error, by a handler or by the runtime.
  public var callsFailed = 0
  /// Calls that the runtime itself answered with an error, by reason. Reasons that did not occur are missing.
  public var refusals: [RefusalReason: Int] = [:]

  /// A snapshot with nothing counted.
  public init() {}
}

/// The counters of one event loop, so that loops do not contend for one cache line.
final class LaneCounters: Sendable {
  final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func increment() { value.wrappingAdd(1, ordering: .relaxed) }
    func decrement() { value.wrappingSubtract(1, ordering: .relaxed) }
    var current: Int { value.load(ordering: .relaxed) }
  }

  let connectionsOpen = Counter()
  let connectionsAccepted = Counter()
  let connectionsTimedOut = Counter()
  let callsStarted = Counter()
  let callsSucceeded = Counter()
  let callsFailed = Counter()
  private let refusals = RefusalReason.allCases.map { _ in Counter() }

  func count(_ reason: RefusalReason) { refusals[reason.rawValue].increment() }

  func add(to metrics: inout ServerMetrics) {
    metrics.connectionsOpen += connectionsOpen.current
    metrics.connectionsAccepted += connectionsAccepted.current
    metrics.connectionsTimedOut += connectionsTimedOut.current
    metrics.callsStarted += callsStarted.current
    metrics.callsSucceeded += callsSucceeded.current
    metrics.callsFailed += callsFailed.current
    for reason in RefusalReason.allCases where refusals[reason.rawValue].current > 0 {
      metrics.refusals[reason, default: 0] += refusals[reason.rawValue].current
    }
  }
}
