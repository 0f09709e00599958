internal import TributaryProtocol

/// The definitions that every report carries, so that a figure is never read for what it is not. They leave units out,
/// because a client may show cents as dollars and parts per million as percent; the contract has them.
enum ReportColumns {
  /// The definitions of the figures that a report tells, in the order of the contract.
  static func definitions(includeFlagged: Bool) -> [ColumnDefinition] {
    includeFlagged ? counted + flagged : counted
  }

  private static let counted: [ColumnDefinition] = [
    ColumnDefinition(
      column: "visits", title: "Visits",
      definition: """
        Clicks on the partner's links that counted: not those of known bots, not those that repeat a visit within 10 \
        seconds, not those while the partner was not active, not links that were fetched ahead of a click, and not those \
        with an invalid SubID.
        """),
    ColumnDefinition(
      column: "unique_visits", title: "Unique visits",
      definition: """
        Visits whose visitor had not visited through this partner and SubID in the 24 hours before.
        """),
    ColumnDefinition(
      column: "leads", title: "Leads", definition: "Leads attributed to the partner."),
    ColumnDefinition(
      column: "sales", title: "Sales", definition: "Sales attributed to the partner, refunded ones included."),
    ColumnDefinition(
      column: "refunds", title: "Refunds",
      definition: "Refunds of sales attributed to the partner, counted on the day of the refund."),
    ColumnDefinition(
      column: "revenue_minor", title: "Revenue",
      definition: """
        Items less discount of the sales, without tax and shipping, less what was refunded of them.
        """),
    ColumnDefinition(
      column: "commission_minor", title: "Commission",
      definition: """
        What the partner earned, its share of the commissions of partners it brought in included, less what refunds \
        reversed: on hold, approved and paid together, without corrections.
        """),
    ColumnDefinition(
      column: "conversion_rate_ppm", title: "Conversion rate",
      definition: "Sales divided by visits."),
    ColumnDefinition(
      column: "epc_minor_e4", title: "EPC",
      definition: "Earnings per click: commission divided by visits."),
    ColumnDefinition(
      column: "commission_reversed_minor", title: "Reversed",
      definition: "The part of what was earned that refunds took back; it is 0 or negative."),
    ColumnDefinition(
      column: "commission_pending_minor", title: "Pending",
      definition: """
        The part of commission and corrections that is not paid and still on hold: the day on which it is approved has \
        not begun in the program's time zone.
        """),
    ColumnDefinition(
      column: "commission_approved_minor", title: "Approved",
      definition: """
        The part of commission and corrections that is due and not paid: its hold days after the order are over, so the \
        next payout pays it. It is negative when a refund came after the payout.
        """),
    ColumnDefinition(
      column: "commission_paid_minor", title: "Paid",
      definition: "The part of commission and corrections that payouts paid."),
    ColumnDefinition(
      column: "adjusted_minor", title: "Corrections",
      definition: "Corrections of the balance by hand."),
  ]

  private static let flagged: [ColumnDefinition] = [
    ColumnDefinition(
      column: "flagged_bots", title: "Bot clicks",
      definition: "Clicks of known bots, kept and not counted as visits."),
    ColumnDefinition(
      column: "flagged_repeats", title: "Repeated clicks",
      definition: """
        Clicks of a visitor within 10 seconds of a visit through the same partner and SubID, kept and not counted as \
        visits.
        """),
    ColumnDefinition(
      column: "flagged_inactive_clicks", title: "Inactive clicks",
      definition: "Clicks while the partner was not active, kept and not counted as visits."),
    ColumnDefinition(
      column: "flagged_self_referrals", title: "Self-referrals",
      definition: """
        Leads and sales that nobody earned because the customer's e-mail address was the partner's.
        """),
    ColumnDefinition(
      column: "flagged_inactive_conversions", title: "Inactive conversions",
      definition: "Leads and sales that nobody earned because the partner was not active."),
    ColumnDefinition(
      column: "flagged_prefetches", title: "Prefetches",
      definition: """
        Links that a browser fetched ahead of a click, or of which something only asked for the headers, kept and not \
        counted as visits.
        """),
    ColumnDefinition(
      column: "flagged_invalid_sub_ids", title: "Invalid SubIDs",
      definition: """
        Clicks whose SubID was longer than 255 bytes or no UTF-8, kept under the beginning of it that is valid and not \
        counted as visits.
        """),
    ColumnDefinition(
      column: "flagged_unconfirmed", title: "Unconfirmed",
      definition: """
        Leads and sales that only a pixel without a signature told of. They earn nothing until the cart records the same \
        order with the same money, or a person confirms them.
        """),
  ]
}
