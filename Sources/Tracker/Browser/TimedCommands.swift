internal import Store
internal import Synchronization

/// Waits for outcomes of commands, but only so long: whoever clicked a link must not wait for a disk that hangs.
///
/// All waits are equally long, so they end in the order in which they began, and one task that sleeps until the oldest
/// ends is enough for them all. A wait that is over costs nothing more.
final class TimedCommands: SettlementLane {
  private final class Wait: Sendable {
    let end: ContinuousClock.Instant
    private let continuation: Mutex<CheckedContinuation<Result<Outcome?, StoreError>, Never>?>

    init(until end: ContinuousClock.Instant, _ continuation: CheckedContinuation<Result<Outcome?, StoreError>, Never>) {
      self.end = end
      self.continuation = Mutex(continuation)
    }

    var isOver: Bool { continuation.withLock { $0 == nil } }

    /// Ends the wait, unless it is over.
    func finish(_ result: Result<Outcome?, StoreError>) {
      let waiting = continuation.withLock { $0.take() }
      waiting?.resume(returning: result)
    }
  }

  private struct State {
    var waits: ArraySlice<Wait> = []
    var isWatched = false

    mutating func dropThoseThatAreOver() {
      while waits.first?.isOver == true { waits.removeFirst() }
      if waits.isEmpty { waits = [] }
    }
  }

  private let limit: Duration
  private let state = Mutex(State())

  /// Waits at most `limit` for each command.
  init(limit: Duration) {
    self.limit = limit
  }

  /// Submits a command and waits for its outcome.
  ///
  /// - Returns: The outcome, which is never `.failed`; nil when it has not come in time. The command may then still become
  ///   durable.
  /// - Throws: What the store says of a command that it does not take or that fails.
  func perform(_ command: Command, in store: any Store) async throws(StoreError) -> Outcome? {
    let result = await withCheckedContinuation { continuation in
      let wait = Wait(until: .now + limit, continuation)
      do throws(StoreError) {
        try store.submit(command, ticket: wait, lane: self)
        watch(wait)
      } catch {
        wait.finish(.failure(error))
      }
    }
    return try result.get()
  }

  func deliver(_ settled: [Settlement]) {
    for settlement in settled {
      guard let wait = settlement.ticket as? Wait else { continue }
      if case .failed(let error) = settlement.outcome {
        wait.finish(.failure(error))
      } else {
        wait.finish(.success(settlement.outcome))
      }
    }
  }

  private func watch(_ wait: Wait) {
    let mustStart = state.withLock { state in
      state.dropThoseThatAreOver()
      state.waits.append(wait)
      defer { state.isWatched = true }
      return !state.isWatched
    }
    if mustStart { Task { await endLateWaits() } }
  }

  private func endLateWaits() async {
    while let next = nextEnd() {
      try? await Task.sleep(until: next, clock: .continuous)
      let now = ContinuousClock.now
      let late = state.withLock { state in
        let late = state.waits.prefix { $0.end <= now }
        state.waits.removeFirst(late.count)
        return late
      }
      for wait in late { wait.finish(.success(nil)) }
    }
  }

  /// When the oldest wait ends; nil when there is none, and nobody watches any more.
  private func nextEnd() -> ContinuousClock.Instant? {
    state.withLock { state in
      state.dropThoseThatAreOver()
      state.isWatched = !state.waits.isEmpty
      return state.waits.first?.end
    }
  }
}
