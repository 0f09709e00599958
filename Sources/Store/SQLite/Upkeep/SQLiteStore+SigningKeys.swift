import GRDB
public import PartnerProgram

/// The keys that sign tokens, in a data directory that no server has open: a server reads them when it starts.
extension SQLiteStore {
  /// The keys in a directory, newest first. The first signs; all verify. A server may have it open.
  ///
  /// - Throws: `.notFound` without a database.
  public static func signingKeys(directory path: String) throws(StoreError) -> [SigningKey] {
    try readOnly(path) { database in
      _ = try Schema.version(of: database)
      return try CatalogueReader.signingKeys(database)
    }
  }

  /// Makes a key that signs from now on. Those before still verify.
  ///
  /// - Throws: `.notFound` without a database, `.failedPrecondition` when another process has the directory open or there
  ///   are `SigningKey.maximumKeys` already.
  public static func rotateSigningKey(directory path: String, at time: Timestamp) throws(StoreError) -> SigningKey {
    try changing(path) { try SigningKeyCommands.make(at: time, in: $0) }
  }

  /// Drops a key: tokens and cookies that it has signed are not known any more.
  ///
  /// - Throws: `.notFound` without a database, `.failedPrecondition` when another process has the directory open, there is
  ///   no such key, or no other.
  public static func retireSigningKey(_ id: UInt32, directory path: String) throws(StoreError) -> SigningKey {
    try changing(path) { try SigningKeyCommands.retire(id, in: $0) }
  }

  /// Changes a database that no other process has open, durably.
  private static func changing<Value>(
    _ path: String, _ body: (Database) throws -> Value
  ) throws(StoreError) -> Value {
    do {
      try DataDirectory.requireDatabase(in: path)
      let lock = try DataDirectory(locking: path)
      defer { withExtendedLifetime(lock) {} }
      let queue = try DatabaseQueue(
        path: DataDirectory.databasePath(in: path), configuration: OpenedDatabase.configuration(readers: 1))
      let value = try queue.writeWithoutTransaction { database in
        try Schema.migrate(database)
        // The secret of a key that is dropped is overwritten, however much writing that takes.
        try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
        var value: Value?
        try database.inTransaction(.immediate) {
          value = try body(database)
          return .commit
        }
        guard let value else { throw StoreError.io("the database did not take the change") }
        return value
      }
      try queue.close()
      return value
    } catch {
      throw StoreError(reading: error)
    }
  }
}
