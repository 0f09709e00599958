import GRDB
import PartnerProgram

/// Makes and changes partners.
enum PartnerCommands {
  static func create(_ partner: Partner, in database: Database) throws -> Partner {
    let hasProgram =
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM programs WHERE program_id = ?)",
        arguments: [partner.program.rawValue]) ?? false
    guard hasProgram else { throw StoreError.notFound("program") }
    if try stored(partner, in: database) != nil {
      throw StoreError.alreadyExists(field: "code", message: "the program has a partner \(partner.code) already")
    }
    try database.execute(
      sql: """
        INSERT INTO partners (program_id, code, name, email, status, partner_center_access, parent_id, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        partner.program.rawValue, partner.code.text, partner.name, partner.email, partner.status.rawValue,
        partner.partnerCenterAccess, partner.parent?.rawValue, partner.createdAt.microseconds,
      ])
    var made = partner
    made.id = PartnerID(rawValue: database.lastInsertedRowID)
    return made
  }

  static func update(_ partner: Partner, in database: Database) throws -> Partner {
    guard let id = try stored(partner, in: database)?.id else { throw StoreError.notFound("partner") }
    try database.execute(
      sql: """
        UPDATE partners SET name = ?, email = ?, status = ?, partner_center_access = ?, parent_id = ?
        WHERE partner_id = ?
        """,
      arguments: [
        partner.name, partner.email, partner.status.rawValue, partner.partnerCenterAccess, partner.parent?.rawValue,
        id.rawValue,
      ])
    guard let changed = try stored(partner, in: database) else { throw StoreError.notFound("partner") }
    return changed
  }

  private static func stored(_ partner: Partner, in database: Database) throws -> Partner? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM partners WHERE program_id = ? AND code = ?",
      arguments: [partner.program.rawValue, partner.code.text]
    )
    .map(CatalogueRows.partner)
  }
}
