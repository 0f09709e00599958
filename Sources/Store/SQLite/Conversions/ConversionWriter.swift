import GRDB
import PartnerProgram

/// Writes conversions as they were decided, and what that changes in ledger, balances and rollup.
final class ConversionWriter {
  /// A conversion that is new or decided anew.
  struct Change {
    /// As it is stored; nil when it is new.
    let old: ConversionRow?
    let new: ConversionRow
    /// The order lines of a new conversion.
    var lines: [OrderLine] = []
    /// The candidates of its receipt; nil when they stay, or when it has none.
    var candidates: [StoredCandidate]?
  }

  private let table: ConversionTable
  private let ledger: LedgerTable
  private let receipts: ReceiptTable
  private let awaited: AwaitedClicks

  init(_ database: Database, table: ConversionTable, receipts: ReceiptTable, awaited: AwaitedClicks) throws {
    self.table = table
    self.receipts = receipts
    self.awaited = awaited
    ledger = try LedgerTable(database)
  }

  /// Sums that belong to what was written, for what the batch keeps in memory. They are added once the command can fail no
  /// more, since a command that fails is rolled back in the database only.
  struct Sums {
    fileprivate let rollup: [(key: RollupBatch.Key, delta: RollupDelta)]
    fileprivate let balances: BalanceMoves

    /// Adds the sums.
    func add(to rollup: inout RollupBatch, _ balances: inout BalanceBatch) throws {
      for part in self.rollup { try rollup.add(part.delta, under: part.key) }
      self.balances.apply(to: &balances)
    }
  }

  /// Writes changes.
  ///
  /// - Parameters:
  ///   - time: when the ledger notes it.
  ///   - balances: the balances as they are with everything that the batch did so far.
  /// - Throws: `StoreError.failedPrecondition` when a balance would pass its limit; nothing is written then.
  func write(_ changes: [Change], at time: Timestamp, balances: BalanceBatch) throws -> Sums {
    let differences = try changes.map { change in
      try Contribution(of: change.new).difference(from: Contribution(of: change.old))
    }
    var moved = BalanceMoves()
    for (change, difference) in zip(changes, differences) {
      for part in difference.ledger { try moved.add(part.amount, part.key, of: change.new, to: balances) }
      try moved.moveSold(from: change.old, to: change.new, in: balances)
    }
    for (change, difference) in zip(changes, differences) {
      if change.old == nil {
        try table.insert(change.new, lines: change.lines)
      } else if change.old != change.new {
        try table.update(change.new)
      }
      if let candidates = change.candidates {
        try receipts.replace(candidates, of: change.new.id, isNew: change.old == nil)
        try awaited.note(candidates, of: change.new)
      }
      for part in difference.ledger { try ledger.insert(entry(part.key, part.amount, of: change.new, at: time)) }
    }
    return Sums(
      rollup: zip(changes, differences).flatMap { change, difference in
        difference.rollup.map { (rollupKey($0.key, of: change.new), $0.delta) }
      }, balances: moved)
  }

  private func entry(
    _ key: Contribution.LedgerKey, _ amount: Int64, of row: ConversionRow, at time: Timestamp
  ) -> LedgerEntry {
    LedgerEntry(
      kind: key.kind, program: row.program, partner: key.partner, conversion: row.id, tier: key.tier,
      amount: Money(minorUnits: amount, currency: row.currency), subID: key.subID, landingPage: key.landingPage,
      day: row.day, recordedAt: time, availableOn: row.availableOn)
  }

  private func rollupKey(_ key: Contribution.RollupKey, of row: ConversionRow) -> RollupBatch.Key {
    RollupBatch.Key(
      program: row.program, partner: key.partner, day: row.day, currency: row.currency, availableOn: row.availableOn,
      texts: PackedTexts(subID: key.subID, landingPage: key.landingPage))
  }
}

/// Balances as they become, until everything is written.
struct BalanceMoves {
  private var changed: [BalanceBatch.Key: BalanceBatch.Balance] = [:]

  /// Adds an amount of the ledger.
  ///
  /// - Throws: `StoreError.failedPrecondition` when a sum passes its limit.
  mutating func add(
    _ amount: Int64, _ key: Contribution.LedgerKey, of row: ConversionRow, to balances: BalanceBatch
  ) throws {
    let sum: WritableKeyPath<BalanceBatch.Balance, Int64> = key.kind == .reversed ? \.reversed : \.earned
    try add(
      amount, to: sum, of: BalanceBatch.Key(program: row.program, partner: key.partner, currency: row.currency),
      in: balances)
  }

  /// Moves the base of a sale from the partner that had won it to the one that wins it.
  mutating func moveSold(from old: ConversionRow?, to new: ConversionRow, in balances: BalanceBatch) throws {
    guard new.kind == .sale, !new.isTest, old?.winner?.partner != new.winner?.partner else { return }
    func key(_ partner: PartnerID) -> BalanceBatch.Key {
      BalanceBatch.Key(program: new.program, partner: partner, currency: new.currency)
    }
    if let partner = old?.winner?.partner { try add(-new.baseMinor, to: \.sold, of: key(partner), in: balances) }
    if let partner = new.winner?.partner { try add(new.baseMinor, to: \.sold, of: key(partner), in: balances) }
  }

  private mutating func add(
    _ amount: Int64, to sum: WritableKeyPath<BalanceBatch.Balance, Int64>, of key: BalanceBatch.Key,
    in balances: BalanceBatch
  ) throws {
    var balance = try changed[key] ?? balances.balance(of: key)
    balance[keyPath: sum] = try balance.adding(amount, to: sum, key.currency)
    changed[key] = balance
  }

  /// Takes the balances over into those of the batch.
  func apply(to balances: inout BalanceBatch) {
    for (key, balance) in changed { balances.set(balance, of: key) }
  }
}
