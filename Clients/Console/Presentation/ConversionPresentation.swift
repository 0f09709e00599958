internal import TributaryClient

/// The answer to a recorded conversion, with the receipt of its attribution.
struct ConversionPresentation: Presentation {
  /// What was sent.
  let request: RecordConversionRequest
  /// What the server answered.
  let response: RecordConversionResponse
  /// The unconfirmed conversion that was confirmed, whose order neither side said. Nil when an order was sent.
  var unconfirmedID: String?

  private var receipt: Receipt { response.receipt ?? Receipt() }

  func table(style: Style) -> String {
    var text = style.strong(headline) + "\n" + detailLines(summary(style), style: style)
    if !receipt.candidates.isEmpty {
      text += "\n" + candidateTable(style)
    }
    return text
  }

  private var headline: String {
    let named =
      unconfirmedID.map { "unconfirmed conversion \(visibleText($0))" }
      ?? "\(request.kind.word) \(visibleText(request.orderId))"
    let subject = "\(named) in \(visibleText(request.program))"
    return capitalized(subject) + (request.test ? " (a test)" : "")
      + (response.replayed ? ": known already, this is how it stands" : ": recorded")
  }

  private func summary(_ style: Style) -> [(title: String, value: String)] {
    var lines: [(title: String, value: String)] = []
    if receipt.partner.isEmpty {
      lines.append(("Referred by", style.faint("nobody")))
    } else {
      let subID = receipt.subId.isEmpty ? "" : ", SubID \(visibleSubID(receipt.subId))"
      lines.append(("Referred by", style.success(visibleText(receipt.partner)) + subID))
    }
    lines.append(("Rule", receipt.rule.explanation))
    if response.refundStatus != .unspecified { lines.append(("Refund", describedRefund)) }
    for commission in response.commissions { lines.append(("Commission", describe(commission))) }
    if response.commissions.isEmpty { lines.append(("Commission", style.faint("none"))) }
    lines.append(("Conversion", visibleText(response.conversionId)))
    return lines
  }

  private var describedRefund: String {
    let status = response.refundStatus.explanation
    guard let currency = refundCurrency, response.refundedMinor != 0 else { return status }
    return status + "; \(FieldValue.money(response.refundedMinor, currency: currency).shown) of the base paid back"
  }

  /// The currency of a refund. Nil when neither side said it: a full refund has its order's.
  private var refundCurrency: String? {
    guard response.refundStatus != .unspecified else { return nil }
    return request.currency.isEmpty ? response.commissions.first?.currency : request.currency
  }

  private func describe(_ commission: Commission) -> String {
    let amount = FieldValue.money(commission.amountMinor, currency: commission.currency).shown
    let partner = visibleText(commission.partner) + (commission.tier == 2 ? " (second tier)" : "")
    guard commission.amountMinor >= 0 else { return "\(amount) taken back from \(partner)" }
    let approval = FieldValue.time(commission.availableAtUs).shown
    return "\(amount) to \(partner)" + (approval.isEmpty ? "" : ", approved from \(approval)")
  }

  private func candidateTable(_ style: Style) -> String {
    let columns = ["Evidence", "Value", "Partner", "Referred", "Verdict"]
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

  /// The kind, unless neither side said it.
  private var kind: String { unconfirmedID == nil ? request.kind.word : "" }

  /// One line for each commission; a conversion without any has one line with those columns empty.
  var csv: (header: [String], rows: [[String]]) {
    let header = [
      "kind", "order_id", "conversion_id", "replayed", "partner", "sub_id", "click_id", "rule", "commission_partner",
      "currency", "commission", "available_at", "tier", "refund_status", "refunded",
    ]
    let common = [
      kind, request.orderId, response.conversionId, response.replayed ? "true" : "false", receipt.partner,
      receipt.subId, receipt.clickId, receipt.rule.word,
    ]
    let commissions = response.commissions.map { commission in
      [
        commission.partner, commission.currency,
        FieldValue.money(commission.amountMinor, currency: commission.currency).exact,
        FieldValue.time(commission.availableAtUs).exact, String(commission.tier),
      ]
    }
    let refund = [
      response.refundStatus.wordOrNothing,
      refundCurrency.map { FieldValue.money(response.refundedMinor, currency: $0).exact } ?? "",
    ]
    let none = Array(repeating: "", count: header.count - common.count - refund.count)
    return (header, (commissions.isEmpty ? [none] : commissions).map { common + $0 + refund })
  }

  var json: JSONValue {
    .object([
      JSONValue.Member("kind", .string(kind)),
      JSONValue.Member("order_id", .string(request.orderId)),
      JSONValue.Member("conversion_id", .string(response.conversionId)),
      JSONValue.Member("replayed", .boolean(response.replayed)),
      JSONValue.Member("receipt", receipt.json),
      JSONValue.Member("commissions", .array(response.commissions.map(commissionFields.json))),
      JSONValue.Member("refund_status", .string(response.refundStatus.wordOrNothing)),
      JSONValue.Member("refunded_minor", .integer(response.refundedMinor)),
    ])
  }
}
