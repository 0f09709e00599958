import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The directory that holds a store, locked against other processes while it is open.
final class DataDirectory: Sendable {
  /// Name of the database in the directory.
  private static let databaseName = "tributary.db"
  /// Name of the database while it is being made.
  private static let unfinishedName = "tributary.db.new"
  /// Name of the file whose lock says that a process has the directory open. It is never deleted: a process that locks
  /// a deleted file would not exclude one that makes a new file.
  private static let lockName = "tributary.lock"
  /// Only the owner may list and enter the directory.
  private static let directoryMode: mode_t = 0o700

  /// The open lock file.
  private let lock: Int32

  /// Path of the database in a directory.
  static func databasePath(in directory: String) -> String {
    directory + "/" + databaseName
  }

  /// Path of the database in a directory while it is being made.
  static func unfinishedPath(in directory: String) -> String {
    directory + "/" + unfinishedName
  }

  /// Makes the directory unless there is one.
  ///
  /// - Throws: `.io` when it cannot be made.
  static func make(_ directory: String) throws(StoreError) {
    if mkdir(directory, directoryMode) == 0 { return try NewFile.syncDirectory(of: directory) }
    guard errno == EEXIST else {
      throw .io("cannot make the data directory \(directory): \(errorText())")
    }
  }

  /// Takes the directory for this process until the instance goes away.
  ///
  /// - Throws: `.failedPrecondition` when another process has it open.
  init(locking directory: String) throws(StoreError) {
    // An instance whose initializer throws after its properties are set is deinitialized, which would close twice.
    lock = try Self.locked(directory)
  }

  private static func locked(_ directory: String) throws(StoreError) -> Int32 {
    let lock = open(directory + "/" + lockName, O_CREAT | O_RDWR | O_CLOEXEC, NewFile.mode)
    guard lock >= 0 else {
      throw .io("cannot open the lock of the data directory \(directory): \(errorText())")
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let reason = errorText()
      close(lock)
      if isHeld {
        throw .failedPrecondition("another process has the data directory \(directory) open")
      }
      throw .io("cannot lock the data directory \(directory): \(reason)")
    }
    return lock
  }

  /// - Throws: `.notFound` when the directory holds no database.
  static func requireDatabase(in directory: String) throws(StoreError) {
    guard access(databasePath(in: directory), F_OK) == 0 else {
      throw .notFound("a database in \(directory)")
    }
  }

  deinit {
    // A process that was forked a moment ago still holds the open file, but unlocking through any descriptor counts.
    flock(lock, LOCK_UN)
    close(lock)
  }

  private static func errorText() -> String { String(cString: strerror(errno)) }
}
