import Foundation
import GRDB
import Logging
import PartnerProgram
import Testing

@testable import Store

@Suite("Signing keys of a directory")
struct SigningKeyTests {
  /// A directory with a store that nobody has open.
  private func directory() throws -> TemporaryDirectory {
    let temporary = try TemporaryDirectory()
    try SQLiteStore.create(directory: temporary.path, adminKey: nil)
    return temporary
  }

  /// The keys as a server gets them when it starts.
  private func served(_ directory: TemporaryDirectory) async throws -> [SigningKey] {
    let store = try SQLiteStore.open(directory: directory.path, logger: Logger(label: "test"))
    let keys = store.signingKeys()
    await store.drain()
    return keys
  }

  @Test func aNewKeySignsAndThoseBeforeVerify() async throws {
    let directory = try directory()
    let first = try #require(try SQLiteStore.signingKeys(directory: directory.path).first)
    let later = first.createdAt.adding(microseconds: 1)
    let second = try SQLiteStore.rotateSigningKey(directory: directory.path, at: later)
    #expect(first.id == 1 && second.id == 2 && second.createdAt == later)
    #expect(second.secret.count == SigningKey.secretLength && second.secret != first.secret)
    #expect(try SQLiteStore.signingKeys(directory: directory.path) == [second, first])
    #expect(try await served(directory) == [second, first])
    // Also when the clock has gone back.
    let third = try SQLiteStore.rotateSigningKey(directory: directory.path, at: Timestamp(microseconds: 1))
    #expect(third.createdAt == later && third.id == 3)
    #expect(try await served(directory) == [third, second, first])
  }

  @Test func aKeyThatIsRetiredIsGoneAndTheLastOneStays() async throws {
    let directory = try directory()
    await expectPrecondition("only signing key") {
      try SQLiteStore.retireSigningKey(1, directory: directory.path)
    }
    let second = try SQLiteStore.rotateSigningKey(directory: directory.path, at: Shop.start)
    await expectPrecondition("no signing key 3") { try SQLiteStore.retireSigningKey(3, directory: directory.path) }
    let secret = try SQLiteStore.retireSigningKey(1, directory: directory.path).secret
    #expect(try await served(directory) == [second])
    let file = try Data(contentsOf: URL(filePath: SQLiteStore.databasePath(in: directory.path)))
    #expect(file.range(of: Data(second.secret)) != nil && file.range(of: Data(secret)) == nil)
    await expectPrecondition("only signing key") { try SQLiteStore.retireSigningKey(2, directory: directory.path) }
  }

  @Test func theyAreAsManyAsAServerCanHold() async throws {
    let directory = try directory()
    for _ in 1..<SigningKey.maximumKeys {
      _ = try SQLiteStore.rotateSigningKey(directory: directory.path, at: Shop.start)
    }
    await expectPrecondition("100 signing keys already") {
      try SQLiteStore.rotateSigningKey(directory: directory.path, at: Shop.start)
    }
    _ = try SQLiteStore.retireSigningKey(1, directory: directory.path)
    #expect(try SQLiteStore.rotateSigningKey(directory: directory.path, at: Shop.start).id == 101)
  }

  @Test func aStoreThatIsOpenIsNotChanged() async throws {
    let open = try OpenStore()
    let path = open.temporary.path
    await expectPrecondition("has the data directory") {
      try SQLiteStore.rotateSigningKey(directory: path, at: Shop.start)
    }
    await expectPrecondition("has the data directory") { try SQLiteStore.retireSigningKey(1, directory: path) }
    #expect(try SQLiteStore.signingKeys(directory: path) == open.store.signingKeys())
    await expectMissing { try SQLiteStore.signingKeys(directory: path + "/none") }
    await expectMissing { try SQLiteStore.rotateSigningKey(directory: path + "/none", at: Shop.start) }
  }

  /// A database of an earlier version has keys too; one of a later version is not touched.
  @Test func otherVersionsAreReadOrRefused() async throws {
    let temporary = try TemporaryDirectory()
    try Version1Database.make(in: temporary.path)
    #expect(try SQLiteStore.signingKeys(directory: temporary.path).map(\.id) == [1])
    #expect(try SQLiteStore.rotateSigningKey(directory: temporary.path, at: Shop.start).id == 2)
    #expect(try await served(temporary).map(\.id) == [2, 1])
    let queue = try DatabaseQueue(path: SQLiteStore.databasePath(in: temporary.path))
    try await queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
    try queue.close()
    #expect(throws: StoreError.self) { try SQLiteStore.signingKeys(directory: temporary.path) }
    #expect(throws: StoreError.self) { try SQLiteStore.rotateSigningKey(directory: temporary.path, at: Shop.start) }
  }
}
