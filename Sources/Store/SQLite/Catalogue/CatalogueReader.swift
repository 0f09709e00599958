import Foundation
import GRDB
import PartnerProgram

/// Reads the catalogue: all of it for the directory, or pages of it for lists.
enum CatalogueReader {
  /// Fills a directory with everything that is stored.
  static func load(_ database: Database, into directory: Directory) throws {
    var calendars: [String: ProgramCalendar] = [:]
    var changes: [Directory.Change] = []
    for row in try Row.fetchAll(database, sql: "SELECT * FROM accounts") {
      changes.append(.account(AccountEntry(try CatalogueRows.account(row))))
    }
    for row in try Row.fetchAll(database, sql: ProgramCommands.selection) {
      let program = try CatalogueRows.program(row)
      guard let calendar = calendars[program.timeZone] ?? TimeZoneCalendar.calendar(of: program.timeZone) else {
        throw StoreError.io("this system does not know the time zone \(program.timeZone) of \(program.slug)")
      }
      calendars[program.timeZone] = calendar
      changes.append(.program(try ProgramCommands.entry(program, row, calendar: calendar, in: database)))
    }
    for row in try Row.fetchAll(database, sql: "SELECT * FROM partners") {
      changes.append(.partner(PartnerEntry(try CatalogueRows.partner(row))))
    }
    for row in try Row.fetchAll(database, sql: "SELECT * FROM api_keys") {
      changes.append(.apiKey(APIKeyEntry(try CatalogueRows.apiKey(row))))
    }
    for row in try Row.fetchAll(database, sql: "SELECT * FROM campaigns") {
      changes.append(.campaign(try CatalogueRows.campaign(row)))
    }
    directory.apply(changes)
  }

  static func accounts(_ database: Database, after slug: String?, limit: Int) throws -> [Account] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM accounts WHERE slug > ? ORDER BY slug LIMIT ?", arguments: [slug ?? "", limit]
    )
    .map(CatalogueRows.account)
  }

  static func programs(
    _ database: Database, account: AccountID?, after slug: String?, limit: Int
  ) throws -> [Program] {
    try Row.fetchAll(
      database,
      sql: """
        \(ProgramCommands.selection) WHERE (?1 IS NULL OR account_id = ?1) AND slug > ?2 ORDER BY slug LIMIT ?3
        """,
      arguments: [account?.rawValue, slug ?? "", limit]
    )
    .map(CatalogueRows.program)
  }

  static func partners(_ database: Database, program: ProgramID, after code: String?, limit: Int) throws -> [Partner] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM partners WHERE program_id = ? AND code > ? ORDER BY code LIMIT ?",
      arguments: [program.rawValue, code ?? "", limit]
    )
    .map(CatalogueRows.partner)
  }

  static func coupons(
    _ database: Database, program: ProgramID, after code: CouponCode?, limit: Int
  ) throws -> [Coupon] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM coupons WHERE program_id = ? AND code > ? ORDER BY code LIMIT ?",
      arguments: [program.rawValue, code?.text ?? "", limit]
    )
    .map(CatalogueRows.coupon)
  }

  static func campaigns(
    _ database: Database, program: ProgramID, after code: CampaignCode?, limit: Int
  ) throws -> [Campaign] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM campaigns WHERE program_id = ? AND code > ? ORDER BY code LIMIT ?",
      arguments: [program.rawValue, code?.text ?? "", limit]
    )
    .map(CatalogueRows.campaign)
  }

  static func commissionOverrides(
    _ database: Database, program: ProgramID, after position: (partner: String, sku: String)?, limit: Int
  ) throws -> [CommissionOverride] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT commission_overrides.*, coalesce(code, '') AS partner_code
        FROM commission_overrides LEFT JOIN partners USING (partner_id)
        WHERE commission_overrides.program_id = ?1 AND until_version IS NULL
          AND (?2 IS NULL OR (partner_code, sku) > (?2, ?3))
        ORDER BY partner_code, sku LIMIT ?4
        """,
      arguments: [program.rawValue, position?.partner, position?.sku ?? "", limit]
    )
    .map(CatalogueRows.commissionOverride)
  }

  /// Keys in the order in which they were made. After a key that does not exist there is nothing.
  static func apiKeys(_ database: Database, account: AccountID?, after id: String?, limit: Int) throws -> [APIKey] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT * FROM api_keys
        WHERE (?1 IS NULL OR account_id = ?1)
          AND (?2 IS NULL OR key_number > (SELECT key_number FROM api_keys WHERE key_id = ?2))
        ORDER BY key_number LIMIT ?3
        """,
      arguments: [account?.rawValue, id, limit]
    )
    .map(CatalogueRows.apiKey)
  }

  static func signingKeys(_ database: Database) throws -> [SigningKey] {
    try Row.fetchAll(database, sql: "SELECT * FROM signing_keys ORDER BY created_at DESC, key_id DESC").map { row in
      SigningKey(
        id: row["key_id"], secret: Array(row["secret"] as Data),
        createdAt: Timestamp(microseconds: row["created_at"]))
    }
  }
}
