import Foundation
import Logging
import Store
import Testing

/// The backends that the conformance suite runs against.
enum Backend: CaseIterable, CustomTestStringConvertible {
  case sqlite

  var testDescription: String {
    switch self {
    case .sqlite: "SQLite"
    }
  }

  /// Makes an empty store of this backend.
  func make(limits: StoreLimits = StoreLimits()) throws -> OpenStore {
    switch self {
    case .sqlite: try OpenStore(limits: limits)
    }
  }
}

/// A store in a temporary directory, which goes away with it.
final class OpenStore {
  let temporary: TemporaryDirectory
  private(set) var store: SQLiteStore
  private let limits: StoreLimits

  init(limits: StoreLimits = StoreLimits(), onFatal: @escaping @Sendable (String) -> Void = { _ in }) throws {
    self.limits = limits
    temporary = try TemporaryDirectory()
    try SQLiteStore.create(directory: temporary.path, adminKey: nil)
    store = try SQLiteStore.open(
      directory: temporary.path, limits: limits, onFatal: onFatal, logger: Logger(label: "test"))
  }

  /// Closes the store and opens it anew from disk.
  func reopen() async throws {
    await store.drain()
    store = try SQLiteStore.open(directory: temporary.path, limits: limits, logger: Logger(label: "test"))
  }

  /// Path of the database.
  var databasePath: String { temporary.path + "/tributary.db" }
}

/// A directory of its own for one test.
final class TemporaryDirectory {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("tributary-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
