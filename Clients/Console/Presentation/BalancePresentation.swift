internal import TributaryClient

/// The columns of balances.
let balanceFields: [Field<Balance>] = [
  Field("partner", "Partner") { .text($0.partner) },
  Field("currency", "Currency") { .text($0.currency) },
  Field("earned_minor", csv: "earned", "Earned") { .money($0.earnedMinor, currency: $0.currency) },
  Field("reversed_minor", csv: "reversed", "Reversed") { .money($0.reversedMinor, currency: $0.currency) },
  Field("adjusted_minor", csv: "adjusted", "Adjusted") { .money($0.adjustedMinor, currency: $0.currency) },
  Field("paid_minor", csv: "paid", "Paid") { .money($0.paidMinor, currency: $0.currency) },
  Field("balance_minor", csv: "balance", "Balance") { .money($0.balanceMinor, currency: $0.currency) },
  Field("pending_minor", csv: "pending", "Pending") { .money($0.pendingMinor, currency: $0.currency) },
  Field("approved_minor", csv: "approved", "Approved") { .money($0.approvedMinor, currency: $0.currency) },
]

/// The columns of the ledger's entries.
let ledgerEntryFields: [Field<LedgerEntry>] = [
  Field("number", "No.") { .count($0.number) },
  Field("kind", "Entry") { .text($0.kind.word) },
  Field("partner", "Partner") { .text($0.partner) },
  Field("tier", "Tier") { .count(Int64($0.tier)) },
  Field("currency", "Currency") { .text($0.currency) },
  Field("amount_minor", csv: "amount", "Amount") { .money($0.amountMinor, currency: $0.currency) },
  Field("recorded_at", "Written") { .time($0.recordedAtUs) },
  Field("available_at", "Approved from") { .time($0.availableAtUs) },
  Field("reason", "Reason") { .text($0.reason) },
  Field("payout", "Paid by") { .text($0.payout) },
]

/// A correction by hand.
struct AdjustmentPresentation: Presentation {
  /// The caller's name for it.
  let id: String
  let response: CreateAdjustmentResponse

  private var entry: LedgerEntry { response.entry ?? LedgerEntry() }

  func table(style: Style) -> String {
    let amount = FieldValue.money(entry.amountMinor, currency: entry.currency).shown
    return style.strong(
      "Adjustment \(visibleText(id)): " + (response.replayed ? "known already, it counts once" : "recorded")) + "\n"
      + detailLines(
        [
          ("Partner", visibleText(entry.partner)), ("Amount", amount), ("Reason", visibleText(entry.reason)),
          ("Entry", FieldValue.count(entry.number).shown), ("Written", FieldValue.time(entry.recordedAtUs).shown),
        ], style: style)
  }

  var csv: (header: [String], rows: [[String]]) {
    (
      ["id", "replayed"] + ledgerEntryFields.map(\.csvName),
      [[id, response.replayed ? "true" : "false"] + ledgerEntryFields.map { $0.value(entry).exact }]
    )
  }

  var json: JSONValue {
    .object([
      JSONValue.Member("id", .string(id)),
      JSONValue.Member("replayed", .boolean(response.replayed)),
      JSONValue.Member("entry", ledgerEntryFields.json(entry)),
    ])
  }
}
