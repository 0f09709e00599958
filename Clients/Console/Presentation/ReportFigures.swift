internal import TributaryClient

/// The figures of a report's rows.
enum ReportFigures {
  /// Every figure, in the order of the columns of csv and json, to which columns are only ever added at the end.
  ///
  /// - Parameter withFlagged: whether the report was asked for what was kept but not counted.
  static func all(withFlagged: Bool) -> [Field<ReportRow>] {
    counts + [commission] + ratios + shares + (withFlagged ? flagged : [])
  }

  /// Those that a table has room for: all but what refunds reversed, which the commission is without, and corrections
  /// only where there are some.
  static func forTable(_ rows: [ReportRow], withFlagged: Bool) -> [Field<ReportRow>] {
    let shown = shares.filter { field in
      switch field.name {
      case "commission_reversed_minor": false
      case "adjusted_minor": rows.contains { $0.adjustedMinor != 0 }
      default: true
      }
    }
    return counts + [commission] + shown + ratios + (withFlagged ? flagged : [])
  }

  private static let counts: [Field<ReportRow>] = [
    Field("visits", "Visits") { .count($0.visits) },
    Field("unique_visits", "Unique") { .count($0.uniqueVisits) },
    Field("leads", "Leads") { .count($0.leads) },
    Field("sales", "Sales") { .count($0.sales) },
    Field("refunds", "Refunds") { .count($0.refunds) },
    Field("revenue_minor", csv: "revenue", "Revenue") { .money($0.revenueMinor, currency: $0.currency) },
  ]

  private static let commission = Field<ReportRow>("commission_minor", csv: "commission", "Commission") {
    .money($0.commissionMinor, currency: $0.currency)
  }

  private static let ratios: [Field<ReportRow>] = [
    Field("conversion_rate_ppm", csv: "conversion_rate", "Conversion") { .partsPerMillion($0.conversionRatePpm) },
    Field("epc_minor_e4", csv: "epc", "EPC") { .fineMoney($0.epcMinorE4, currency: $0.currency) },
  ]

  private static let shares: [Field<ReportRow>] = [
    Field("commission_reversed_minor", csv: "commission_reversed", "Reversed") {
      .money($0.commissionReversedMinor, currency: $0.currency)
    },
    Field("adjusted_minor", csv: "adjusted", "Adjusted") { .money($0.adjustedMinor, currency: $0.currency) },
    Field("commission_pending_minor", csv: "commission_pending", "Pending") {
      .money($0.commissionPendingMinor, currency: $0.currency)
    },
    Field("commission_approved_minor", csv: "commission_approved", "Approved") {
      .money($0.commissionApprovedMinor, currency: $0.currency)
    },
    Field("commission_paid_minor", csv: "commission_paid", "Paid") {
      .money($0.commissionPaidMinor, currency: $0.currency)
    },
  ]

  private static let flagged: [Field<ReportRow>] = [
    Field("flagged_bots", "Bots") { .count($0.flaggedBots) },
    Field("flagged_repeats", "Repeats") { .count($0.flaggedRepeats) },
    Field("flagged_inactive_clicks", "Inactive clicks") { .count($0.flaggedInactiveClicks) },
    Field("flagged_self_referrals", "Self-referrals") { .count($0.flaggedSelfReferrals) },
    Field("flagged_inactive_conversions", "Inactive conversions") { .count($0.flaggedInactiveConversions) },
    Field("flagged_prefetches", "Prefetches") { .count($0.flaggedPrefetches) },
    Field("flagged_invalid_sub_ids", "Invalid SubIDs") { .count($0.flaggedInvalidSubIds) },
    Field("flagged_unconfirmed", "Unconfirmed") { .count($0.flaggedUnconfirmed) },
  ]
}
