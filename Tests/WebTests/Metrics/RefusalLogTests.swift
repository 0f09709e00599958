import Logging
import Synchronization
import Testing

@testable import Web

/// Lines about requests that something was wrong with.
@Suite struct RefusalLogTests {
  @Test func areAFewASecondOfEachReasonAndSayHowManyThereWere() {
    let collected = CollectedLog()
    let elapsed = Mutex(Duration.zero)
    let beginning = ContinuousClock.now
    let log = RefusalLog(collected.logger, now: { beginning + elapsed.withLock { $0 } })
    for _ in 0..<(3 * RefusalLog.linesInSecond) { log.write("refused", reason: "first") }
    #expect(collected.lines == Array(repeating: "refused reason=first", count: RefusalLog.linesInSecond))
    // Another reason has lines of its own, and so has the same reason of something else.
    log.write("refused", reason: "second")
    log.write("lost", reason: "first")
    #expect(collected.lines.suffix(2) == ["refused reason=second", "lost reason=first"])
    elapsed.withLock { $0 = .milliseconds(999) }
    log.write("refused", reason: "first")
    #expect(collected.lines.count == RefusalLog.linesInSecond + 2)
    elapsed.withLock { $0 = .milliseconds(1_000) }
    for _ in 0..<2 { log.write("refused", reason: "first") }
    #expect(
      collected.lines.suffix(2) == ["refused more_of_these_before=21 reason=first", "refused reason=first"])
  }
}
