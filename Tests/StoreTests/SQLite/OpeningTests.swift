import Foundation
import GRDB
import Logging
import PartnerProgram
import Testing

@testable import Store

@Suite("Opening")
struct OpeningTests {
  private let logger = Logger(label: "test")

  private func error(_ body: () throws(StoreError) -> some Any) -> StoreError? {
    do {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func aDatabaseIsMadeOnce() throws {
    let temporary = try TemporaryDirectory()
    let path = temporary.path + "/data"
    #expect(error { () throws(StoreError) in try SQLiteStore.open(directory: path, logger: logger) } != nil)
    try SQLiteStore.create(directory: path, adminKey: nil)
    guard
      case .alreadyExists = error({ () throws(StoreError) in try SQLiteStore.create(directory: path, adminKey: nil) })
    else {
      Issue.record("a second database was made")
      return
    }
    let store = try SQLiteStore.open(directory: path, logger: logger)
    #expect(store.signingKeys().count == 1)
  }

  @Test func onlyTheOwnerMayReadIt() async throws {
    let temporary = try TemporaryDirectory()
    let path = temporary.path + "/data"
    try SQLiteStore.create(directory: path, adminKey: nil)
    let store = try SQLiteStore.open(directory: path, logger: logger)
    let shop = try await Shop(in: store)
    try await shop.click(shop.alice)
    func mode(_ path: String) throws -> Int {
      (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0
    }
    #expect(try mode(path) == 0o700)
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(files.count == 4, "database, log, index of the log and lock: \(files)")
    for file in files { #expect(try mode(path + "/" + file) == 0o600, "\(file)") }
    await store.drain()
    let rest = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(Set(rest) == ["tributary.db", "tributary.lock"], "the log is copied back on closing")
  }

  @Test func oneProcessAtATimeHoldsTheDirectory() async throws {
    let open = try OpenStore()
    let path = open.temporary.path
    guard
      case .failedPrecondition(let message) = error({ () throws(StoreError) in
        try SQLiteStore.open(directory: path, logger: logger)
      })
    else {
      Issue.record("it was opened twice")
      return
    }
    #expect(message.contains(path))
    await open.store.drain()
    let second = try SQLiteStore.open(directory: path, logger: logger)
    await second.drain()
  }

  @Test func aStoreThatIsForgottenStillSettlesWhatItTook() async throws {
    let temporary = try TemporaryDirectory()
    try SQLiteStore.create(directory: temporary.path, adminKey: nil)
    let lane = CollectingLane()
    do {
      let store = try SQLiteStore.open(directory: temporary.path, logger: logger)
      try store.submit(.revokeAPIKey(id: "none", at: Shop.start), ticket: Ticket(0), lane: lane)
    }
    #expect(await lane.outcomes(1).count == 1)
  }

  @Test func aNewerDatabaseIsRefusedAndNotTouched() async throws {
    let open = try OpenStore()
    await open.store.drain()
    let queue = try DatabaseQueue(path: open.databasePath)
    try await queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 7") }
    try queue.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: open.databasePath))
    let path = open.temporary.path
    guard
      case .newerDatabase(let message) = error({ () throws(StoreError) in
        try SQLiteStore.open(directory: path, logger: logger)
      })
    else {
      Issue.record("it was opened")
      return
    }
    #expect(message.contains("version 7") && message.contains("up to \(Schema.currentVersion)"))
    guard case .newerDatabase = error({ () throws(StoreError) in try SQLiteStore.check(directory: path) }) else {
      Issue.record("it was checked")
      return
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: open.databasePath)) == before)
  }

  @Test func anOlderDatabaseIsCheckedOnlyAfterItWasServed() async throws {
    let temporary = try TemporaryDirectory()
    let path = temporary.path
    try Version1Database.make(in: path)
    await expectPrecondition("version 1") { try SQLiteStore.check(directory: path) }
    let copy = try TemporaryDirectory()
    try SQLiteStore.backup(directory: path, to: copy.path + "/tributary.db")
    for directory in [path, copy.path] {
      await (try SQLiteStore.open(directory: directory, logger: logger)).drain()
      #expect(try SQLiteStore.check(directory: directory) == [])
    }
  }

  @Test func aDatabaseOfAnotherProgramIsRefused() async throws {
    let temporary = try TemporaryDirectory()
    let queue = try DatabaseQueue(path: DataDirectory.databasePath(in: temporary.path))
    try await queue.write { try $0.execute(sql: "CREATE TABLE t (a); PRAGMA user_version = 1") }
    try queue.close()
    guard
      case .io(let message) = error({ () throws(StoreError) in
        try SQLiteStore.open(directory: temporary.path, logger: logger)
      })
    else {
      Issue.record("it was opened")
      return
    }
    #expect(message.contains("not a database of Tributary"))
  }

  @Test func acknowledgedMeansOnDisk() throws {
    let open = try OpenStore()
    let values = try open.store.pool.writeWithoutTransaction { database in
      try ["synchronous", "journal_mode", "page_size", "user_version"].map {
        try String.fetchOne(database, sql: "PRAGMA \($0)")
      }
    }
    #expect(values == ["2", "wal", "8192", "\(Schema.currentVersion)"], "2 is FULL")
  }

  @Test func theLogIsCopiedBackOnceItHasGrown() async throws {
    var limits = StoreLimits()
    limits.walPagesBeforeCheckpoint = 50
    let open = try OpenStore(limits: limits)
    let shop = try await Shop(in: open.store)
    for _ in 0..<200 { try await shop.click(shop.alice) }
    let size = try FileManager.default.attributesOfItem(atPath: open.databasePath + "-wal")[.size] as? Int ?? 0
    // Without a checkpoint 200 commits of 5 pages or more would leave a log of over 8 MB.
    #expect(size > 0 && size < 2_000_000, "\(size)")
    try await shop.expectConsistent()
  }
}
