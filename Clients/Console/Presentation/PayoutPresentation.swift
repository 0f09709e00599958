internal import TributaryClient

/// The payouts of a program.
struct PayoutListPresentation: Presentation {
  let payouts: [Payout]

  func table(style: Style) -> String {
    guard !payouts.isEmpty else { return style.faint("There are no payouts.") + "\n" }
    return payoutTable(payouts).text(style: style)
  }

  var csv: (header: [String], rows: [[String]]) { (payoutColumns, payouts.flatMap(payoutRows)) }

  var json: JSONValue { .object([JSONValue.Member("payouts", .array(payouts.map(payoutJSON)))]) }
}

/// A payout that was just made.
struct CreatedPayoutPresentation: Presentation {
  let payout: Payout
  /// Whether it had been made before.
  let isReplayed: Bool

  func table(style: Style) -> String {
    let headline = "Payout \(visibleText(payout.id)) of \(visibleText(payout.program)): "
    return style.strong(headline + (isReplayed ? "known already, nothing is paid twice" : "made")) + "\n"
      + (payout.totals.isEmpty
        ? style.faint("Nobody is paid: no approved balance reaches its threshold.") + "\n"
        : payout.totals.map { paid($0, style) + "\n" }.joined())
  }

  private func paid(_ total: PayoutTotal, _ style: Style) -> String {
    let amount = FieldValue.money(total.amountMinor, currency: total.currency).shown
    let partners = FieldValue.count(total.partners).shown
    return "\(style.success(amount)) to \(partners) partner\(total.partners == 1 ? "" : "s")"
  }

  var csv: (header: [String], rows: [[String]]) {
    (payoutColumns + ["replayed"], payoutRows(payout).map { $0 + [isReplayed ? "true" : "false"] })
  }

  var json: JSONValue {
    .object([
      JSONValue.Member("payout", payoutJSON(payout)),
      JSONValue.Member("replayed", .boolean(isReplayed)),
    ])
  }
}

private let payoutFields: [Field<Payout>] = [
  Field("id", "Payout") { .text($0.id) },
  Field("program", "Program") { .text($0.program) },
  Field("created_at", "Made") { .time($0.createdAtUs) },
  Field("complete", "Complete") { .truth($0.complete) },
]

private let payoutTotalFields: [Field<PayoutTotal>] = [
  Field("currency", "Currency") { .text($0.currency) },
  Field("amount_minor", csv: "amount", "Paid") { .money($0.amountMinor, currency: $0.currency) },
  Field("partners", "Partners") { .count($0.partners) },
]

private let payoutColumns = payoutFields.map(\.csvName) + payoutTotalFields.map(\.csvName)

/// One row for each currency; a payout that paid nothing has one row with those columns empty.
private func payoutRows(_ payout: Payout) -> [[String]] {
  let common = payoutFields.map { $0.value(payout).exact }
  guard !payout.totals.isEmpty else { return [common + payoutTotalFields.map { _ in "" }] }
  return payout.totals.map { total in common + payoutTotalFields.map { $0.value(total).exact } }
}

private func payoutTable(_ payouts: [Payout]) -> Table {
  let totalFields = payoutTotalFields.filter { $0.name != "currency" }
  return Table(
    columns: payoutFields.map { Table.Column(title: $0.title, alignment: .left) }
      + totalFields.map { Table.Column(title: $0.title, alignment: .right) },
    rows: payouts.flatMap { payout in
      let common = payoutFields.map { $0.value(payout).shown }
      guard !payout.totals.isEmpty else { return [common + ["nothing", "0"]] }
      return payout.totals.map { total in common + totalFields.map { $0.value(total).shown } }
    })
}

private func payoutJSON(_ payout: Payout) -> JSONValue {
  .object(
    payoutFields.map { JSONValue.Member($0.name, $0.value(payout).json) }
      + [JSONValue.Member("totals", .array(payout.totals.map(payoutTotalFields.json)))])
}
