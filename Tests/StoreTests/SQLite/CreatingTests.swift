import Foundation
import GRDB
import Logging
import PartnerProgram
import Testing

@testable import Store

@Suite("Creating")
struct CreatingTests {
  private static let key = Result {
    try APIKey(
      id: "adm1n", account: nil, scope: .admin, label: "first", sha256: Array(repeating: 7, count: 32),
      createdAt: Shop.start)
  }

  private func files(_ path: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: path))
  }

  @Test func theAdminKeyIsThereFromTheFirstMomentOn() async throws {
    let temporary = try TemporaryDirectory()
    let key = try Self.key.get()
    try SQLiteStore.create(directory: temporary.path, adminKey: key)
    #expect(try files(temporary.path) == ["tributary.db", "tributary.lock"])
    #expect(try SQLiteStore.check(directory: temporary.path) == [], "it can be read before it is served")
    let store = try SQLiteStore.open(directory: temporary.path, logger: Logger(label: "test"))
    #expect(try await store.apiKeys(account: nil, after: nil, limit: 10) == [key])
    #expect(store.signingKeys().count == 1)
    await store.drain()
  }

  /// An attempt that was killed leaves an unfinished database and its journal, perhaps a broken one.
  @Test func whatAKilledAttemptLeftBehindStandsInNobodysWay() throws {
    let temporary = try TemporaryDirectory()
    let unfinished = DataDirectory.unfinishedPath(in: temporary.path)
    for suffix in ["", "-journal", "-wal", "-shm"] {
      try Data("half".utf8).write(to: URL(fileURLWithPath: unfinished + suffix))
    }
    try SQLiteStore.create(directory: temporary.path, adminKey: nil)
    #expect(try files(temporary.path) == ["tributary.db", "tributary.lock"])
    #expect(try SQLiteStore.check(directory: temporary.path) == [])
  }

  @Test func anAttemptThatFailsLeavesNoDatabaseAndTheNextSucceeds() throws {
    let temporary = try TemporaryDirectory()
    let foreign = try APIKey(
      id: "k", account: AccountID(rawValue: 5), scope: .server, sha256: Array(repeating: 7, count: 32),
      createdAt: Shop.start)
    #expect(throws: StoreError.notFound("account, program or partner of the key")) {
      try SQLiteStore.create(directory: temporary.path, adminKey: foreign)
    }
    #expect(try files(temporary.path) == ["tributary.lock"])
    try SQLiteStore.create(directory: temporary.path, adminKey: try Self.key.get())
  }

  @Test func aDatabaseThatIsThereStaysAsItIs() throws {
    let temporary = try TemporaryDirectory()
    let database = URL(fileURLWithPath: SQLiteStore.databasePath(in: temporary.path))
    try Data("mine".utf8).write(to: database)
    let expected = StoreError.alreadyExists(
      field: "data", message: "there is a database in \(temporary.path) already")
    #expect(throws: expected) { try SQLiteStore.create(directory: temporary.path, adminKey: nil) }
    #expect(try Data(contentsOf: database) == Data("mine".utf8))
  }

  @Test func waitsForNobodyWhoHasTheDirectory() throws {
    let temporary = try TemporaryDirectory()
    let lock = try DataDirectory(locking: temporary.path)
    #expect(throws: StoreError.failedPrecondition("another process has the data directory \(temporary.path) open")) {
      try SQLiteStore.create(directory: temporary.path, adminKey: nil)
    }
    #expect(try files(temporary.path) == ["tributary.lock"])
    withExtendedLifetime(lock) {}
  }

  /// Of many that make a database at the same time one succeeds, and the database is that one's.
  @Test func oneOfManyMakesTheDatabase() async throws {
    let temporary = try TemporaryDirectory()
    let path = temporary.path
    let made = await withTaskGroup(of: UInt8?.self) { group in
      for number in UInt8(1)...16 {
        group.addTask {
          let key = try? APIKey(
            id: "k\(number)", account: nil, scope: .admin, sha256: Array(repeating: number, count: 32),
            createdAt: Shop.start)
          do {
            try SQLiteStore.create(directory: path, adminKey: key)
            return number
          } catch {
            return nil
          }
        }
      }
      return await group.reduce(into: []) { $0 += [$1].compactMap { $0 } }
    }
    #expect(made.count == 1)
    let store = try SQLiteStore.open(directory: path, logger: Logger(label: "test"))
    #expect(try await store.apiKeys(account: nil, after: nil, limit: 10).map(\.id) == made.map { "k\($0)" })
    await store.drain()
    #expect(try files(path) == ["tributary.db", "tributary.lock"])
  }
}
