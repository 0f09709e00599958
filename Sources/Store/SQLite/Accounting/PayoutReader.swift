import GRDB
import PartnerProgram

/// Reads payouts and their lines.
enum PayoutReader {
  /// A payout with the number of its row.
  static func payout(
    _ id: EntryName, of program: ProgramID, in database: Database
  ) throws -> (payout: Payout, number: Int64)? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM payouts WHERE program_id = ? AND name = ?",
      arguments: [program.rawValue, id.text]
    )
    .map { (try payout($0, in: database), $0["payout_id"]) }
  }

  static func thresholds(of number: Int64, in database: Database) throws -> [Currency: Int64] {
    var thresholds: [Currency: Int64] = [:]
    let rows = try Row.fetchAll(
      database, sql: "SELECT currency, minimum_minor FROM payout_thresholds WHERE payout_id = ?", arguments: [number])
    for row in rows { thresholds[try row.currency()] = row["minimum_minor"] }
    return thresholds
  }

  /// Payouts of a program, newest first. After one that does not exist there is nothing.
  static func payouts(
    _ database: Database, program: ProgramID, after id: EntryName?, limit: Int
  ) throws -> [Payout] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT * FROM payouts
        WHERE program_id = ?1
          AND (?2 IS NULL OR payout_id < (SELECT payout_id FROM payouts WHERE program_id = ?1 AND name = ?2))
        ORDER BY payout_id DESC LIMIT ?3
        """,
      arguments: [program.rawValue, id?.text, limit]
    )
    .map { try payout($0, in: database) }
  }

  /// Lines of a payout; nil when there is none of that name.
  static func lines(
    _ database: Database, program: ProgramID, payout: EntryName, after position: (partner: String, currency: String)?,
    limit: Int
  ) throws -> [PayoutLine]? {
    guard let number = try self.payout(payout, of: program, in: database)?.number else { return nil }
    return try Row.fetchAll(
      database,
      sql: """
        SELECT payout_lines.* FROM payout_lines JOIN partners USING (partner_id)
        WHERE payout_id = ?1 AND (?2 IS NULL OR (code, currency) > (?2, ?3))
        ORDER BY code, currency LIMIT ?4
        """,
      arguments: [number, position?.partner, position?.currency ?? "", limit]
    )
    .map { row in
      PayoutLine(
        partner: PartnerID(rawValue: row["partner_id"]),
        amount: Money(minorUnits: row["amount_minor"], currency: try row.currency()),
        entries: row["entries"])
    }
  }

  private static func payout(_ row: Row, in database: Database) throws -> Payout {
    let number: Int64 = row["payout_id"]
    let totals = try Row.fetchAll(
      database,
      sql: """
        SELECT currency, sum(amount_minor) AS amount, count(*) AS partners FROM payout_lines
        WHERE payout_id = ? GROUP BY currency ORDER BY currency
        """,
      arguments: [number])
    return Payout(
      id: EntryName(checked: Array((row["name"] as String).utf8)),
      createdAt: Timestamp(microseconds: row["created_at"]),
      totals: try totals.map {
        PayoutTotal(
          amount: Money(minorUnits: $0["amount"], currency: try $0.currency()), partners: $0["partners"])
      },
      isComplete: row["is_complete"])
  }
}
