import GRDB
import PartnerProgram

/// The balances that a batch touches: read once, changed in memory, written once.
///
/// They are also the guard against overflow: as long as each sum keeps to its limit, every sum of revenue, commission or
/// payments over any part of the partner's rollup fits into 64 bits, and so do the balance and its parts.
struct BalanceBatch {
  /// Whose balance in which currency.
  struct Key: Hashable {
    let program: ProgramID
    let partner: PartnerID
    let currency: Currency
  }

  /// Sums of the ledger, in minor units.
  struct Balance: Equatable {
    /// What conversions earned.
    var earned: Int64 = 0
    /// What refunds took back: 0 or less.
    var reversed: Int64 = 0
    /// What people corrected.
    var adjusted: Int64 = 0
    /// What was paid out: 0 or less.
    var paid: Int64 = 0
    /// The bases of the partner's sales, not less by refunds.
    var sold: Int64 = 0

    /// How far each of these sums may lie from 0: 2^60, so that several of them together still fit into 64 bits.
    static let limit: Int64 = 1 << 60

    /// A sum with an amount added.
    ///
    /// - Throws: `StoreError.failedPrecondition` when it passes ``limit``.
    func adding(_ amount: Int64, to sum: KeyPath<Self, Int64>, _ currency: Currency) throws(StoreError) -> Int64 {
      let (result, overflows) = self[keyPath: sum].addingReportingOverflow(amount)
      guard !overflows, result.magnitude <= Self.limit.magnitude else {
        throw .failedPrecondition("the partner's total in \(currency) would pass \(Self.limit) minor units")
      }
      return result
    }
  }

  private var balances: [Key: Balance] = [:]
  private let select: HotStatement
  private let upsert: HotStatement

  init(_ database: Database) throws {
    select = try HotStatement(
      database,
      """
      SELECT earned_minor, reversed_minor, adjusted_minor, paid_minor, sold_minor FROM balances
      WHERE program_id = ?1 AND partner_id = ?2 AND currency = ?3
      """)
    upsert = try HotStatement(
      database,
      """
      INSERT INTO balances
        (program_id, partner_id, currency, earned_minor, reversed_minor, adjusted_minor, paid_minor, sold_minor)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      ON CONFLICT DO UPDATE SET earned_minor = excluded.earned_minor, reversed_minor = excluded.reversed_minor,
        adjusted_minor = excluded.adjusted_minor, paid_minor = excluded.paid_minor, sold_minor = excluded.sold_minor
      """)
  }

  /// The balance as it is with everything that the batch did so far.
  func balance(of key: Key) throws -> Balance {
    if let known = balances[key] { return known }
    select.bind(1, key.program.rawValue)
    select.bind(2, key.partner.rawValue)
    select.bind(3, copying: key.currency.code)
    defer { select.reset() }
    var balance = Balance()
    if try select.step() {
      balance.earned = select.integer(0)
      balance.reversed = select.integer(1)
      balance.adjusted = select.integer(2)
      balance.paid = select.integer(3)
      balance.sold = select.integer(4)
    }
    return balance
  }

  /// Replaces a balance.
  mutating func set(_ balance: Balance, of key: Key) {
    balances[key] = balance
  }

  /// Forgets everything.
  mutating func removeAll() {
    balances.removeAll(keepingCapacity: true)
  }

  /// Writes the balances and forgets them.
  mutating func flush() throws {
    for (key, balance) in balances {
      upsert.bind(1, key.program.rawValue)
      upsert.bind(2, key.partner.rawValue)
      upsert.bind(3, copying: key.currency.code)
      upsert.bind(4, balance.earned)
      upsert.bind(5, balance.reversed)
      upsert.bind(6, balance.adjusted)
      upsert.bind(7, balance.paid)
      upsert.bind(8, balance.sold)
      try upsert.run()
    }
    removeAll()
  }
}
