import Dispatch
import PartnerProgram
import Testing

@testable import Store

@Suite("Store metrics")
struct StoreMetricsTests {
  @Test func aValueBelongsToTheFirstBucketThatHoldsIt() {
    var histogram = Histogram(bounds: [1, 10])
    for value in [0.5, 1, 1.5, 10, 11] { histogram.record(value) }
    #expect(histogram.counts == [2, 2, 1])
    #expect(histogram.sum == 24 && histogram.count == 5)
  }

  @Test func commandsAreCountedByKindAndFailuresByReason() {
    let tally = StoreTally()
    let visitor = VisitorID(rawValue: UUIDBytes(high: 1, low: 2))
    let click = { (number: UInt64, disposition: ClickDisposition, isReplayed: Bool) in
      Outcome.click(
        ClickOutcome(
          clickID: ClickID(rawValue: UUIDBytes(high: 1, low: number)), visitorID: visitor, disposition: disposition,
          isUniqueVisit: false, isReplayed: isReplayed))
    }
    let command = ScriptedExecutor.command(1)
    let purge = Command.purgeClicks(program: ProgramID(rawValue: 1), clicks: [])
    tally.count(
      [command, command, command, purge, purge],
      [
        click(1, .counted, false), click(2, .bot, false), click(3, .counted, true), .failed(.notFound("x")),
        .failed(.invalid(FieldError(field: "f", message: "m"))),
      ], took: .milliseconds(3))
    tally.count([command], [click(4, .counted, false)], took: nil)
    tally.countRefused(.overloaded)
    let metrics = tally.snapshot
    #expect(metrics.commands == [.catalogue: 4, .upkeep: 2])
    #expect(metrics.clicks == [.counted: 2, .bot: 1])
    #expect(metrics.failures == [.notFound: 1, .invalid: 1, .overloaded: 1])
    #expect(metrics.batchSizes.sum == 5 && metrics.batchSizes.count == 1)
    #expect(metrics.commitSeconds.sum == 0.003 && metrics.commitSeconds.count == 1)
  }

  @Test func whatWaitsIsSeenAndGone() async throws {
    let gate = DispatchSemaphore(value: 0)
    let commits = GroupCommit(executor: ScriptedExecutor(gate: gate), limits: StoreLimits()) { _ in }
    let lane = CollectingLane()
    for number in 0..<3 { try commits.submit(ScriptedExecutor.command(number), ticket: Ticket(number), lane: lane) }
    let waiting = commits.metrics
    #expect(waiting.takesCommands && waiting.queuedCommands == 3 && waiting.queuedBytes > 0)
    for _ in 0..<3 { gate.signal() }
    _ = await lane.outcomes(3)
    let done = commits.metrics
    #expect(done.queuedCommands == 0 && done.queuedBytes == 0)
    #expect(done.commands == [.catalogue: 3] && done.failures == [.notFound: 3])
    #expect(done.batchSizes.sum == 3)
    await commits.drain()
    #expect(!commits.metrics.takesCommands)
    #expect(throws: StoreError.self) {
      try commits.submit(ScriptedExecutor.command(4), ticket: Ticket(4), lane: lane)
    }
    #expect(commits.metrics.failures[.stopped] == 1)
  }

  @Test func commandsThatNoBackendSawAreFailuresWithoutABatch() async throws {
    let gate = DispatchSemaphore(value: 0)
    var limits = StoreLimits()
    limits.commandsInBatch = 1
    let commits = GroupCommit(executor: ScriptedExecutor(ends: [.unknown("disk")], gate: gate), limits: limits) { _ in }
    let lane = CollectingLane()
    for number in 0..<3 { try commits.submit(ScriptedExecutor.command(number), ticket: Ticket(number), lane: lane) }
    for _ in 0..<3 { gate.signal() }
    _ = await lane.outcomes(3)
    let metrics = commits.metrics
    #expect(!metrics.takesCommands)
    #expect(metrics.failures == [.outcomeUnknown: 1, .stopped: 2])
    #expect(metrics.batchSizes.count == 1)
    await commits.drain()
  }
}
