import GRDB
import GRDBSQLite
import Synchronization

/// Copies the write-ahead log back into the database once it has grown, on the connection that writes and no other:
/// SQLite 3.40 can lose data when two connections checkpoint at once (https://www.sqlite.org/wal.html#walresetbug).
final class Checkpointer {
  private let pool: DatabasePool
  private let pageLimit: Int
  /// Pages in the log when it was last looked at.
  private var pagesSeen = 0
  /// Pages in the log at which the next attempt is made.
  private var pagesAtNextAttempt: Int
  /// Pages in the log at which an attempt waits for readers.
  private var pagesAtNextWait: Int
  /// Pages in the log after the latest commit, as SQLite tells its hook.
  private let pages: PageCount

  /// How many times its usual length the log is before readers are waited for.
  private static let logsBeforeWaiting = 4
  /// How long they are waited for, in milliseconds. Nothing is committed meanwhile.
  private static let waitMilliseconds: Int32 = 250

  /// The hook's own memory. The hook runs on the committing thread, inside COMMIT.
  private final class PageCount: Sendable {
    let value = Atomic<Int>(0)
  }

  init(_ pool: DatabasePool, pageLimit: Int) {
    self.pool = pool
    self.pageLimit = pageLimit
    pagesAtNextAttempt = pageLimit
    pagesAtNextWait = pageLimit * Self.logsBeforeWaiting
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

  /// Copies back what no reader still needs, each time the log has grown by its usual length.
  ///
  /// The log begins anew only when all of it is copied back and nobody reads from it, which never happens by itself while
  /// reports overlap. So a log that has become several times as long waits for them, for a short time. A reader that
  /// takes longer, such as a backup, keeps the log growing until it has ended: it is waited for again whenever the log
  /// has doubled.
  ///
  /// A full or busy database is left as it is: the log holds everything. After any other failure it is unknown what
  /// reached the disk.
  ///
  /// - Returns: what went wrong when nothing may be written any more; otherwise nil.
  func checkpointIfDue() -> String? {
    let count = pages.value.load(ordering: .relaxed)
    if count < pagesSeen {
      // The log began anew.
      pagesAtNextAttempt = pageLimit
      pagesAtNextWait = pageLimit * Self.logsBeforeWaiting
    }
    pagesSeen = count
    guard count >= pagesAtNextAttempt else { return nil }
    pagesAtNextAttempt = count + pageLimit
    guard count >= pagesAtNextWait else { return checkpoint(SQLITE_CHECKPOINT_PASSIVE) }
    pagesAtNextWait = 2 * count
    return checkpoint(SQLITE_CHECKPOINT_RESTART)
  }

  private func checkpoint(_ mode: Int32) -> String? {
    pool.writeWithoutTransaction { database in
      sqlite3_busy_timeout(database.sqliteConnection, Self.waitMilliseconds)
      defer { sqlite3_busy_timeout(database.sqliteConnection, OpenedDatabase.busyMilliseconds) }
      let code = sqlite3_wal_checkpoint_v2(database.sqliteConnection, nil, mode, nil, nil)
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
