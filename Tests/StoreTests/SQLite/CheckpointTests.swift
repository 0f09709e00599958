import Foundation
import GRDB
import PartnerProgram
import Synchronization
import Testing

@testable import Store

@Suite("Checkpoints")
struct CheckpointTests {
  private static let pages = 50
  /// A page of 8 KiB with its header in the log.
  private static let pageBytes = 8_192 + 24

  private func makeShop() async throws -> (open: OpenStore, shop: Shop) {
    var limits = StoreLimits()
    limits.walPagesBeforeCheckpoint = Self.pages
    let open = try OpenStore(limits: limits)
    return (open, try await Shop(in: open.store))
  }

  private func logBytes(_ open: OpenStore) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: open.databasePath + "-wal")[.size] as? Int ?? 0
  }

  /// Without waiting for readers there would be no moment at which nobody reads, and a log of 17 MB and more. Where the
  /// machine is so slow that some reads outlast the waiting, the log doubles once or twice before it begins anew.
  @Test func theLogStaysShortWhileReadsOverlap() async throws {
    let (open, shop) = try await makeShop()
    let reads = OverlappingReads(open.store)
    try await withThrowingTaskGroup { group in
      for reader in 0..<2 { group.addTask { try await reads.run(reader) } }
      group.addTask {
        defer { reads.stop() }
        for _ in 0..<500 { try await shop.click(shop.alice) }
      }
      try await group.waitForAll()
    }
    let size = try logBytes(open)
    #expect(size < 32 * Self.pages * Self.pageBytes, "\(size)")
    try await shop.expectConsistent()
  }

  @Test func aLogThatALongReadKeptIsUsedAgain() async throws {
    let (open, shop) = try await makeShop()
    var snapshot: DatabaseSnapshot? = try open.store.pool.makeSnapshot()
    let before = try await snapshot?.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM clicks") }
    for _ in 0..<200 { try await shop.click(shop.alice) }
    let kept = try logBytes(open)
    #expect(kept > 8 * Self.pages * Self.pageBytes, "the snapshot was in nobody's way: \(kept)")
    #expect(try await snapshot?.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM clicks") } == before)
    snapshot = nil
    for _ in 0..<200 { try await shop.click(shop.alice) }
    let size = try logBytes(open)
    #expect(size <= kept + 2 * Self.pages * Self.pageBytes, "\(size) after \(kept)")
    try await shop.expectConsistent()
  }
}

/// Two readers of a store of which always one reads: a read ends once the other one has begun.
private final class OverlappingReads: Sendable {
  private let store: SQLiteStore
  private let begun = Mutex([0, 0])
  private let isStopped = Atomic<Bool>(false)

  init(_ store: SQLiteStore) {
    self.store = store
  }

  func stop() { isStopped.store(true, ordering: .relaxed) }

  func run(_ reader: Int) async throws {
    while !isStopped.load(ordering: .relaxed) {
      try await store.read { database in
        _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM rollup")
        let begunByOther = self.begin(reader)
        repeat {
          // Takes some milliseconds.
          _ = try Int.fetchOne(
            database,
            sql: """
              WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 10000)
              SELECT count(*) FROM numbers
              """)
        } while self.begun.withLock({ $0[1 - reader] }) == begunByOther && !self.isStopped.load(ordering: .relaxed)
      }
    }
  }

  /// Notes a read that begins, and returns how many the other reader had begun before.
  private func begin(_ reader: Int) -> Int {
    begun.withLock { begun in
      begun[reader] += 1
      return begun[1 - reader]
    }
  }
}
