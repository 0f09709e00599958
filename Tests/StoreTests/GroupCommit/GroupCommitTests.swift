import Dispatch
import Synchronization
import Testing

@testable import Store

@Suite("Group commit")
struct GroupCommitTests {
  /// Keeps what the handler of fatal failures was told.
  private final class FatalLog: Sendable {
    private let reasons = Mutex<[String]>([])
    var all: [String] { reasons.withLock { $0 } }
    func add(_ reason: String) { reasons.withLock { $0.append(reason) } }
  }

  @Test func whatWaitsIsSharedOutInBatchesOfTheLimit() async throws {
    var limits = StoreLimits()
    limits.commandsInBatch = 10
    let gate = DispatchSemaphore(value: 0)
    let executor = ScriptedExecutor(gate: gate)
    let commits = GroupCommit(executor: executor, limits: limits) { _ in }
    let lane = CollectingLane()
    try commits.submit(ScriptedExecutor.command(0), ticket: Ticket(0), lane: lane)
    for number in 1...25 {
      try commits.submit(ScriptedExecutor.command(number), ticket: Ticket(number), lane: lane)
    }
    for _ in 0..<30 { gate.signal() }
    let outcomes = await lane.outcomes(26)
    #expect(outcomes.compactMap(\.error) == (0...25).map { .notFound("\($0)") })
    #expect(lane.numbers == Array(0...25))
    #expect(executor.batches.reduce(0, +) == 26 && executor.batches.allSatisfy { $0 <= 10 })
    #expect(executor.batches.count <= 5)
    #expect(lane.deliveries == executor.batches.count)
    await commits.drain()
    #expect(executor.closings == 1)
  }

  @Test func aFullQueueSaysSoBeforehandUntilABatchIsSettled() async throws {
    var limits = StoreLimits()
    limits.queuedCommands = 2
    let gate = DispatchSemaphore(value: 0)
    let commits = GroupCommit(executor: ScriptedExecutor(gate: gate), limits: limits) { _ in }
    let lane = CollectingLane()
    for number in 0..<2 {
      try commits.requireRoom()
      try commits.submit(ScriptedExecutor.command(number), ticket: Ticket(number), lane: lane)
    }
    #expect(throws: StoreError.overloaded) { try commits.requireRoom() }
    #expect(commits.metrics.failures == [.overloaded: 1])
    for _ in 0..<2 { gate.signal() }
    _ = await lane.outcomes(2)
    try commits.requireRoom()
    await commits.drain()
  }

  @Test func aRefusedBatchFailsWholeAndTheNextGoesOn() async throws {
    let executor = ScriptedExecutor(ends: [.refused(.full("no room"))])
    let commits = GroupCommit(executor: executor, limits: StoreLimits()) { _ in }
    let lane = CollectingLane()
    try commits.submit(ScriptedExecutor.command(0), ticket: Ticket(0), lane: lane)
    #expect(await lane.outcomes(1).compactMap(\.error) == [.full("no room")])
    try commits.submit(ScriptedExecutor.command(1), ticket: Ticket(1), lane: lane)
    #expect(await lane.outcomes(2).compactMap(\.error) == [.full("no room"), .notFound("1")])
    await commits.drain()
  }

