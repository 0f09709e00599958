import GRDB
import PartnerProgram

/// Pays out what is approved: each entry once, whatever is repeated.
extension Accounting {
  /// Makes a payout, or answers one that is made already.
  ///
  /// - Throws: `StoreError.alreadyExists` of `thresholds` when one of the same name was made with others.
  func pay(_ order: PayoutOrder, rollup: inout RollupBatch, balances: inout BalanceBatch) throws -> Outcome {
    if let made = try PayoutReader.payout(order.id, of: order.program, in: database) {
      guard try PayoutReader.thresholds(of: made.number, in: database) == order.thresholds else {
        throw StoreError.alreadyExists(
          field: "thresholds", message: "the payout \(order.id) is made already, with other thresholds")
      }
      return .payout(made.payout, isReplayed: true)
    }
    var due = try dueBalances(order)
    var entries: Int64 = 0
    let room = Int64(entriesInPayout)
    let fitting = due.prefix { due in
      entries += due.entries
      return entries <= room
    }
    // One partner's balance is never split, and somebody is always paid.
    let paid = fitting.isEmpty ? Array(due.prefix(1)) : Array(fitting)
    due.removeFirst(paid.count)
    try database.execute(
      sql: "INSERT INTO payouts (program_id, name, created_at, is_complete) VALUES (?, ?, ?, ?)",
      arguments: [order.program.rawValue, order.id.text, order.createdAt.microseconds, due.isEmpty])
    let number = database.lastInsertedRowID
    for (currency, minimum) in order.thresholds {
      try database.execute(
        sql: "INSERT INTO payout_thresholds (payout_id, currency, minimum_minor) VALUES (?, ?, ?)",
        arguments: [number, currency.code, minimum])
    }
    // What the batch keeps in memory is changed last, so that a failure leaves it as it was.
    var moved: [(BalanceBatch.Key, BalanceBatch.Balance)] = []
    var sums: [(RollupBatch.Key, Int64)] = []
    for due in paid {
      let key = BalanceBatch.Key(program: order.program, partner: due.partner, currency: due.amount.currency)
      var balance = try balances.balance(of: key)
      balance.paid = try balance.adding(-due.amount.minorUnits, to: \.paid, due.amount.currency)
      moved.append((key, balance))
      sums += try markPaid(due, by: number, order)
    }
    guard let made = try PayoutReader.payout(order.id, of: order.program, in: database) else {
      throw StoreError.io("the payout \(order.id) is gone")
    }
    for (key, sum) in sums { try rollup.add(RollupDelta(paidMinor: sum), under: key) }
    for (key, balance) in moved { balances.set(balance, of: key) }
    return .payout(made.payout, isReplayed: false)
  }

  /// An approved balance that reaches its threshold.
  private struct Due {
    let partner: PartnerID
    let amount: Money
    let entries: Int64
  }

  private func dueBalances(_ order: PayoutOrder) throws -> [Due] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT partner_id, currency, sum(amount_minor) AS amount, count(*) AS entries FROM unpaid_entries
        WHERE program_id = ? AND available_day <= ?
        GROUP BY partner_id, currency HAVING amount > 0 ORDER BY partner_id, currency
        """,
      arguments: [order.program.rawValue, order.today.daysSince1970])
    var due: [Due] = []
    while let row = try rows.next() {
      let currency = try row.currency()
      let amount: Int64 = row["amount"]
      let minimum = order.thresholds.isEmpty ? 1 : order.thresholds[currency]
      guard let minimum, amount >= minimum else { continue }
      due.append(
        Due(
          partner: PartnerID(rawValue: row["partner_id"]), amount: Money(minorUnits: amount, currency: currency),
          entries: row["entries"]))
    }
    return due
  }

  /// Marks the approved entries of a balance paid and takes their sum from it.
  ///
  /// - Returns: what is paid of each row of the rollup.
  private func markPaid(
    _ due: Due, by number: Int64, _ order: PayoutOrder
  ) throws -> [(RollupBatch.Key, Int64)] {
    let scope: StatementArguments = [
      order.program.rawValue, due.partner.rawValue, due.amount.currency.code, order.today.daysSince1970,
    ]
    let unpaid = """
      unpaid_entries WHERE unpaid_entries.program_id = ? AND unpaid_entries.partner_id = ?
        AND unpaid_entries.currency = ? AND unpaid_entries.available_day <= ?
      """
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT sub_id, day, landing_page, available_day, sum(amount_minor) AS amount FROM ledger_entries
        WHERE entry_id IN (SELECT entry_id FROM \(unpaid)) GROUP BY 1, 2, 3, 4
        """,
      arguments: scope)
    try database.execute(
      sql: "INSERT INTO payout_entries (entry_id, payout_id) SELECT entry_id, ? FROM \(unpaid)",
      arguments: [number] + scope)
    try database.execute(sql: "DELETE FROM \(unpaid)", arguments: scope)
    let entry = try ledger.insert(
      LedgerEntry(
        kind: .paid, program: order.program, partner: due.partner, tier: 1,
        amount: Money(minorUnits: -due.amount.minorUnits, currency: due.amount.currency), day: order.today,
        recordedAt: order.createdAt, availableOn: order.today))
    try database.execute(
      sql: """
        INSERT INTO payout_lines (payout_id, partner_id, currency, amount_minor, entries, entry_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        number, due.partner.rawValue, due.amount.currency.code, due.amount.minorUnits, due.entries, entry,
      ])
    return rows.map { row in
      let key = RollupBatch.Key(
        program: order.program, partner: due.partner, day: Day(daysSince1970: row["day"]),
        currency: due.amount.currency, availableOn: Day(daysSince1970: row["available_day"]),
        texts: PackedTexts(subID: row.subID, landingPage: row.landingPage))
      return (key, row["amount"])
    }
  }
}
