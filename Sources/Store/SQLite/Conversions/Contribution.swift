import PartnerProgram

/// What a conversion, as it is decided, stands for in ledger and rollup. When it is decided anew, the difference between
/// the two is written.
struct Contribution {
  /// Where money of a conversion stands in the ledger.
  struct LedgerKey: Hashable {
    let kind: LedgerEntryKind
    let partner: PartnerID
    let tier: UInt8
    let subID: SubID?
    let landingPage: LandingPage?
  }

  /// Under what a conversion is counted in the rollup, beside its day and currency.
  struct RollupKey: Hashable {
    let partner: PartnerID
    let subID: SubID?
    let landingPage: LandingPage?
  }

  private(set) var ledger: [LedgerKey: Int64] = [:]
  private(set) var rollup: [RollupKey: RollupDelta] = [:]

  /// What a conversion stands for; nothing when it is nil, unattributed without a flag, or a test.
  init(of row: ConversionRow?) throws(MoneyError) {
    guard let row, !row.isTest else { return }
    if let winner = row.winner {
      let key = RollupKey(partner: winner.partner, subID: winner.subID, landingPage: winner.landingPage)
      var delta = RollupDelta()
      switch row.kind {
      case .lead:
        delta.leads = 1
      case .sale:
        delta.sales = 1
        delta.revenueMinor = row.baseMinor
      case .refund:
        delta.refunds = 1
        delta.revenueMinor = -row.baseMinor
      }
      rollup[key] = delta
      try addMoney(row.commissionMinor, row, tier: 1, key)
      if let parent = row.parent {
        try addMoney(
          row.parentCommissionMinor, row, tier: 2, RollupKey(partner: parent, subID: nil, landingPage: nil))
      }
    } else if let flag = row.flag {
      let delta =
        switch flag.reason {
        case .selfReferral: RollupDelta(flaggedSelfReferrals: 1)
        case .partnerInactive: RollupDelta(flaggedInactiveConversions: 1)
        }
      rollup[RollupKey(partner: flag.partner, subID: flag.subID, landingPage: flag.landingPage)] = delta
    }
  }

  private mutating func addMoney(
    _ amount: Int64, _ row: ConversionRow, tier: UInt8, _ key: RollupKey
  ) throws(MoneyError) {
    guard amount != 0 else { return }
    let isRefund = row.kind == .refund
    ledger[
      LedgerKey(
        kind: isRefund ? .reversed : .earned, partner: key.partner, tier: tier, subID: key.subID,
        landingPage: key.landingPage)] = amount
    let delta = RollupDelta(commissionMinor: amount, reversedMinor: isRefund ? amount : 0)
    try rollup[key, default: RollupDelta()] += delta
  }

  /// What must be added to `earlier` so that it becomes this.
  func difference(from earlier: Contribution) throws(MoneyError) -> (
    ledger: [(key: LedgerKey, amount: Int64)], rollup: [(key: RollupKey, delta: RollupDelta)]
  ) {
    var amounts: [(key: LedgerKey, amount: Int64)] = []
    // What is taken away comes before what is given, so that the ledger reads as it happened.
    for (key, amount) in earlier.ledger where ledger[key] != amount {
      let (difference, overflows) = (ledger[key] ?? 0).subtractingReportingOverflow(amount)
      guard !overflows else { throw .overflow }
      amounts.append((key, difference))
    }
    for (key, amount) in ledger where earlier.ledger[key] == nil { amounts.append((key, amount)) }
    var deltas: [(key: RollupKey, delta: RollupDelta)] = []
    for key in Set(rollup.keys).union(earlier.rollup.keys) {
      let delta = try (rollup[key] ?? RollupDelta()) - (earlier.rollup[key] ?? RollupDelta())
      if !delta.isZero { deltas.append((key, delta)) }
    }
    return (amounts.sorted { ($0.amount, $0.key.tier) < ($1.amount, $1.key.tier) }, deltas)
  }
}
