import GRDB
import GRDBSQLite
import Synchronization

/// Copies the write-ahead log back into the database once it has grown, on the connection that writes and no other:
/// SQLite 3.40 can lose data when two connections checkpoint at once (https://www.sqlite.org/wal.html#walresetbug).
final class Checkpointer {
  private let pool: DatabasePool
  private let pageLimit: Int
  /// Pages in the log after the latest commit, as SQLite tells its hook.
  private let pages: PageCount

  /// The hook's own memory. The hook runs on the committing thread, inside COMMIT.
  private final class PageCount: Sendable {
    let value = Atomic<Int>(0)
  }

  init(_ pool: DatabasePool, pageLimit: Int) {
    self.pool = pool
    self.pageLimit = pageLimit
    pages = PageCount()
    let context = Unmanaged.passUnretained(pages).toOpaque()
    pool.writeWithoutTransaction { database in
      // Setting the hook also ends SQLite's own checkpoints, which would run before anyone is answered.
      _ = sqlite3_wal_hook(
        database.sqliteConnection,
        { context, _, _, pages in
          guard let context else { return SQLITE_OK }
          Unmanaged<PageCount>.fromOpaque(context).takeUnretainedValue().value
            .store(Int(pages), ordering: .relaxed)
          return SQLITE_OK
        }, context)
    }
  }

  deinit {
    // The pool may outlive this object, and the hook must not.
    pool.writeWithoutTransaction { database in
      if let connection = database.sqliteConnection { sqlite3_wal_hook(connection, nil, nil) }
    }
  }

  /// Copies back what no reader still needs. Waits for no reader.
  ///
  /// A full or busy database is left as it is: the log holds everything, and the next commit brings the next attempt.
  /// After any other failure it is unknown what reached the disk.
  ///
  /// - Returns: what went wrong when nothing may be written any more; otherwise nil.
  func checkpointIfDue() -> String? {
    guard pages.value.load(ordering: .relaxed) >= pageLimit else { return nil }
    return pool.writeWithoutTransaction { database in
      let code = sqlite3_wal_checkpoint_v2(database.sqliteConnection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
      switch code & 0xFF {
      case SQLITE_OK, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL:
        return nil
      default:
        let reason = sqlite3_errmsg(database.sqliteConnection).map { String(cString: $0) } ?? "code \(code)"
        return "the write-ahead log could not be copied into the database: \(reason)"
      }
    }
  }
}
