/// What a failure of the database means for a batch, decided from SQLite's result code alone.
enum CommitFailure {
  /// Where in the transaction the failure was.
  enum Phase {
    /// Before COMMIT was begun: rolling back leaves nothing.
    case working
    /// In COMMIT.
    case committing
  }

  /// SQLite's primary result code SQLITE_FULL: an insertion failed because the disk or the database is full.
  static let full: Int32 = 13
  /// SQLite's primary result code SQLITE_BUSY: another connection holds a lock that is needed.
  static let busy: Int32 = 5
  /// SQLite's primary result code SQLITE_LOCKED: the same, within one process.
  static let locked: Int32 = 6

  /// How the batch ends.
  ///
  /// A lock that cannot be had leaves the transaction open, even in COMMIT (https://www.sqlite.org/lang_transaction.html,
  /// section 2): rolling back leaves nothing, and the same batch may do better later. A full disk is known to leave
  /// nothing: SQLite writes the frame that makes a transaction valid last, and that frame was not written. Any other
  /// failure in COMMIT may come from the sync that follows it, so that the transaction may be found valid after a
  /// restart.
  static func end(code: Int32, message: String, phase: Phase) -> BatchEnd {
    // The low byte of an extended result code is its primary code (https://www.sqlite.org/rescode.html).
    switch (code & 0xFF, phase) {
    case (full, _): .refused(.full(message))
    case (busy, _), (locked, _): .refused(.overloaded)
    case (_, .working): .refused(.io(message))
    case (_, .committing): .unknown(message)
    }
  }
}
