import GRDB

/// What can be done to a data directory without opening the store, whether or not a server has it open.
extension SQLiteStore {
  /// Checks the store in a directory. See `Store.check`.
  public static func check(directory path: String, limits: StoreLimits = StoreLimits()) throws(StoreError) -> [String] {
    try readOnly(path) { database in
      let version = try Schema.version(of: database)
      guard version == Schema.currentVersion else {
        throw StoreError.failedPrecondition(
          "the database has version \(version): serve it once, so that it gets version \(Schema.currentVersion)")
      }
      return try ConsistencyCheck(limit: limits.differencesInCheck).differences(in: database)
    }
  }

  /// Writes a consistent copy of the store in a directory. See `Store.backup`.
  public static func backup(directory path: String, to target: String) throws(StoreError) {
    try Backup.requireNew(target)
    try readOnly(path) { try Backup.copy($0, to: target) }
  }

  static func readOnly<Value>(
    _ path: String, _ body: (Database) throws -> Value
  ) throws(StoreError) -> Value {
    do {
      try DataDirectory.requireDatabase(in: path)
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(10)
      configuration.prepareDatabase { SQLFunctions.add(to: $0) }
      let queue = try DatabaseQueue(
        path: DataDirectory.databasePath(in: path), configuration: configuration)
      return try queue.read(body)
    } catch {
      throw StoreError(reading: error)
    }
  }
}
