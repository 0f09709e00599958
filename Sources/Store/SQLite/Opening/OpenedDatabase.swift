import GRDB
import PartnerProgram

/// A database with its directory locked, its schema current and its catalogue loaded.
struct OpenedDatabase {
  let lock: DataDirectory
  let pool: DatabasePool
  let directory: Directory
  let keys: [SigningKey]

  /// Bytes of a page. With the wide rows of this schema 8 KiB makes a third more clicks a second than SQLite's usual
  /// 4 KiB (measured). It is fixed when the first table is made.
  private static let pageSize = 8_192
  /// Memory in which the writer keeps pages, in KiB: the visitors and orders that come back lie all over the tables.
  private static let writerCacheKiB = 65_536
  /// Size in bytes to which the log is cut back after it had to grow while a reader was slow.
  private static let logSizeLimit = 256 * 1_024 * 1_024
  /// How long to wait for another process that recovers the log.
  static let busyMilliseconds: Int32 = 10_000

  /// - Throws: `StoreError`, or a `DatabaseError` of SQLite.
  init(in path: String, limits: StoreLimits) throws {
    // Before the lock, so that a directory without a store stays as it is.
    try DataDirectory.requireDatabase(in: path)
    lock = try DataDirectory(locking: path)
    try FoundLog.bringToDisk(besideDatabase: DataDirectory.databasePath(in: path))
    pool = try DatabasePool(
      path: DataDirectory.databasePath(in: path), configuration: Self.configuration(readers: limits.readers))
    try pool.writeWithoutTransaction { database in
      try Schema.migrate(database)
      // GRDB chooses NORMAL when it turns the log on; acknowledged must mean on disk.
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    // The log is there by now, and must be found again after a power cut. SQLite brings its name to disk as well, but
    // goes on when that fails (unixSync in https://www.sqlite.org/src/file/src/os_unix.c).
    try NewFile.syncDirectory(of: pool.path)
    let directory = Directory()
    keys = try pool.read { database in
      try CatalogueReader.load(database, into: directory)
      return try CatalogueReader.signingKeys(database)
    }
    self.directory = directory
  }

  /// How each connection is set up that may write.
  static func configuration(readers: Int) -> Configuration {
    var configuration = Configuration()
    configuration.label = "tributary"
    configuration.maximumReaderCount = readers
    configuration.busyMode = .timeout(Double(busyMilliseconds) / 1_000)
    // The writer never leaves a transaction open, but a rollback may itself fail on a broken disk, and that must be
    // told to the caller and not end the process.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      SQLFunctions.add(to: database)
      guard !database.configuration.readonly else { return }
      // A newer program's database must not be touched, not even by turning its log on.
      _ = try Schema.version(of: database)
      // What is deleted, such as the names of an erased contact, is overwritten where that takes no more writing.
      try database.execute(
        sql: """
          PRAGMA page_size = \(pageSize);
          PRAGMA cache_size = -\(writerCacheKiB);
          PRAGMA secure_delete = FAST;
          PRAGMA journal_size_limit = \(logSizeLimit);
          """)
    }
    return configuration
  }
}
