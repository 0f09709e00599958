internal import TributaryClient

/// The columns of candidates.
let candidateFields: [Field<Candidate>] = [
  Field("evidence", "Evidence") { .text($0.evidence.word) },
  Field("value", "Value") { .longText($0.value) },
  Field("click_id", "Click") { .text($0.clickId) },
  Field("partner", "Partner") { .text($0.partner) },
  Field("touched_at", "Referred") { .time($0.touchedAtUs) },
  Field("verdict", "Verdict") { .text($0.verdict.word) },
]

/// The columns of commissions.
let commissionFields: [Field<Commission>] = [
  Field("partner", "Partner") { .text($0.partner) },
  Field("currency", "Currency") { .text($0.currency) },
  Field("amount_minor", "Amount") { .money($0.amountMinor, currency: $0.currency) },
  Field("available_at", "Approved from") { .time($0.availableAtUs) },
  Field("tier", "Tier") { .count(Int64($0.tier)) },
]

extension Receipt {
  /// The receipt for programs.
  var json: JSONValue {
    .object([
      JSONValue.Member("partner", .string(partner)),
      JSONValue.Member("sub_id", .string(subId)),
      JSONValue.Member("click_id", .string(clickId)),
      JSONValue.Member("rule", .string(rule.word)),
      JSONValue.Member("candidates", .array(candidates.map(candidateFields.json))),
    ])
  }
}
