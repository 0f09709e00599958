internal import TributaryClient

/// Why a conversion earned what it earned: in words for people, whole for programs.
struct ExplanationPresentation: Presentation {
  /// Slug of the program.
  let program: String
  let conversion: RecordedConversion
  /// For a sale, its refunds in the order in which they happened.
  let refunds: [RecordedConversion]

  func table(style: Style) -> String {
    let origin = OriginExplanation(conversion: conversion)
    let earnings = EarningsExplanation(conversion: conversion, refunds: refunds)
    var sections = [
      style.strong(headline) + "\n",
      detailLines(facts, style: style),
      style.strong("Who referred it") + "\n" + lines(origin.lines(style)),
      style.strong(conversion.kind == .refund ? "What was taken back" : "What was earned") + "\n"
        + lines(earnings.lines),
    ]
    if !refunds.isEmpty {
      sections.append(style.strong("Refunds") + "\n" + lines(earnings.refundLines))
    }
    let entries = LedgerExplanation(conversions: [conversion] + refunds)
    if !entries.isEmpty {
      sections.append(style.strong("Ledger") + "\n" + entries.table(style))
      sections.append(style.strong("Net") + "\n" + detailLines(entries.net, style: .plain))
    }
    return sections.joined(separator: "\n")
  }

  private func lines(_ lines: [String]) -> String {
    lines.map { $0 + "\n" }.joined()
  }

  private var headline: String {
    capitalized(conversion.name)
      + (conversion.kind == .refund ? " of order \(visibleText(conversion.orderId))" : "")
      + " in \(visibleText(program))" + (conversion.test ? ", a test: it neither counts nor pays" : "")
  }

  private var facts: [(title: String, value: String)] {
    var facts = [
      (
        "Happened",
        "\(FieldValue.time(conversion.occurredAtUs).shown), recorded \(FieldValue.time(conversion.recordedAtUs).shown)"
      )
    ]
    let email = visibleText(conversion.customer?.email ?? "")
    let number = visibleText(conversion.customer?.externalId ?? "")
    let customer = (email.isEmpty ? [] : [email]) + (number.isEmpty ? [] : ["number \(number)"])
    let order =
      conversion.contactOrderNumber == 0 ? [] : ["order \(conversion.contactOrderNumber) of this customer"]
    if !(customer + order).isEmpty { facts.append(("Customer", (customer + order).joined(separator: ", "))) }
    if conversion.kind == .sale { facts.append(("Base", describedBase)) }
    return facts
  }

  /// What commission is paid on.
  private var describedBase: String {
    let base = conversion.money(conversion.baseMinor)
    guard conversion.discountMinor != 0 else { return "\(base): the items, without tax and shipping" }
    let items = conversion.money(clampedSum([conversion.baseMinor, conversion.discountMinor]))
    return "\(base): items of \(items) minus a discount of \(conversion.money(conversion.discountMinor)), "
      + "without tax and shipping"
  }

  /// One line for each entry of the ledger, the refunds' among them.
  var csv: (header: [String], rows: [[String]]) {
    let header =
      ["kind", "order_id", "refund_id"] + ledgerEntryFields.map { $0.csvName == "kind" ? "entry" : $0.csvName }
    let rows = LedgerExplanation(conversions: [conversion] + refunds).entries.map { conversion, entry in
      [conversion.kind.word, conversion.orderId, conversion.refundId] + ledgerEntryFields.map { $0.value(entry).exact }
    }
    return (header, rows)
  }

  var json: JSONValue {
    .object([
      JSONValue.Member("program", .string(program)),
      JSONValue.Member("conversion", conversion.json),
      JSONValue.Member("refunds", .array(refunds.map(\.json))),
    ])
  }
}

extension RecordedConversion {
  /// What it is called in a sentence.
  var name: String {
    guard kind == .refund else { return "\(kind.word) \(visibleText(orderId))" }
    return (fullRefund ? "full refund" : "refund") + (refundId.isEmpty ? "" : " \(visibleText(refundId))")
  }

  /// An amount in its currency.
  func money(_ minor: Int64) -> String {
    FieldValue.money(minor, currency: currency).shown
  }
}
