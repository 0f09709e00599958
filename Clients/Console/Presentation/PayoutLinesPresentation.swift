internal import TributaryClient

/// What a payout pays to whom.
struct PayoutLinesPresentation: Presentation {
  /// The payout's id.
  let id: String
  let lines: [PayoutLine]

  func table(style: Style) -> String {
    guard let first = lines.first else { return style.faint("Payout \(visibleText(id)) pays nobody.") + "\n" }
    // The amount carries its currency for people.
    let shown = fields.filter { $0.name != "currency" }
    return Table(
      columns: shown.map { Table.Column(title: $0.title, alignment: $0.value(first).alignment) },
      rows: lines.map { line in shown.map { $0.value(line).shown } },
      totals: totals.map { total in ["Total"] + shown.dropFirst().map { totalCell($0, total) } }
    ).text(style: style)
  }

  /// What payment providers take: the order of these columns never changes.
  var csv: (header: [String], rows: [[String]]) {
    (fields.map(\.csvName), lines.map { line in fields.map { $0.value(line).exact } })
  }

  var json: JSONValue {
    .object([
      JSONValue.Member("payout", .string(id)),
      JSONValue.Member("lines", .array(lines.map(fields.json))),
    ])
  }

  private var fields: [Field<PayoutLine>] {
    [
      Field("partner", "Partner") { .text($0.partner) },
      Field("name", "Name") { .text($0.name) },
      Field("email", "E-mail") { .text($0.email) },
      Field("currency", "Currency") { .text($0.currency) },
      Field("amount_minor", csv: "amount", "Amount") { .money($0.amountMinor, currency: $0.currency) },
      Field("entries", "Entries") { .count($0.entries) },
    ]
  }

  private func totalCell(_ field: Field<PayoutLine>, _ total: PayoutLine) -> String {
    field.name == "amount_minor" || field.name == "entries" ? field.value(total).shown : ""
  }

  /// Sums over the lines, one for each currency in the order of their codes.
  private var totals: [PayoutLine] {
    Dictionary(grouping: lines, by: \.currency).sorted { $0.key < $1.key }.map { currency, lines in
      PayoutLine(
        currency: currency, amountMinor: clampedSum(lines.map(\.amountMinor)),
        entries: clampedSum(lines.map(\.entries)))
    }
  }
}

/// The sum of numbers that a server sent, which no honest one lets grow beyond 64 bits.
func clampedSum(_ numbers: some Sequence<Int64>) -> Int64 {
  Int64(clamping: numbers.reduce(Int128(0)) { $0 + Int128($1) })
}
