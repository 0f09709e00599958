import Foundation
import Logging
import PartnerProgram
import Testing

@testable import Store

@Suite("Backup")
struct BackupTests {
  @Test func aCopyMadeWhileWritingIsConsistentAndCanBeOpened() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let copy = try TemporaryDirectory()
    try await shop.click(shop.alice)
    try await withThrowingTaskGroup { group in
      group.addTask {
        for number in 0..<300 {
          let click = try await shop.click(shop.alice, subID: "\(number % 7)")
          try await shop.sale("A-\(number)", [100], at: Shop.start + 1, [.click(click.clickID)])
        }
      }
      try await open.store.backup(to: copy.path + "/tributary.db")
      try await group.waitForAll()
    }
    let mode = try FileManager.default.attributesOfItem(atPath: copy.path + "/tributary.db")[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: copy.path) == ["tributary.db"])
    let restored = try SQLiteStore.open(directory: copy.path, logger: Logger(label: "test"))
    #expect(try await restored.check() == [])
    let visits = try await shop.moved(to: restored).figures(shop.alice).visits
    #expect((1...301).contains(visits))
    #expect(restored.signingKeys() == open.store.signingKeys())
    await restored.drain()
  }

  @Test func anExistingFileIsNotOverwritten() async throws {
    let open = try OpenStore()
    let target = open.temporary.path + "/copy"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: target))
    await expectConflict("path") { try await open.store.backup(to: target) }
    await expectConflict("path") { try SQLiteStore.backup(directory: open.temporary.path, to: target) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data("mine".utf8))
  }

  @Test func whatAKilledCopyLeftBehindStandsInNobodysWay() async throws {
    let open = try OpenStore()
    let copy = try TemporaryDirectory()
    let leftover = URL(fileURLWithPath: copy.path + "/tributary.db.partial")
    try Data("half".utf8).write(to: leftover)
    try await open.store.backup(to: copy.path + "/tributary.db")
    #expect(try SQLiteStore.check(directory: copy.path) == [])
    #expect(try Data(contentsOf: leftover) == Data("half".utf8), "it may be another's")
  }

  @Test func aFileThatAppearsDuringTheCopyIsNotOverwritten() throws {
    let temporary = try TemporaryDirectory()
    let target = temporary.path + "/copy"
    #expect(throws: StoreError.notFound("taken")) {
      try NewFile.make(at: target, by: target + ".partial", ifTaken: .notFound("taken")) { partial in
        try Data("ours".utf8).write(to: URL(fileURLWithPath: partial))
        try Data("theirs".utf8).write(to: URL(fileURLWithPath: target))
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data("theirs".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["copy"])
  }

  @Test func aDirectoryThatIsNotThereIsTold() async throws {
    let open = try OpenStore()
    await #expect(throws: StoreError.self) {
      try await open.store.backup(to: open.temporary.path + "/none/copy")
    }
  }

  @Test func anotherProcessMayCopyWhileTheStoreIsOpen() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    try await shop.click(shop.alice)
    let copy = try TemporaryDirectory()
    try SQLiteStore.backup(directory: open.temporary.path, to: copy.path + "/tributary.db")
    #expect(try SQLiteStore.check(directory: copy.path) == [])
    try await shop.click(shop.alice)
    try await shop.expectConsistent()
  }
}
