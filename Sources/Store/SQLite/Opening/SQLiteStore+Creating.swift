import Foundation
import GRDB
public import PartnerProgram

extension SQLiteStore {
  /// Makes a data directory with a database, which holds a key to sign click tokens with.
  ///
  /// The database appears whole or not at all, even when the process is killed: it is made under another name, written
  /// to disk and only then put in its place. What a killed attempt has left behind stands in nobody's way.
  ///
  /// - Parameters:
  ///   - path: the directory, made unless it is there; the directory around it must be.
  ///   - adminKey: a key that the database holds from its first moment on, usually the server's own admin key, which
  ///     belongs to no account. Nil is for programs that call the store directly and never serve it, such as tests.
  /// - Throws: `.alreadyExists` when there is a database in the directory, `.failedPrecondition` when another process
  ///   is making one, `.full` when there is no room.
  public static func create(directory path: String, adminKey: APIKey?) throws(StoreError) {
    try DataDirectory.make(path)
    try requireNoDatabase(in: path)
    let lock = try DataDirectory(locking: path)
    defer { withExtendedLifetime(lock) {} }
    do {
      // Another process may have made one before the lock was ours. A file under the other name, on the other hand,
      // belongs to nobody who lives.
      try requireNoDatabase(in: path)
      let unfinished = DataDirectory.unfinishedPath(in: path)
      NewFile.remove(unfinished)
      try NewFile.make(at: DataDirectory.databasePath(in: path), by: unfinished, ifTaken: taken(path)) {
        try fill($0, adminKey)
      }
    } catch {
      throw StoreError(reading: error)
    }
  }

  /// Path of the database in a data directory.
  public static func databasePath(in directory: String) -> String {
    DataDirectory.databasePath(in: directory)
  }

  private static func taken(_ path: String) -> StoreError {
    .alreadyExists(field: "data", message: "there is a database in \(path) already")
  }

  private static func requireNoDatabase(in path: String) throws(StoreError) {
    guard access(DataDirectory.databasePath(in: path), F_OK) != 0 else { throw taken(path) }
  }

  private static func fill(_ path: String, _ adminKey: APIKey?) throws {
    let now = Timestamp(
      microseconds: Int64(Date().timeIntervalSince1970 * Double(Timestamp.microsecondsPerSecond)))
    let queue = try DatabaseQueue(path: path, configuration: OpenedDatabase.configuration(readers: 1))
    try queue.writeWithoutTransaction { database in
      try Schema.migrate(database)
      try database.inTransaction {
        _ = try SigningKeyCommands.make(at: now, in: database)
        if let adminKey { _ = try APIKeyCommands.create(adminKey, in: database) }
        return .commit
      }
      // Last, so that everything lies in the file itself and nothing in a log beside it.
      try database.execute(sql: "PRAGMA journal_mode = WAL")
    }
    try queue.close()
  }
}
