internal import TributaryProtocol

/// The definitions that every report carries, so that a figure is never read for what it is not. They leave units out,
/// because a client may show cents as dollars and parts per million as percent; the contract has them.
enum ReportColumns {
  static let definitions: [ColumnDefinition] = [
    ColumnDefinition(
      column: "visits", title: "Visits", definition: "Clicks on the partner's links that counted."),
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
      definition: "What the partner earned, less what refunds reversed."),
    ColumnDefinition(
      column: "conversion_rate_ppm", title: "Conversion rate",
      definition: "Sales divided by visits."),
    ColumnDefinition(
      column: "epc_minor_e4", title: "EPC",
      definition: "Earnings per click: commission divided by visits."),
  ]
}
