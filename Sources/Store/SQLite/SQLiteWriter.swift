import GRDB
import GRDBSQLite
import Logging

/// Runs batches on the only connection that writes.
///
/// Its mutable state is touched only inside the pool's write access, which is one caller at a time: hence unchecked.
final class SQLiteWriter: BatchExecutor, @unchecked Sendable {
  private let pool: DatabasePool
  private let directory: Directory
  private let checkpointer: Checkpointer
  private let logger: Logger
  /// Nil once the writer is closed.
  private var runner: CommandRunner?
  /// Keeps other processes out. Nil once the writer is closed.
  private var lock: DataDirectory?

  init(_ opened: OpenedDatabase, limits: StoreLimits, logger: Logger) throws {
    pool = opened.pool
    directory = opened.directory
    lock = opened.lock
    self.logger = logger
    let (pool, directory) = (pool, directory)
    runner = try pool.writeWithoutTransaction {
      try CommandRunner($0, directory: directory, limits: limits, logger: logger)
    }
    checkpointer = Checkpointer(pool, pageLimit: limits.walPagesBeforeCheckpoint)
  }

  func execute(_ commands: ArraySlice<Command>, outcomes: inout [Outcome]) -> BatchEnd {
    pool.writeWithoutTransaction { database in
      guard let runner else { return .refused(.stopped("the store is closed")) }
      defer { runner.endBatch() }
      var phase = CommitFailure.Phase.working
      do {
        try database.beginTransaction(.immediate)
        for command in commands {
          outcomes.append(try runner.run(command, in: database))
        }
        try runner.flush()
        phase = .committing
        try database.commit()
        directory.apply(runner.changes)
        return .committed
      } catch {
        // SQLite may have rolled back already (https://www.sqlite.org/lang_transaction.html, section 3).
        if database.isInsideTransaction { try? database.rollback() }
        logger.note(error)
        return Self.end(after: error, in: phase)
      }
    }
  }

  private static func end(after error: any Error, in phase: CommitFailure.Phase) -> BatchEnd {
    guard let failure = error as? DatabaseError else {
      return .refused(StoreError(failure: error))
    }
    return CommitFailure.end(
      code: failure.extendedResultCode.rawValue, message: failure.summary, phase: phase)
  }

  /// Copies the log back and removes it. The connection that closes last does that, but GRDB closes those that only
  /// read last, and they cannot.
  static func removeLog(at path: String) throws {
    let queue = try DatabaseQueue(path: path)
    _ = try queue.inDatabase { try Schema.version(of: $0) }
    try queue.close()
  }

  func tidy() -> String? {
    checkpointer.checkpointIfDue()
  }

  func close() {
    pool.writeWithoutTransaction { _ in runner = nil }
    try? pool.close()
    try? Self.removeLog(at: pool.path)
    lock = nil
  }
}
