import TributaryClient

/// One thing that a report counts, under all that it can be keyed by.
private struct Count {
  let credit: Credit
  let day: Int
  let currency: String
  let figures: ReportRow
}

extension Model {
  /// All rows of a report in the order of their keys, and the totals in the order of currencies.
  func report(_ request: GetPartnerReportRequest) -> (rows: [ReportRow], totals: [ReportRow]) {
    let counts = self.counts().filter { count in
      let day = LocalCalendar.text(count.day)
      return (request.partner.isEmpty || count.credit.partner == request.partner)
        && (request.fromDay.isEmpty || day >= request.fromDay) && (request.toDay.isEmpty || day <= request.toDay)
    }
    return (sums(counts, request.keys, request.includeFlagged), sums(counts, [], request.includeFlagged))
  }

  private func sums(_ counts: [Count], _ keys: [ReportKey], _ includeFlagged: Bool) -> [ReportRow] {
    var rows: [[String]: ReportRow] = [:]
    for count in counts {
      let key = keys.map { count.text($0) } + [count.currency]
      var row = rows[key] ?? count.emptyRow(keys)
      row.add(count.figures)
      rows[key] = row
    }
    let sorted = rows.sorted { left, right in
      zip(left.key, right.key).first { $0 != $1 }.map(comesBefore) ?? false
    }
    return sorted.map(\.value).compactMap { row in
      var row = row
      if !includeFlagged { row.forgetFlagged() }
      guard row.hasFigures else { return nil }
      row.divide()
      return row
    }
  }

  private func counts() -> [Count] {
    var counts: [Count] = []
    for click in clicks {
      var figures = ReportRow()
      switch click.disposition {
      case .counted: figures.visits = 1
      case .bot: figures.flaggedBots = 1
      case .repeat: figures.flaggedRepeats = 1
      default: figures.flaggedInactiveClicks = 1
      }
      if click.isUnique { figures.uniqueVisits = 1 }
      let credit = Credit(partner: click.partner, subID: click.subID, page: click.page)
      counts.append(Count(credit: credit, day: click.day, currency: currency, figures: figures))
    }
    for order in orders where !order.isTest {
      var figures = ReportRow()
      if let credit = order.decision.credit {
        figures.leads = order.kind == .lead ? 1 : 0
        figures.sales = order.kind == .sale ? 1 : 0
        figures.revenueMinor = order.amounts.baseMinor
        counts.append(Count(credit: credit, day: order.day, currency: order.amounts.currency, figures: figures))
        for settlement in order.kind == .sale ? settlements(of: order.orderID) : [] where settlement.hasEffect {
          let refund = ReportRow(refunds: 1, revenueMinor: -settlement.takenMinor)
          counts.append(
            Count(credit: credit, day: settlement.refund.day, currency: order.amounts.currency, figures: refund))
        }
      } else if let flag = order.decision.flag {
        if flag.reason == .selfReferral {
          figures.flaggedSelfReferrals = 1
        } else {
          figures.flaggedInactiveConversions = 1
        }
        counts.append(Count(credit: flag.credit, day: order.day, currency: order.amounts.currency, figures: figures))
      }
    }
    for entry in entries where entry.kind != .paid {
      var figures = ReportRow()
      let amount = entry.amountMinor
      if entry.kind == .adjusted { figures.adjustedMinor = amount } else { figures.commissionMinor = amount }
      if entry.kind == .reversed { figures.commissionReversedMinor = amount }
      if !entry.payout.isEmpty {
        figures.commissionPaidMinor = amount
      } else if isApproved(entry) {
        figures.commissionApprovedMinor = amount
      } else {
        figures.commissionPendingMinor = amount
      }
      counts.append(Count(credit: entry.credit, day: entry.day, currency: entry.currency, figures: figures))
    }
    return counts
  }
}

extension Count {
  fileprivate func text(_ key: ReportKey) -> String {
    switch key {
    case .subId: credit.subID
    case .day: LocalCalendar.text(day)
    case .partner: credit.partner
    default: credit.page
    }
  }

  fileprivate func emptyRow(_ keys: [ReportKey]) -> ReportRow {
    var row = ReportRow(currency: currency)
    if keys.contains(.subId) { row.subId = credit.subID }
    if keys.contains(.day) { row.day = LocalCalendar.text(day) }
    if keys.contains(.partner) { row.partner = credit.partner }
    if keys.contains(.landingPage) { row.landingPage = credit.page }
    return row
  }
}

extension ReportRow {
  /// Every figure that is summed.
  static var summed: [WritableKeyPath<ReportRow, Int64>] {
    [
      \.visits, \.uniqueVisits, \.leads, \.sales, \.refunds, \.revenueMinor, \.commissionMinor,
      \.commissionReversedMinor, \.commissionPendingMinor, \.commissionApprovedMinor, \.commissionPaidMinor,
      \.adjustedMinor,
    ] + flagged
  }

  private static var flagged: [WritableKeyPath<ReportRow, Int64>] {
    [
      \.flaggedBots, \.flaggedRepeats, \.flaggedInactiveClicks, \.flaggedSelfReferrals, \.flaggedInactiveConversions,
    ]
  }

  mutating func add(_ other: ReportRow) {
    for figure in Self.summed { self[keyPath: figure] += other[keyPath: figure] }
  }

  fileprivate mutating func forgetFlagged() {
    for figure in Self.flagged { self[keyPath: figure] = 0 }
  }

  fileprivate var hasFigures: Bool { Self.summed.contains { self[keyPath: $0] != 0 } }

  /// Fills in what is divided by visits.
  mutating func divide() {
    guard visits != 0 else { return }
    conversionRatePpm = roundedHalfToEven(Int128(sales) * 1_000_000, Int128(visits))
    epcMinorE4 = roundedHalfToEven(Int128(commissionMinor) * 10_000, Int128(visits))
  }
}
