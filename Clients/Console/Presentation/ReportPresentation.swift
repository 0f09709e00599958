internal import TributaryClient

/// A partner's report, all pages of it.
struct ReportPresentation: Presentation {
  /// What was asked for.
  let request: GetPartnerReportRequest
  /// Rows of all pages.
  let rows: [ReportRow]
  /// Sums over all rows, one for each currency.
  let totals: [ReportRow]
  /// What each figure means.
  let definitions: [ColumnDefinition]
  /// The IANA time zone that the days are in.
  let timeZone: String
  /// Whether the table is followed by what its columns mean.
  let explains: Bool

  /// The keys that the rows have, in the order of their columns.
  private var keys: [ReportKey] { request.keys.isEmpty ? [.subId] : request.keys }

  func table(style: Style) -> String {
    var text = style.strong(headline) + "\n"
    if rows.isEmpty {
      text += style.faint("Nothing was recorded in this time.") + "\n"
    } else {
      text += "\n" + figureTable(style)
    }
    if explains {
      text += "\n" + detailLines(definitions.map { (visibleText($0.title), visibleText($0.definition)) }, style: style)
    }
    return text
  }

  private var headline: String {
    let partner = request.partner.isEmpty ? "The partner of this key" : "Partner \(visibleText(request.partner))"
    return "\(partner) in \(visibleText(request.program)), \(period), days in \(visibleText(timeZone))"
  }

  private var period: String {
    switch (request.fromDay.isEmpty, request.toDay.isEmpty) {
    case (true, true): "all time"
    case (true, false): "until \(request.toDay)"
    case (false, true): "since \(request.fromDay)"
    case (false, false): "\(request.fromDay) to \(request.toDay)"
    }
  }

  private func figureTable(_ style: Style) -> String {
    let sample = ReportRow()
    let columns =
      keys.map { Table.Column(title: $0 == .day ? "Day" : "SubID", alignment: .left) }
      + figures.map { Table.Column(title: $0.title, alignment: $0.value(sample).alignment) }
    return Table(
      columns: columns,
      rows: rows.map { row in keys.map { shown($0, of: row) } + cells(row) },
      totals: totals.map { total in
        ["Total"] + Array(repeating: "", count: keys.count - 1) + cells(total)
      }
    ).text(style: style)
  }

  private func shown(_ key: ReportKey, of row: ReportRow) -> String {
    key == .day ? visibleText(row.day) : visibleSubID(row.subId)
  }

  private func cells(_ row: ReportRow) -> [String] {
    figures.map { $0.value(row).shown }
  }

  var csv: (header: [String], rows: [[String]]) {
    let header = keys.map(\.word) + ["currency"] + figures.map(\.csvName)
    let lines = rows.map { row in
      keys.map { $0 == .day ? row.day : row.subId } + [row.currency] + figures.map { $0.value(row).exact }
    }
    return (header, lines)
  }

  var json: JSONValue {
    .object([
      JSONValue.Member("program", .string(request.program)),
      JSONValue.Member("partner", .string(request.partner)),
      JSONValue.Member("keys", .array(keys.map { .string($0.word) })),
      JSONValue.Member("from_day", request.fromDay.isEmpty ? .null : .string(request.fromDay)),
      JSONValue.Member("to_day", request.toDay.isEmpty ? .null : .string(request.toDay)),
      JSONValue.Member("time_zone", .string(timeZone)),
      JSONValue.Member("rows", .array(rows.map { (keyFields + currencyField + figures).json($0) })),
      JSONValue.Member("totals", .array(totals.map { (currencyField + figures).json($0) })),
      JSONValue.Member("definitions", .array(definitions.map(definitionFields.json))),
    ])
  }

  private var keyFields: [Field<ReportRow>] {
    keys.map { key in Field(key.word, "") { .text(key == .day ? $0.day : $0.subId) } }
  }

  private var currencyField: [Field<ReportRow>] {
    [Field("currency", "Currency") { .text($0.currency) }]
  }

  private var figures: [Field<ReportRow>] {
    [
      Field("visits", "Visits") { .count($0.visits) },
      Field("unique_visits", "Unique") { .count($0.uniqueVisits) },
      Field("leads", "Leads") { .count($0.leads) },
      Field("sales", "Sales") { .count($0.sales) },
      Field("refunds", "Refunds") { .count($0.refunds) },
      Field("revenue_minor", csv: "revenue", "Revenue") { .money($0.revenueMinor, currency: $0.currency) },
      Field("commission_minor", csv: "commission", "Commission") {
        .money($0.commissionMinor, currency: $0.currency)
      },
      Field("conversion_rate_ppm", csv: "conversion_rate", "Conversion") { .partsPerMillion($0.conversionRatePpm) },
      Field("epc_minor_e4", csv: "epc", "EPC") { .fineMoney($0.epcMinorE4, currency: $0.currency) },
    ]
  }

  private var definitionFields: [Field<ColumnDefinition>] {
    [
      Field("column", "Column") { .text($0.column) },
      Field("title", "Title") { .text($0.title) },
      Field("definition", "Definition") { .text($0.definition) },
    ]
  }
}

/// A SubID for people: none is "(none)", which the same text as a SubID is told from by a backslash.
func visibleSubID(_ subID: String) -> String {
  switch subID {
  case "": "(none)"
  case "(none)": "\\(none)"
  default: visibleText(subID)
  }
}
