import Dispatch
import Foundation
import Synchronization

/// The committing thread: takes what has arrived, has it committed as one batch, and settles it.
///
/// At low load a command costs one commit of its own; at high load hundreds share one, because whatever arrives during
/// a commit is the next batch.
package final class GroupCommit: Sendable {
  private struct Shared {
    var queue: CommandQueue
    /// Whether the thread waits for `wake`, so that submitters signal only when they must.
    var threadSleeps = false
    var isClosed = false
    var drained: [CheckedContinuation<Void, Never>] = []
  }

  private let shared: Mutex<Shared>
  private let wake = DispatchSemaphore(value: 0)
  private let limits: StoreLimits
  private let onFatal: @Sendable (String) -> Void
  private let tally = StoreTally()
  /// Whether the queue was full when it was last looked at, for those who must not wait for its lock.
  private let isFull = Atomic<Bool>(false)
  private let committedCommands = Atomic<Int>(0)
  private let committedBatches = Atomic<Int>(0)

  /// How many commands were committed so far, in how many batches.
  package var committed: (commands: Int, batches: Int) {
    (committedCommands.load(ordering: .relaxed), committedBatches.load(ordering: .relaxed))
  }

  /// What became of commands so far, and what waits.
  package var metrics: StoreMetrics {
    var metrics = tally.snapshot
    shared.withLock { shared in
      metrics.takesCommands = shared.queue.state == .open
      metrics.queuedCommands = shared.queue.count
      metrics.queuedBytes = shared.queue.byteCount
    }
    return metrics
  }

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - executor: the backend.
  ///   - limits: how many commands may wait and share a batch.
  ///   - onFatal: called on the thread, once, when nothing may be written any more.
  package init(
    executor: any BatchExecutor, limits: StoreLimits, onFatal: @escaping @Sendable (String) -> Void
  ) {
    precondition(limits.commandsInBatch > 0, "A batch holds at least one command.")
    self.limits = limits
    self.onFatal = onFatal
    shared = Mutex(Shared(queue: CommandQueue(limits)))
    let thread = Thread { self.run(executor) }
    thread.name = "tributary.commit"
    thread.start()
  }

  /// Refuses what has no room. See `Store.requireRoom`.
  package func requireRoom() throws(StoreError) {
    guard isFull.load(ordering: .relaxed) else { return }
    tally.countRefused(.overloaded)
    throw .overloaded
  }

  /// Queues a command. See `Store.submit`.
  package func submit(
    _ command: Command, ticket: any Sendable & AnyObject, lane: any SettlementLane
  ) throws(StoreError) {
    let address = CommandQueue.Address(ticket: ticket, lane: lane, byteCount: command.byteCount)
    let result: Result<Bool, StoreError> = shared.withLock { shared in
      Result { () throws(StoreError) in
        try shared.queue.enqueue(command, address)
        if shared.queue.isFull { isFull.store(true, ordering: .relaxed) }
        defer { shared.threadSleeps = false }
        return shared.threadSleeps
      }
    }
    do throws(StoreError) {
      if try result.get() { wake.signal() }
    } catch {
      tally.countRefused(error)
      throw error
    }
  }

  /// Refuses new commands. The thread ends by itself once those that wait are settled.
  package func end() {
    let mustWake = shared.withLock { shared in
      shared.queue.drain()
      defer { shared.threadSleeps = false }
      return shared.threadSleeps
    }
    if mustWake { wake.signal() }
  }

  /// Refuses new commands and returns when those that wait are settled and the backend is closed.
  package func drain() async {
    await withCheckedContinuation { continuation in
      let isClosed = shared.withLock { shared in
        if !shared.isClosed { shared.drained.append(continuation) }
        return shared.isClosed
      }
      if isClosed { continuation.resume() }
      end()
    }
  }

  // MARK: - On the committing thread

  private enum Next {
    case batch
    case sleep
    case end
  }

  private func run(_ executor: any BatchExecutor) {
    var taken = CommandQueue.Batch()
    var delivery = LaneDelivery()
    var outcomes: [Outcome] = []
    loop: while true {
      switch next(&taken) {
      case .sleep:
        wake.wait()
      case .end:
        break loop
      case .batch:
        var start = 0
        while start < taken.commands.count {
          let end = min(start + limits.commandsInBatch, taken.commands.count)
          commit(taken, start..<end, by: executor, outcomes: &outcomes, delivery: &delivery)
          start = end
        }
        taken.commands.removeAll(keepingCapacity: true)
        taken.addresses.removeAll(keepingCapacity: true)
      }
    }
    executor.close()
    let drained = shared.withLock { shared in
      shared.isClosed = true
      defer { shared.drained = [] }
      return shared.drained
    }
    for continuation in drained { continuation.resume() }
  }

  private func next(_ taken: inout CommandQueue.Batch) -> Next {
    shared.withLock { shared in
      shared.queue.exchange(for: &taken)
      if !taken.commands.isEmpty { return .batch }
      if shared.queue.endsWhenEmpty { return .end }
      shared.threadSleeps = true
      return .sleep
    }
  }

  private func commit(
    _ taken: CommandQueue.Batch, _ range: Range<Int>, by executor: any BatchExecutor, outcomes: inout [Outcome],
    delivery: inout LaneDelivery
  ) {
    let began = ContinuousClock.now
    var fatal: String?
    var duration: Duration?
    outcomes.removeAll(keepingCapacity: true)
    if case .stopped(let reason) = shared.withLock({ $0.queue.state }) {
      outcomes.append(contentsOf: repeatElement(.failed(.stopped(reason)), count: range.count))
    } else {
      let end = executor.execute(taken.commands[range], outcomes: &outcomes)
      duration = began.duration(to: .now)
      switch end {
      case .committed:
        committedCommands.wrappingAdd(range.count, ordering: .relaxed)
        committedBatches.wrappingAdd(1, ordering: .relaxed)
      case .refused(let error):
        outcomes = Array(repeating: .failed(error), count: range.count)
      case .unknown(let reason):
        outcomes = Array(repeating: .failed(.outcomeUnknown(reason)), count: range.count)
        fatal = reason
      }
    }
    if let fatal { stop(fatal) }
    precondition(outcomes.count == range.count, "A backend must give each command of a batch one outcome.")
    for (position, outcome) in zip(range, outcomes) {
      delivery.add(outcome, for: taken.addresses[position])
    }
    updateQueue { $0.settle(taken.addresses[range]) }
    tally.count(taken.commands[range], outcomes, took: duration)
    delivery.deliver()
    if fatal == nil, let reason = executor.tidy() {
      fatal = reason
      stop(reason)
    }
    updateQueue { $0.learn(batchOf: range.count, took: began.duration(to: .now)) }
    if let fatal { onFatal(fatal) }
  }

  private func updateQueue(_ body: (inout CommandQueue) -> Void) {
    shared.withLock { shared in
      body(&shared.queue)
      isFull.store(shared.queue.isFull, ordering: .relaxed)
    }
  }

  private func stop(_ reason: String) {
    shared.withLock { $0.queue.stop(reason) }
  }
}