  @Test func anUnknownOutcomeStopsEverything() async throws {
    var limits = StoreLimits()
    limits.commandsInBatch = 2
    let gate = DispatchSemaphore(value: 0)
    let log = FatalLog()
    let executor = ScriptedExecutor(ends: [.committed, .unknown("disk")], gate: gate)
    let commits = GroupCommit(executor: executor, limits: limits) { log.add($0) }
    let lane = CollectingLane()
    try commits.submit(ScriptedExecutor.command(0), ticket: Ticket(0), lane: lane)
    gate.signal()
    _ = await lane.outcomes(1)
    for number in 1...5 {
      try commits.submit(ScriptedExecutor.command(number), ticket: Ticket(number), lane: lane)
    }
    for _ in 0..<5 { gate.signal() }
    let outcomes = await lane.outcomes(6)
    let unknown = outcomes.count { $0.error == .outcomeUnknown("disk") }
    #expect((1...2).contains(unknown), "those of the batch")
    #expect(outcomes.dropFirst(1 + unknown).allSatisfy { $0.error == .stopped("disk") }, "those that waited")
    #expect(lane.numbers == Array(0...5))
    #expect(throws: StoreError.stopped("disk")) {
      try commits.submit(ScriptedExecutor.command(6), ticket: Ticket(6), lane: lane)
    }
    await commits.drain()
    #expect(log.all == ["disk"] && executor.closings == 1)
    #expect(executor.batches.count == 2, "nothing is executed after it")
  }

  @Test func aFatalFailureOfTheHousekeepingStopsTooButItsBatchCounts() async throws {
    let log = FatalLog()
    let executor = ScriptedExecutor(tidyings: ["log"])
    let commits = GroupCommit(executor: executor, limits: StoreLimits()) { log.add($0) }
    let lane = CollectingLane()
    try commits.submit(ScriptedExecutor.command(0), ticket: Ticket(0), lane: lane)
    #expect(await lane.outcomes(1).compactMap(\.error) == [.notFound("0")])
    await commits.drain()
    #expect(log.all == ["log"])
  }

  @Test func eachSubmissionIsSettledOnceWhateverHappens() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(seed: seed)
    for _ in 0..<30 {
      var limits = StoreLimits()
      limits.commandsInBatch = Int.random(in: 1...20, using: &random)
      limits.queuedCommands = Int.random(in: 1...200, using: &random)
      let ends = (0..<20).map { _ -> BatchEnd in
        switch Int.random(in: 0..<20, using: &random) {
        case 0: .unknown("x")
        case 1...5: .refused(.io("y"))
        default: .committed
        }
      }
      let commits = GroupCommit(executor: ScriptedExecutor(ends: ends), limits: limits) { _ in }
      let lanes = (0..<3).map { _ in CollectingLane() }
      let accepted = await withTaskGroup(of: [(Int, Int)].self) { group in
        for task in 0..<4 {
          group.addTask {
            var accepted: [(Int, Int)] = []
            for number in 0..<100 {
              let (ticket, lane) = (task * 100 + number, number % 3)
              let result = Result { () throws(StoreError) in
                try commits.submit(
                  ScriptedExecutor.command(ticket), ticket: Ticket(ticket), lane: lanes[lane])
              }
              if case .success = result { accepted.append((lane, ticket)) }
            }
            return accepted
          }
        }
        return await group.reduce(into: []) { $0 += $1 }
      }
      await commits.drain()
      for (number, lane) in lanes.enumerated() {
        let expected = accepted.filter { $0.0 == number }.map(\.1).sorted()
        #expect(lane.numbers.sorted() == expected, "seed \(seed)")
      }
    }
  }

  @Test(
    arguments: [
      (13, CommitFailure.Phase.working, BatchEnd.refused(.full("m"))),
      (13, .committing, .refused(.full("m"))),
      (10, .working, .refused(.io("m"))),
      (10, .committing, .unknown("m")),
      (10 | 4 << 8, .committing, .unknown("m")),
      (13 | 1 << 8, .committing, .refused(.full("m"))),
      (11, .committing, .unknown("m")),
      (5, .working, .refused(.overloaded)),
      (5, .committing, .refused(.overloaded)),
      (5 | 2 << 8, .committing, .refused(.overloaded)),
      (6, .working, .refused(.overloaded)),
      (6, .committing, .refused(.overloaded)),
      (1, .working, .refused(.io("m"))),
    ] as [(Int32, CommitFailure.Phase, BatchEnd)])
  func whatAFailureMeans(_ code: Int32, _ phase: CommitFailure.Phase, _ end: BatchEnd) {
    #expect(CommitFailure.end(code: code, message: "m", phase: phase) == end)
  }
}

/// A small seeded generator, so that a failing run can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
