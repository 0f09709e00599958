import GRDB
import PartnerProgram

/// Reads what partners are owed.
enum BalanceReader {
  /// Balances in the order of partner codes and currency codes, without those in which nothing ever moved.
  static func balances(
    _ database: Database, program: ProgramID, partner: PartnerID?, today: Day,
    after position: (partner: String, currency: String)?, limit: Int
  ) throws -> [Balance] {
    // What is pending is summed for the page's balances only, and SQLite must know when it prepares the statement
    // whether it can seek one partner's.
    let isAsked = partner == nil ? "?3 IS NULL" : "balances.partner_id = ?3"
    return try Row.fetchAll(
      database,
      sql: """
        SELECT page.*, (
            SELECT coalesce(sum(amount_minor), 0) FROM unpaid_entries
            WHERE unpaid_entries.program_id = page.program_id AND unpaid_entries.partner_id = page.partner_id
              AND unpaid_entries.currency = page.currency AND available_day > ?1
          ) AS pending_minor
        FROM (
          SELECT balances.*, code FROM balances JOIN partners USING (partner_id)
          WHERE balances.program_id = ?2 AND \(isAsked) AND (?4 IS NULL OR (code, currency) > (?4, ?5))
            AND (earned_minor <> 0 OR reversed_minor <> 0 OR adjusted_minor <> 0 OR paid_minor <> 0)
          ORDER BY code, currency LIMIT ?6
        ) AS page
        ORDER BY code, currency
        """,
      arguments: [
        today.daysSince1970, program.rawValue, partner?.rawValue, position?.partner, position?.currency ?? "", limit,
      ]
    )
    .map { row in
      Balance(
        partner: PartnerID(rawValue: row["partner_id"]), currency: try row.currency(), earnedMinor: row["earned_minor"],
        reversedMinor: row["reversed_minor"], adjustedMinor: row["adjusted_minor"], paidMinor: row["paid_minor"],
        pendingMinor: row["pending_minor"])
    }
  }
}
