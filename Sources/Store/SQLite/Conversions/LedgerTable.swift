import GRDB
import PartnerProgram

/// Adds to the ledger, whose entries are never changed, and reads what a conversion moved.
final class LedgerTable {
  private let insertEntry: HotStatement
  private let selectEntries: HotStatement

  init(_ database: Database) throws {
    insertEntry = try HotStatement(
      database,
      """
      INSERT INTO ledger_entries
        (program_id, partner_id, conversion_id, kind, tier, currency, amount_minor, at, available_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """)
    selectEntries = try HotStatement(
      database,
      """
      SELECT partner_id, currency, amount_minor, available_at FROM ledger_entries
      WHERE conversion_id = ?1 ORDER BY entry_id
      """)
  }

  /// Adds an entry.
  func insert(_ entry: LedgerEntry) throws {
    insertEntry.bind(1, entry.program.rawValue)
    insertEntry.bind(2, entry.partner.rawValue)
    insertEntry.bind(3, copying: entry.conversion)
    insertEntry.bind(4, Int64(entry.kind.rawValue))
    insertEntry.bind(5, Int64(entry.tier))
    insertEntry.bind(6, copying: entry.amount.currency.code)
    insertEntry.bind(7, entry.amount.minorUnits)
    insertEntry.bind(8, entry.at.microseconds)
    insertEntry.bind(9, entry.availableAt.microseconds)
    try insertEntry.run()
  }

  /// What a conversion moved, in the order in which it was entered.
  func commissions(of conversion: ConversionID) throws -> [Commission] {
    selectEntries.bind(1, copying: conversion)
    defer { selectEntries.reset() }
    var commissions: [Commission] = []
    while try selectEntries.step() {
      commissions.append(
        Commission(
          partner: PartnerID(rawValue: selectEntries.integer(0)),
          amount: Money(minorUnits: selectEntries.integer(2), currency: try selectEntries.currency(1)),
          availableAt: selectEntries.timestamp(3)))
    }
    return commissions
  }
}
