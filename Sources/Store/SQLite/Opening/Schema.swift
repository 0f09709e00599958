import GRDB

/// The tables, and how a database comes from each earlier version to this one.
///
/// Times are microseconds since 1970 UTC, ids of events are 16 bytes, money is minor units, days are days since 1970,
/// currencies are their three letters; an empty SubID means none. Everything of clicks, conversions, ledger and
/// rollup carries its partner, so that these tables can be spread over machines by it. The uniqueness of an order has
/// a small table of its own for the same reason.
enum Schema {
  /// Says that a file is one of ours: "Trib" in SQLite's `application_id`.
  static let applicationID: Int32 = 0x5472_6962

  /// Each element brings a database from the version that is its position to the next one. Elements are only added.
  static let migrations: [String] = [version1, version2, version3, version4, version5]

  /// The version that this program reads and writes, kept in SQLite's `user_version`.
  static var currentVersion: Int { migrations.count }

  /// Brings a database to the current version, all steps in one transaction.
  ///
  /// - Throws: `StoreError.newerDatabase` when a newer program wrote it.
  static func migrate(_ database: Database) throws {
    try database.inTransaction(.immediate) {
      let version = try version(of: database)
      for step in migrations[version...] {
        try database.execute(sql: step)
      }
      if version < currentVersion {
        try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(currentVersion)")
      }
      return .commit
    }
  }

  /// The version of a database, at most the current one.
  ///
  /// - Throws: `StoreError.newerDatabase` when a newer program wrote it, `StoreError.io` when it is not ours.
  static func version(of database: Database) throws -> Int {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    guard application == applicationID || (application == 0 && version == 0) else {
      throw StoreError.io("\(database.description) is not a database of Tributary")
    }
    guard version <= currentVersion else {
      throw StoreError.newerDatabase(
        "the database has version \(version) and this program knows versions up to \(currentVersion): use a newer program"
      )
    }
    guard version >= 0 else { throw StoreError.io("the database has the impossible version \(version)") }
    return version
  }
}
