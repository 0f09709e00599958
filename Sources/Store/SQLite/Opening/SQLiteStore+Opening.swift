public import Logging

extension SQLiteStore {
  /// Opens the store in a data directory, bringing its schema to this version.
  ///
  /// - Parameters:
  ///   - path: the directory.
  ///   - limits: how much may wait and how large a batch or page may be.
  ///   - onFatal: called once, on the committing thread, when nothing may be written any more. The process should
  ///     then end: what was really written is only known after the store is opened anew.
  ///   - logger: hears of failures.
  /// - Throws: `.notFound` without a database, `.failedPrecondition` when another process has the directory open,
  ///   `.newerDatabase` when a newer program wrote it.
  public static func open(
    directory path: String,
    limits: StoreLimits = StoreLimits(),
    onFatal: @escaping @Sendable (String) -> Void = { _ in },
    logger: Logger
  ) throws(StoreError) -> SQLiteStore {
    do {
      return try SQLiteStore(
        opened: OpenedDatabase(in: path, limits: limits), limits: limits, onFatal: onFatal, logger: logger)
    } catch {
      logger.note(error)
      throw StoreError(reading: error)
    }
  }
}
