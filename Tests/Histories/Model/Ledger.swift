import TributaryClient

/// Where money of a conversion stands in the ledger.
private struct LedgerKey: Hashable {
  let kind: LedgerEntryKind
  let source: String
  let credit: Credit
  let tier: Int32
}

extension Model {
  /// Writes entries, so that the ledger says of an order and its refunds what was decided.
  mutating func writeEntries(of order: KnownOrder) {
    guard !order.isTest else { return }
    var due: [LedgerKey: Int64] = [:]
    var days = [order.id: order.day]
    func owe(_ kind: LedgerEntryKind, _ source: String, _ own: Int64, _ parents: Int64) {
      guard let credit = order.decision.credit else { return }
      due[LedgerKey(kind: kind, source: source, credit: credit, tier: 1)] = own
      guard let parent = order.decision.parent else { return }
      due[LedgerKey(kind: kind, source: source, credit: Credit(partner: parent), tier: 2)] = parents
    }
    owe(.earned, order.id, order.decision.commissionMinor, order.decision.parentCommissionMinor)
    for settlement in order.kind == .sale ? settlements(of: order.orderID) : [] where settlement.hasEffect {
      days[settlement.refund.id] = settlement.refund.day
      owe(.reversed, settlement.refund.id, -settlement.reversalMinor, -settlement.parentReversalMinor)
    }
    for entry in entries where days[entry.source] != nil {
      let key = LedgerKey(kind: entry.kind, source: entry.source, credit: entry.credit, tier: entry.tier)
      due[key, default: 0] -= entry.amountMinor
    }
    for (key, amount) in due where amount != 0 {
      entries.append(
        KnownEntry(
          kind: key.kind, source: key.source, credit: key.credit, tier: key.tier, currency: order.amounts.currency,
          amountMinor: amount, day: days[key.source] ?? order.day, recordedAt: now,
          availableDay: order.availableDay))
    }
  }

  func message(_ entry: KnownEntry) -> LedgerEntry {
    LedgerEntry(
      kind: entry.kind, partner: entry.credit.partner, tier: entry.tier, currency: entry.currency,
      amountMinor: entry.amountMinor, recordedAtUs: entry.recordedAt,
      availableAtUs: calendar.start(of: entry.availableDay), reason: entry.reason, payout: entry.payout)
  }

  // MARK: - Corrections and payouts

  mutating func adjust(_ request: CreateAdjustmentRequest) throws(Refusal) -> CreateAdjustmentResponse {
    let sent = request.currency.isEmpty ? currency : request.currency
    if let made = adjustments.first(where: { $0.request.id == request.id }) {
      func differs(_ field: String) -> Refusal { Refusal(code: .alreadyExists, field: field) }
      if request.partner != made.request.partner { throw differs("partner") }
      if sent != made.entry.currency { throw differs("currency") }
      if request.amountMinor != made.request.amountMinor { throw differs("amount_minor") }
      let entry = entries.first { $0.kind == .adjusted && $0.source == request.id } ?? made.entry
      return CreateAdjustmentResponse(entry: message(entry), replayed: true)
    }
    let entry = KnownEntry(
      kind: .adjusted, source: request.id, credit: Credit(partner: request.partner), tier: 1, currency: sent,
      amountMinor: request.amountMinor, day: today, recordedAt: now, availableDay: today, reason: request.reason)
    adjustments.append((request, entry))
    entries.append(entry)
    return CreateAdjustmentResponse(entry: message(entry), replayed: false)
  }

  mutating func payOut(_ request: CreatePayoutRequest) throws(Refusal) -> CreatePayoutResponse {
    var thresholds: [String: Int64] = [:]
    for threshold in request.thresholds { thresholds[threshold.currency] = threshold.minimumMinor }
    if let made = payouts.first(where: { $0.payout.id == request.id }) {
      guard made.thresholds == thresholds else { throw Refusal(code: .alreadyExists, field: "thresholds") }
      return CreatePayoutResponse(payout: made.payout, replayed: true)
    }
    var totals: [String: PayoutTotal] = [:]
    for partner in partners.map(\.code) {
      for code in Set(entries.map(\.currency)) {
        let due = entries.indices.filter {
          entries[$0].credit.partner == partner && entries[$0].currency == code && isApproved(entries[$0])
        }
        let sum = due.reduce(0) { $0 + entries[$1].amountMinor }
        guard let minimum = thresholds.isEmpty ? 1 : thresholds[code], sum >= minimum else { continue }
        for position in due { entries[position].payout = request.id }
        entries.append(
          KnownEntry(
            kind: .paid, source: request.id, credit: Credit(partner: partner), tier: 1, currency: code,
            amountMinor: -sum, day: today, recordedAt: now, availableDay: today, payout: request.id))
        var total = totals[code] ?? PayoutTotal(currency: code)
        total.amountMinor += sum
        total.partners += 1
        totals[code] = total
      }
    }
    let payout = Payout(
      id: request.id, program: slug, createdAtUs: now,
      totals: totals.values.sorted { comesBefore($0.currency, $1.currency) }, complete: true)
    payouts.append((payout, thresholds))
    return CreatePayoutResponse(payout: payout, replayed: false)
  }

  func isUnpaid(_ entry: KnownEntry) -> Bool { entry.kind != .paid && entry.payout.isEmpty }

  func isApproved(_ entry: KnownEntry) -> Bool { isUnpaid(entry) && entry.availableDay <= today }

  func payoutLines(_ id: String) -> [PayoutLine] {
    entries.filter { $0.kind == .paid && $0.source == id }.map { paid in
      let partner = partner(paid.credit.partner) ?? Partner()
      let marked = entries.filter {
        $0.kind != .paid && $0.payout == id && $0.credit.partner == partner.code && $0.currency == paid.currency
      }
      return PayoutLine(
        partner: partner.code, name: partner.name.isEmpty ? partner.code : partner.name, email: partner.email,
        currency: paid.currency, amountMinor: -paid.amountMinor, entries: Int64(marked.count))
    }.sorted { ($0.partner, $0.currency) < ($1.partner, $1.currency) }
  }

  func balances() -> [Balance] {
    var all: [Balance] = []
    for partner in partners.map(\.code).sorted(by: comesBefore) {
      for code in Set(entries.map(\.currency)).sorted() {
        let own = entries.filter { $0.credit.partner == partner && $0.currency == code }
        func sum(_ isMeant: (KnownEntry) -> Bool) -> Int64 { own.filter(isMeant).reduce(0) { $0 + $1.amountMinor } }
        let balance = Balance(
          partner: partner, currency: code, earnedMinor: sum { $0.kind == .earned },
          reversedMinor: sum { $0.kind == .reversed }, adjustedMinor: sum { $0.kind == .adjusted },
          paidMinor: sum { $0.kind == .paid }, balanceMinor: sum { _ in true },
          pendingMinor: sum { isUnpaid($0) && !isApproved($0) }, approvedMinor: sum(isApproved))
        // What was given and taken away again is as if it had never been.
        if balance != Balance(partner: partner, currency: code) { all.append(balance) }
      }
    }
    return all
  }
}
