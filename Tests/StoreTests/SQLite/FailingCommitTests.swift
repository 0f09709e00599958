import GRDB
import Logging
import PartnerProgram
import Synchronization
import Testing

@testable import Store

@Suite("Failing commits")
struct FailingCommitTests {
  /// Makes the next COMMIT fail with a result code of SQLite.
  private final class FailingCommit: TransactionObserver, Sendable {
    private let code = Mutex<ResultCode?>(nil)

    func failNext(with code: ResultCode) {
      self.code.withLock { $0 = code }
    }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ database: Database) {}
    func databaseDidRollback(_ database: Database) {}

    func databaseWillCommit() throws {
      let code = code.withLock { code in
        defer { code = nil }
        return code
      }
      if let code { throw DatabaseError(resultCode: code, message: "as the test wants") }
    }
  }

  @Test func aFullDiskInCommitRefusesTheBatchOnly() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let failing = FailingCommit()
    open.store.pool.add(transactionObserver: failing)
    failing.failNext(with: .SQLITE_FULL)
    let click = try shop.clickCommand(shop.alice, subID: "mail")
    await #expect(throws: StoreError.full("as the test wants (SQLite error 13)")) {
      try await open.store.perform(click)
    }
    #expect(try await shop.figures(shop.alice).visits == 0)
    _ = try await open.store.perform(click)
    #expect(try await shop.figures(shop.alice) == RollupDelta(visits: 1, uniqueVisits: 1))
    try await shop.expectConsistent()
  }

  @Test(arguments: [ResultCode.SQLITE_BUSY, .SQLITE_BUSY_SNAPSHOT, .SQLITE_LOCKED])
  func aLockThatCannotBeHadRefusesTheBatchOnly(_ code: ResultCode) async throws {
    let open = try OpenStore { reason in Issue.record("\(reason)") }
    let shop = try await Shop(in: open.store)
    let failing = FailingCommit()
    open.store.pool.add(transactionObserver: failing)
    failing.failNext(with: code)
    let click = try shop.clickCommand(shop.alice)
    await #expect(throws: StoreError.overloaded) { try await open.store.perform(click) }
    _ = try await open.store.perform(click)
    #expect(try await shop.figures(shop.alice) == RollupDelta(visits: 1, uniqueVisits: 1))
    try await shop.expectConsistent()
  }

  @Test func anyOtherFailureInCommitStopsTheStore() async throws {
    let reasons = Mutex<[String]>([])
    let told = CollectingLane()
    let open = try OpenStore { reason in
      reasons.withLock { $0.append(reason) }
      told.deliver([Settlement(ticket: Ticket(0), outcome: .failed(.stopped(reason)))])
    }
    let shop = try await Shop(in: open.store)
    let failing = FailingCommit()
    open.store.pool.add(transactionObserver: failing)
    failing.failNext(with: .SQLITE_IOERR)
    let reason = "as the test wants (SQLite error 10)"
    let click = try shop.clickCommand(shop.alice)
    await #expect(throws: StoreError.outcomeUnknown(reason)) { try await open.store.perform(click) }
    _ = await told.outcomes(1)
    await #expect(throws: StoreError.stopped(reason)) { try await open.store.perform(click) }
    #expect(try await shop.report(shop.alice).rows.isEmpty, "reports still answer")
    await open.store.drain()
    #expect(reasons.withLock { $0 } == [reason])
  }
}
