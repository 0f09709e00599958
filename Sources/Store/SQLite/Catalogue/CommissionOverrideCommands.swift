import GRDB
import PartnerProgram

/// Sets and ends overrides of a program's commission. Each change begins a version of the program's terms, so that orders
/// that are recorded already keep what they were recorded under.
enum CommissionOverrideCommands {
  static func set(
    _ override: CommissionOverride, in database: Database, directory: Directory
  ) throws -> ProgramEntry {
    let version = try ProgramCommands.beginVersion(of: override.program, in: database)
    if try !end(override.program, override.partner, override.sku, at: version, in: database) {
      let count =
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM commission_overrides WHERE program_id = ? AND until_version IS NULL",
          arguments: [override.program.rawValue]) ?? 0
      guard count < CommissionOverride.maximumOverrides else {
        throw StoreError.failedPrecondition(
          "the program has \(count) overrides already, and at most \(CommissionOverride.maximumOverrides) are kept")
      }
    }
    try database.execute(
      sql: """
        INSERT INTO commission_overrides
          (program_id, partner_id, sku, since_version, sale_rate_e4, sale_flat_minor, lead_flat_minor)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        override.program.rawValue, override.partner?.rawValue ?? 0, override.sku, version,
        override.rule.saleRate.percentE4, override.rule.saleFlatMinor, override.rule.leadFlatMinor,
      ])
    return try ProgramCommands.entry(of: override.program, in: database, directory: directory)
  }

  static func delete(
    program: ProgramID, partner: PartnerID?, sku: String, in database: Database, directory: Directory
  ) throws -> (override: CommissionOverride, program: ProgramEntry) {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT * FROM commission_overrides
        WHERE program_id = ? AND partner_id = ? AND sku = ? AND until_version IS NULL
        """,
      arguments: [program.rawValue, partner?.rawValue ?? 0, sku])
    guard let row else { throw StoreError.notFound("commission override") }
    let version = try ProgramCommands.beginVersion(of: program, in: database)
    _ = try end(program, partner, sku, at: version, in: database)
    return (
      try CatalogueRows.commissionOverride(row),
      try ProgramCommands.entry(of: program, in: database, directory: directory)
    )
  }

  /// Whether there was one that is ended now.
  private static func end(
    _ program: ProgramID, _ partner: PartnerID?, _ sku: String, at version: Int64, in database: Database
  ) throws -> Bool {
    try database.execute(
      sql: """
        UPDATE commission_overrides SET until_version = ?
        WHERE program_id = ? AND partner_id = ? AND sku = ? AND until_version IS NULL
        """,
      arguments: [version, program.rawValue, partner?.rawValue ?? 0, sku])
    return database.changesCount > 0
  }
}
