import TestValues
import TributaryClient

extension Oracle {
  /// Compares the report by partner and SubID, its totals and the balances with the sums over all that was sent.
  static func compareSums(_ expectation: Expectation, through client: TributaryClient) async throws -> [Difference] {
    let request = GetPartnerReportRequest(
      program: Merchant.program, keys: [.partner, .subId], pageSize: 10_000, includeFlagged: true)
    var rows: [ReportRow] = []
    var totals: [ReportRow] = []
    for try await page in client.partnerReportPages(request) {
      rows += page.rows
      totals = page.totals
    }
    var balances: [Balance] = []
    for try await page in client.balancePages(program: Merchant.program, pageSize: 1_000) { balances += page.balances }
    let sums = ExpectedSums(expectation)
    let ofRows = compare(sums.rows, with: rows) { SumKey(partner: $0.partner, subID: $0.subId, currency: $0.currency) }
    let ofTotals = compare(sums.totals, with: totals) { SumKey(currency: $0.currency) }
    return ofRows + ofTotals + compare(sums.balances, with: balances)
  }

  private static func compare(
    _ expected: [SumKey: ReportRow], with rows: [ReportRow], by key: (ReportRow) -> SumKey
  ) -> [Difference] {
    var left = expected
    return rows.flatMap { row -> [Difference] in
      var row = row
      let settled = row.commissionPendingMinor + row.commissionApprovedMinor + row.commissionPaidMinor
      let expected = left.removeValue(forKey: key(row)) ?? ReportRow()
      // Which part is approved is decided by the server's clock.
      (row.commissionPendingMinor, row.commissionApprovedMinor, row.commissionPaidMinor) = (0, settled, 0)
      (row.conversionRatePpm, row.epcMinorE4) = (0, 0)
      return difference(expected, row, key(row))
    } + left.flatMap { difference($0.value, ReportRow(), $0.key) }
  }

  private static func difference(_ expected: ReportRow, _ actual: ReportRow, _ key: SumKey) -> [Difference] {
    guard expected != actual else { return [] }
    return [Difference("report of \(key)", ["must be \(readable(expected))", "reported \(readable(actual))"])]
  }

  private static func compare(_ expected: [SumKey: Balance], with balances: [Balance]) -> [Difference] {
    var left = expected
    let found = balances.compactMap { balance -> Difference? in
      let key = SumKey(partner: balance.partner, currency: balance.currency)
      var balance = balance
      (balance.pendingMinor, balance.approvedMinor) = (0, balance.pendingMinor + balance.approvedMinor)
      let expected = left.removeValue(forKey: key) ?? Balance()
      guard expected != balance else { return nil }
      return Difference("balance of \(key)", ["must be \(readable(expected))", "listed \(readable(balance))"])
    }
    return found + left.map { Difference("balance of \($0.key)", ["must be \(readable($0.value))", "listed nowhere"]) }
  }
}

/// What a sum is of. Empty texts stand for all.
struct SumKey: Hashable, Sendable, CustomStringConvertible {
  var partner = ""
  var subID = ""
  let currency: String

  var description: String { "\(partner) \(subID) \(currency)" }
}

/// The figures of the whole program.
private struct ExpectedSums {
  private(set) var rows: [SumKey: ReportRow] = [:]
  private(set) var totals: [SumKey: ReportRow] = [:]
  private(set) var balances: [SumKey: Balance] = [:]

  init(_ expectation: Expectation) {
    for click in expectation.clicks.values {
      let key = SumKey(partner: click.request.partner, subID: click.request.subId, currency: Merchant.currency)
      count(key) { row in
        row.visits += click.isBot ? 0 : 1
        row.uniqueVisits += click.isBot ? 0 : 1
        row.flaggedBots += click.isBot ? 1 : 0
      }
    }
    for order in expectation.orders.values { add(order) }
    rows = rows.filter { $0.value.hasFigures }
    totals = totals.filter { $0.value.hasFigures }
    balances = balances.filter { $0.value.earnedMinor != 0 || $0.value.reversedMinor != 0 }
  }

  private mutating func add(_ order: ExpectedOrder) {
    guard let request = order.request, !order.receipt.partner.isEmpty else { return }
    let key = SumKey(partner: order.receipt.partner, subID: order.receipt.subId, currency: order.currency)
    let reversal = order.settledRefunds.reduce(0) { $0 + $1.reversalMinor }
    let parentReversal = order.settledRefunds.reduce(0) { $0 + $1.parentReversalMinor }
    count(key) { row in
      row.leads += request.kind == .lead ? 1 : 0
      row.sales += request.kind == .sale ? 1 : 0
      row.refunds += Int64(order.settledRefunds.count)
      row.revenueMinor += request.baseMinor - order.refundedMinor
    }
    pay(key, order.commissionMinor, reversal)
    if !order.parent.isEmpty {
      pay(SumKey(partner: order.parent, currency: order.currency), order.parentCommissionMinor, parentReversal)
    }
  }

  private mutating func pay(_ key: SumKey, _ earned: Int64, _ reversal: Int64) {
    count(key) { row in
      row.commissionMinor += earned - reversal
      row.commissionReversedMinor -= reversal
      row.commissionApprovedMinor += earned - reversal
    }
    var balance = balances[SumKey(partner: key.partner, currency: key.currency)] ?? Balance()
    (balance.partner, balance.currency) = (key.partner, key.currency)
    balance.earnedMinor += earned
    balance.reversedMinor -= reversal
    balance.balanceMinor += earned - reversal
    balance.approvedMinor += earned - reversal
    balances[SumKey(partner: key.partner, currency: key.currency)] = balance
  }

  private mutating func count(_ key: SumKey, _ change: (inout ReportRow) -> Void) {
    var row = rows[key] ?? ReportRow(subId: key.subID, currency: key.currency, partner: key.partner)
    change(&row)
    rows[key] = row
    var total = totals[SumKey(currency: key.currency)] ?? ReportRow(currency: key.currency)
    change(&total)
    totals[SumKey(currency: key.currency)] = total
  }
}

extension ReportRow {
  fileprivate var hasFigures: Bool {
    self != ReportRow(subId: subId, currency: currency, partner: partner)
  }
}
