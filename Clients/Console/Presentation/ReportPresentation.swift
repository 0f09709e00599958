internal import TributaryClient

/// A report on one or all partners, all pages of it.
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

  /// The keys that the rows have, in the order of their columns. When none was asked for, the server chose by what the
  /// key in use may see: the partner for all partners, the SubID for one.
  private var keys: [ReportKey] {
    guard request.keys.isEmpty else { return request.keys }
    let isOfOnePartner = rows.isEmpty ? !request.partner.isEmpty : rows.allSatisfy(\.partner.isEmpty)
    return isOfOnePartner ? [.subId] : [.partner]
  }

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
    let partner =
      request.partner.isEmpty ? "Every partner that this key may see" : "Partner \(visibleText(request.partner))"
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
    let figures = ReportFigures.forTable(rows + totals, withFlagged: request.includeFlagged)
    let cells = { (row: ReportRow) in figures.map { $0.value(row).shown } }
    return Table(
      columns: keys.map { Table.Column(title: $0.title, alignment: .left) }
        + figures.map { Table.Column(title: $0.title, alignment: $0.value(sample).alignment) },
      rows: rows.map { row in keys.map { $0.shown(in: row) } + cells(row) },
      totals: totals.map { total in
        ["Total"] + Array(repeating: "", count: keys.count - 1) + cells(total)
      }
    ).text(style: style)
  }

  var csv: (header: [String], rows: [[String]]) {
    let header = keys.map(\.word) + ["currency"] + figures.map(\.csvName)
    let lines = rows.map { row in
      keys.map { $0.value(in: row) } + [row.currency] + figures.map { $0.value(row).exact }
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
    keys.map { key in Field(key.word, key.title) { .text(key.value(in: $0)) } }
  }

  private var currencyField: [Field<ReportRow>] {
    [Field("currency", "Currency") { .text($0.currency) }]
  }

  private var figures: [Field<ReportRow>] {
    ReportFigures.all(withFlagged: request.includeFlagged)
  }

  private var definitionFields: [Field<ColumnDefinition>] {
    [
      Field("column", "Column") { .text($0.column) },
      Field("title", "Title") { .text($0.title) },
      Field("definition", "Definition") { .text($0.definition) },
    ]
  }
}
