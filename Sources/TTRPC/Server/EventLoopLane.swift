public import NIOCore
internal import ProtobufC

/// One event loop of a server together with what its calls share: memory to decode in, and the list of connections that
/// have something to send.
///
/// **When replies are sent.** A reply is appended to its connection's outbound bytes, and these are sent in one write:
/// at the end of the burst of reads that the reply was given in; or at the end of ``run(_:)``; or, given anywhere else on
/// the event loop, on the loop's next turn. Whoever answers many calls at once, as after a group commit, gathers those of
/// one lane and answers them inside one ``run(_:)``: one hop, and one write for each connection.
public final class EventLoopLane: @unchecked Sendable {
  // Everything that is not constant here is touched on `eventLoop` alone.

  /// The event loop.
  public let eventLoop: any EventLoop

  let counters = LaneCounters()
  let limits: Limits

  private let arena: Arena
  private var arenaUsers = 0
  private var connections: [ObjectIdentifier: ServerConnection] = [:]
  /// The direct calls whose callers wait for an answer.
  private var directCalls: [ObjectIdentifier: DirectCall] = [:]
  private var unsent: [ServerConnection] = []
  private var isRunning = false
  private var isFlushScheduled = false
  private var inspection: RepeatedTask?
  private(set) var runningTasks = 0
  private var waitsForTasks = true
  private var drained: EventLoopPromise<Int>?
  private(set) var isDraining = false

  init(eventLoop: any EventLoop, limits: Limits) {
    self.eventLoop = eventLoop
    self.limits = limits
    let firstBlock = 64 << 10
    arena = Arena(limit: max(limits.arenaBytes, firstBlock), firstBlock: firstBlock)
  }

  /// Runs `body` on the event loop, soon, and then sends what it has replied: one write for each connection.
  ///
  /// It may be called from anywhere. After the event loop's group was shut down it must not be called any more.
  public func run(_ body: @escaping @Sendable () -> Void) {
    eventLoop.execute {
      let isOutermost = !self.isRunning
      self.isRunning = true
      body()
      guard isOutermost else { return }
      self.isRunning = false
      self.flushUnsent()
    }
  }

  /// Lends the arena. What was decoded or built in it stays valid until the outermost borrower returns.
  func withArena<Result, Failure: Error>(_ body: (Arena) throws(Failure) -> Result) throws(Failure) -> Result {
    arenaUsers += 1
    defer {
      arenaUsers -= 1
      if arenaUsers == 0 { arena.reset() }
    }
    return try body(arena)
  }

  /// Notes that `connection` has replies to send before this turn of the event loop, or the next one, is over.
  func flushLater(_ connection: ServerConnection) {
    unsent.append(connection)
    guard !isRunning, !isFlushScheduled else { return }
    isFlushScheduled = true
    eventLoop.execute { self.flushUnsent() }
  }

  private func flushUnsent() {
    isFlushScheduled = false
    let connections = unsent
    unsent.removeAll(keepingCapacity: true)
    for connection in connections { connection.flush() }
  }
}

extension EventLoopLane {
  func add(_ connection: ServerConnection) {
    connections[ObjectIdentifier(connection)] = connection
    counters.connectionsAccepted.increment()
    counters.connectionsOpen.increment()
    if inspection == nil {
      let interval = limits.inspectionInterval
      inspection = eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in self.inspect() }
    }
  }

  func remove(_ connection: ServerConnection) {
    guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
    counters.connectionsOpen.decrement()
    if connections.isEmpty {
      inspection?.cancel()
      inspection = nil
    }
    endDrainIfDone()
  }

  /// Notes that the task of an asynchronous handler has begun. It needs the event loop for its answer.
  func taskStarted() {
    runningTasks += 1
  }

  /// Notes that the task of an asynchronous handler is over.
  func taskEnded() {
    runningTasks -= 1
    endDrainIfDone()
  }

  func add(_ call: DirectCall) {
    directCalls[ObjectIdentifier(call)] = call
  }

  /// Notes that the caller of a direct call has its answer.
  func remove(_ call: DirectCall) {
    directCalls[ObjectIdentifier(call)] = nil
    endDrainIfDone()
  }

  /// Refuses new calls, closes each connection when its last call is answered, and fulfils `drained` with the number of
  /// tasks that still run when all are closed, no direct call waits for its answer, and no task is waited for.
  func drain(then drained: EventLoopPromise<Int>) {
    isDraining = true
    self.drained = drained
    for connection in connections.values { connection.drain() }
    endDrainIfDone()
  }

  /// Lets ``drain(then:)`` end while tasks run.
  func stopWaitingForTasks() {
    waitsForTasks = false
    endDrainIfDone()
  }

  private func endDrainIfDone() {
    guard let drained, connections.isEmpty, directCalls.isEmpty, runningTasks == 0 || !waitsForTasks else { return }
    self.drained = nil
    drained.succeed(runningTasks)
  }

  /// Closes every connection, whatever is in flight on it, and answers every direct call.
  func closeAll() {
    for connection in connections.values { connection.close() }
    for call in Array(directCalls.values) { call.cutOff() }
  }

  private func inspect() {
    let now = NIODeadline.now()
    for connection in connections.values { connection.inspect(now: now) }
  }
}
