internal import TributaryClient

/// The answer to a recorded conversion, with the receipt of its attribution.
struct ConversionPresentation: Presentation {
  /// What was sent.
  let request: RecordConversionRequest
  /// What the server answered.
  let response: RecordConversionResponse

  private var receipt: Receipt { response.receipt ?? Receipt() }

  func table(style: Style) -> String {
    var text = style.strong(headline) + "\n" + detailLines(summary(style), style: style)
    if !receipt.candidates.isEmpty {
      text += "\n" + candidateTable(style)
    }
    return text
  }

  private var headline: String {
    let subject = "\(request.kind.word) \(visibleText(request.orderId)) in \(visibleText(request.program))"
    return subject.prefix(1).uppercased() + subject.dropFirst()
      + (response.replayed ? ": known already, this is the answer of the first time" : ": recorded")
      + (request.test ? " as a test" : "")
  }

  private func summary(_ style: Style) -> [(title: String, value: String)] {
    var lines: [(title: String, value: String)] = []
    if receipt.partner.isEmpty {
      lines.append(("Referred by", style.faint("nobody")))
    } else {
      let subID = receipt.subId.isEmpty ? "" : ", SubID \(visibleSubID(receipt.subId))"
      lines.append(("Referred by", style.success(visibleText(receipt.partner)) + subID))
    }
    lines.append(("Rule", ruleExplanation))
    for commission in response.commissions { lines.append(("Commission", describe(commission))) }
    if response.commissions.isEmpty { lines.append(("Commission", style.faint("none"))) }
    lines.append(("Conversion", visibleText(response.conversionId)))
    return lines
  }

  private var ruleExplanation: String {
    switch receipt.rule {
    case .lastTouch: "last touch: the latest click inside the window that counts"
    case .sameAsOrder: "same as order: a refund goes where its order went"
    case .unattributed: "unattributed: no evidence led to a click that counts"
    case .unspecified, .unrecognized: spaced(receipt.rule.word)
    }
  }

  private func describe(_ commission: Commission) -> String {
    let amount = FieldValue.money(commission.amountMinor, currency: commission.currency).shown
    let partner = visibleText(commission.partner)
    guard commission.amountMinor >= 0 else { return "\(amount) taken back from \(partner)" }
    let approval = FieldValue.time(commission.availableAtUs).shown
    return "\(amount) to \(partner)" + (approval.isEmpty ? "" : ", approved from \(approval)")
  }

  private func candidateTable(_ style: Style) -> String {
    let columns = ["Evidence", "Value", "Partner", "Clicked", "Verdict"]
    return Table(
      columns: columns.map { Table.Column(title: $0, alignment: .left) },
      rows: receipt.candidates.map { candidate in
        let verdict = spaced(candidate.verdict.word)
        return [
          spaced(candidate.evidence.word), FieldValue.longText(candidate.value).shown,
          visibleText(candidate.partner), FieldValue.time(candidate.touchedAtUs).shown, verdict,
        ]
      }
    ).text(style: style)
  }

  /// One line for each commission; a conversion without any has one line with those columns empty.
  var csv: (header: [String], rows: [[String]]) {
    let header = [
      "kind", "order_id", "conversion_id", "replayed", "partner", "sub_id", "click_id", "rule", "commission_partner",
      "currency", "commission", "available_at",
    ]
    let common = [
      request.kind.word, request.orderId, response.conversionId, response.replayed ? "true" : "false", receipt.partner,
      receipt.subId, receipt.clickId, receipt.rule.word,
    ]
    let commissions = response.commissions.map { commission in
      [
        commission.partner, commission.currency,
        FieldValue.money(commission.amountMinor, currency: commission.currency).exact,
        FieldValue.time(commission.availableAtUs).exact,
      ]
    }
    return (header, (commissions.isEmpty ? [["", "", "", ""]] : commissions).map { common + $0 })
  }

  var json: JSONValue {
    .object([
      JSONValue.Member("kind", .string(request.kind.word)),
      JSONValue.Member("order_id", .string(request.orderId)),
      JSONValue.Member("conversion_id", .string(response.conversionId)),
      JSONValue.Member("replayed", .boolean(response.replayed)),
      JSONValue.Member("receipt", receiptJSON),
      JSONValue.Member("commissions", .array(response.commissions.map(commissionFields.json))),
    ])
  }

  private var receiptJSON: JSONValue {
    .object([
      JSONValue.Member("partner", .string(receipt.partner)),
      JSONValue.Member("sub_id", .string(receipt.subId)),
      JSONValue.Member("click_id", .string(receipt.clickId)),
      JSONValue.Member("rule", .string(receipt.rule.word)),
      JSONValue.Member("candidates", .array(receipt.candidates.map(candidateFields.json))),
    ])
  }

  private var candidateFields: [Field<Candidate>] {
    [
      Field("evidence", "Evidence") { .text($0.evidence.word) },
      Field("value", "Value") { .longText($0.value) },
      Field("click_id", "Click") { .text($0.clickId) },
      Field("partner", "Partner") { .text($0.partner) },
      Field("touched_at", "Clicked") { .time($0.touchedAtUs) },
      Field("verdict", "Verdict") { .text($0.verdict.word) },
    ]
  }

  private var commissionFields: [Field<Commission>] {
    [
      Field("partner", "Partner") { .text($0.partner) },
      Field("currency", "Currency") { .text($0.currency) },
      Field("amount_minor", "Amount") { .money($0.amountMinor, currency: $0.currency) },
      Field("available_at", "Approved from") { .time($0.availableAtUs) },
    ]
  }
}
