import Foundation
import GRDB
import PartnerProgram

/// Rows of the ledger as values.
enum EntryRows {
  /// Entries with the payouts that paid them.
  static let selection = """
    SELECT ledger_entries.*, payouts.name AS payout_name
    FROM ledger_entries LEFT JOIN payout_entries USING (entry_id)
      LEFT JOIN payouts ON payouts.payout_id = payout_entries.payout_id
    """

  static func entry(_ row: Row, _ calendar: ProgramCalendar) throws -> RecordedEntry {
    guard let kind = LedgerEntryKind(rawValue: row["kind"]) else {
      throw StoreError.io("an entry of the ledger cannot be read")
    }
    let availableOn = Day(daysSince1970: row["available_day"])
    let entry = LedgerEntry(
      number: row["entry_id"], kind: kind, program: ProgramID(rawValue: row["program_id"]),
      partner: PartnerID(rawValue: row["partner_id"]), conversion: try conversion(row["conversion_id"]),
      tier: row["tier"], amount: Money(minorUnits: row["amount_minor"], currency: try row.currency()),
      subID: row.subID, landingPage: row.landingPage,
      day: Day(daysSince1970: row["day"]), recordedAt: Timestamp(microseconds: row["recorded_at"]),
      availableOn: availableOn, reason: row["reason"])
    return RecordedEntry(
      entry: entry, availableAt: calendar.start(of: availableOn),
      payout: (row["payout_name"] as String?).map { EntryName(checked: Array($0.utf8)) })
  }

  private static func conversion(_ value: DatabaseValue) throws -> ConversionID? {
    guard case .blob(let bytes) = value.storage else { return nil }
    guard let id = bytes.withUnsafeBytes({ UUIDBytes(bytes: $0) }) else {
      throw StoreError.io("an entry of the ledger has no conversion's id")
    }
    return ConversionID(rawValue: id)
  }
}

extension LedgerEntry {
  /// The same entry with its number.
  func numbered(_ number: Int64) -> LedgerEntry {
    LedgerEntry(
      number: number, kind: kind, program: program, partner: partner, conversion: conversion, tier: tier,
      amount: amount, subID: subID, landingPage: landingPage, day: day, recordedAt: recordedAt,
      availableOn: availableOn, reason: reason)
  }
}
