import GRDB
import PartnerProgram

/// Adds to the ledger, whose entries are never changed.
final class LedgerTable {
  private let insertEntry: HotStatement
  private let insertUnpaid: HotStatement
  private let database: Database

  init(_ database: Database) throws {
    self.database = database
    insertEntry = try HotStatement(
      database,
      """
      INSERT INTO ledger_entries (program_id, partner_id, conversion_id, kind, tier, currency, amount_minor, sub_id,
        landing_page, day, available_day, recorded_at, reason)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
      """)
    insertUnpaid = try HotStatement(
      database,
      """
      INSERT INTO unpaid_entries (program_id, partner_id, currency, available_day, entry_id, amount_minor)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
  }

  /// Adds an entry; whatever is not a payout itself waits to be paid.
  ///
  /// - Returns: the number of the entry.
  @discardableResult
  func insert(_ entry: LedgerEntry) throws -> Int64 {
    insertEntry.bind(1, entry.program.rawValue)
    insertEntry.bind(2, entry.partner.rawValue)
    insertEntry.bind(3, copying: entry.conversion)
    insertEntry.bind(4, Int64(entry.kind.rawValue))
    insertEntry.bind(5, Int64(entry.tier))
    insertEntry.bind(6, copying: entry.amount.currency.code)
    insertEntry.bind(7, entry.amount.minorUnits)
    insertEntry.bind(8, copying: entry.subID?.bytes ?? [])
    insertEntry.bind(9, copying: entry.landingPage?.bytes ?? [])
    insertEntry.bind(10, Int64(entry.day.daysSince1970))
    insertEntry.bind(11, Int64(entry.availableOn.daysSince1970))
    insertEntry.bind(12, entry.recordedAt.microseconds)
    insertEntry.bind(13, copying: entry.reason)
    try insertEntry.run()
    let number = database.lastInsertedRowID
    guard entry.kind != .paid else { return number }
    insertUnpaid.bind(1, entry.program.rawValue)
    insertUnpaid.bind(2, entry.partner.rawValue)
    insertUnpaid.bind(3, copying: entry.amount.currency.code)
    insertUnpaid.bind(4, Int64(entry.availableOn.daysSince1970))
    insertUnpaid.bind(5, number)
    insertUnpaid.bind(6, entry.amount.minorUnits)
    try insertUnpaid.run()
    return number
  }
}
