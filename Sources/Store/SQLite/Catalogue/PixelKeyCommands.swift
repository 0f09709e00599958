import GRDB
import PartnerProgram

/// Makes the keys that sign pixels.
enum PixelKeyCommands {
  /// Makes a program's newest key, and drops those that verify no more.
  ///
  /// - Throws: `StoreError.notFound` without such a program.
  static func rotate(_ program: ProgramID, at time: Timestamp, in database: Database) throws -> PixelKey {
    let hasProgram =
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM programs WHERE program_id = ?)", arguments: [program.rawValue])
      ?? false
    guard hasProgram else { throw StoreError.notFound("program") }
    var generator = SystemRandomNumberGenerator()
    var key = PixelKey(createdAt: time, using: &generator)
    // A signature names its key by the id alone, so that no two live keys may share one.
    let live = try keys(of: program, in: database)
    while live.contains(where: { $0.id == key.id }) { key = PixelKey(createdAt: time, using: &generator) }
    try database.execute(
      sql: "INSERT INTO pixel_keys (program_id, key_id, secret, created_at) VALUES (?, ?, ?, ?)",
      arguments: [program.rawValue, key.id, key.secret, key.createdAt.microseconds])
    try database.execute(
      sql: """
        DELETE FROM pixel_keys WHERE program_id = ?1 AND key_number NOT IN (
          SELECT key_number FROM pixel_keys WHERE program_id = ?1 ORDER BY key_number DESC LIMIT ?2)
        """,
      arguments: [program.rawValue, PixelKey.maximumLiveKeys])
    return key
  }

  /// The keys of a program, newest first.
  static func keys(of program: ProgramID, in database: Database) throws -> [PixelKey] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM pixel_keys WHERE program_id = ? ORDER BY key_number DESC",
      arguments: [program.rawValue]
    )
    .map(CatalogueRows.pixelKey)
  }
}
