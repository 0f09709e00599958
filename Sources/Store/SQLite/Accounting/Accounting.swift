import GRDB
import PartnerProgram

/// Corrects balances and pays them out. Both are rare, so they go without prepared statements.
final class Accounting {
  let database: Database
  let directory: Directory
  let ledger: LedgerTable
  let entriesInPayout: Int

  init(_ database: Database, directory: Directory, entriesInPayout: Int) throws {
    self.database = database
    self.directory = directory
    self.entriesInPayout = entriesInPayout
    ledger = try LedgerTable(database)
  }

  /// Makes an adjustment, or answers one that is made already.
  ///
  /// - Throws: `StoreError.alreadyExists` naming the field in which it differs from the one that was made.
  func adjust(
    _ adjustment: Adjustment, rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws -> Outcome {
    let made = try Row.fetchOne(
      database,
      sql: """
        \(EntryRows.selection) WHERE ledger_entries.entry_id =
          (SELECT entry_id FROM adjustments WHERE program_id = ? AND name = ?)
        """,
      arguments: [adjustment.program.rawValue, adjustment.id.text])
    let calendar = directory.program(id: adjustment.program)?.calendar ?? .utc
    if let made {
      let recorded = try EntryRows.entry(made, calendar)
      try requireSame(adjustment, as: recorded.entry)
      return .adjustment(recorded, isReplayed: true)
    }
    let key = BalanceBatch.Key(
      program: adjustment.program, partner: adjustment.partner, currency: adjustment.amount.currency)
    var balance = try balances.balance(of: key)
    balance.adjusted = try balance.adding(adjustment.amount.minorUnits, to: \.adjusted, adjustment.amount.currency)
    let entry = LedgerEntry(
      kind: .adjusted, program: adjustment.program, partner: adjustment.partner, tier: 1, amount: adjustment.amount,
      day: adjustment.day, recordedAt: adjustment.recordedAt, availableOn: adjustment.day, reason: adjustment.reason)
    let number = try ledger.insert(entry)
    try database.execute(
      sql: "INSERT INTO adjustments (program_id, name, entry_id) VALUES (?, ?, ?)",
      arguments: [adjustment.program.rawValue, adjustment.id.text, number])
    let rollupKey = RollupBatch.Key(
      program: adjustment.program, partner: adjustment.partner, day: adjustment.day,
      currency: adjustment.amount.currency, availableOn: adjustment.day,
      texts: PackedTexts(subID: nil, landingPage: nil))
    try rollup.add(RollupDelta(adjustedMinor: adjustment.amount.minorUnits), under: rollupKey)
    balances.set(balance, of: key)
    return .adjustment(
      RecordedEntry(
        entry: entry.numbered(number), availableAt: calendar.start(of: entry.availableOn), payout: nil),
      isReplayed: false)
  }

  private func requireSame(_ sent: Adjustment, as stored: LedgerEntry) throws(StoreError) {
    func conflict(_ field: String, _ was: String, _ now: String) -> StoreError {
      .alreadyExists(
        field: field, message: "the adjustment \(sent.id) is made already: it was \(was) and is now \(now)")
    }
    func code(_ partner: PartnerID) -> String { directory.partner(id: partner)?.partner.code.text ?? "unknown" }
    guard sent.partner == stored.partner else {
      throw conflict("partner", code(stored.partner), code(sent.partner))
    }
    guard sent.amount.currency == stored.amount.currency else {
      throw conflict("currency", stored.amount.currency.code, sent.amount.currency.code)
    }
    guard sent.amount == stored.amount else {
      throw conflict("amount_minor", "\(stored.amount.minorUnits)", "\(sent.amount.minorUnits)")
    }
    guard sent.reason.utf8.elementsEqual(stored.reason.utf8) else {
      throw conflict("reason", stored.reason.quoted, sent.reason.quoted)
    }
  }
}
