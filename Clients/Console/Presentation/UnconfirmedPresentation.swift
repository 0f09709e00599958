internal import TributaryClient

/// What unsigned pixels said of orders.
struct UnconfirmedPresentation: Presentation {
  let conversions: [UnconfirmedConversion]

  private static let shown: Set = [
    "id", "kind", "order_id", "total_minor", "partner", "sub_id", "received_at", "differs_in",
  ]

  func table(style: Style) -> String {
    guard let first = conversions.first else { return style.faint("There are no unconfirmed conversions.") + "\n" }
    let shown = fields.filter { Self.shown.contains($0.name) }
    return Table(
      columns: shown.map { Table.Column(title: $0.title, alignment: $0.value(first).alignment) },
      rows: conversions.map { conversion in shown.map { $0.value(conversion).shown } }
    ).text(style: style)
  }

  var csv: (header: [String], rows: [[String]]) {
    (fields.map(\.csvName), conversions.map { conversion in fields.map { $0.value(conversion).exact } })
  }

  var json: JSONValue {
    .object([JSONValue.Member("unconfirmed_conversions", .array(conversions.map(json)))])
  }

  private func json(_ conversion: UnconfirmedConversion) -> JSONValue {
    .object(
      fields.map { JSONValue.Member($0.name, $0.value(conversion).json) } + [
        JSONValue.Member("items", .array(conversion.items.map(itemFields(currency: conversion.currency).json)))
      ])
  }

  private var fields: [Field<UnconfirmedConversion>] {
    [
      Field("id", "Id") { .text($0.id) },
      Field("kind", "Kind") { .text($0.kind.word) },
      Field("order_id", "Order") { .text($0.orderId) },
      Field("currency", "Currency") { .text($0.currency) },
      Field("total_minor", csv: "total", "Total") { .money($0.totalMinor, currency: $0.currency) },
      Field("tax_minor", csv: "tax", "Tax") { .money($0.taxMinor, currency: $0.currency) },
      Field("shipping_minor", csv: "shipping", "Shipping") { .money($0.shippingMinor, currency: $0.currency) },
      Field("discount_minor", csv: "discount", "Discount") { .money($0.discountMinor, currency: $0.currency) },
      Field("email", "E-mail") { .text($0.customer?.email ?? "") },
      Field("external_id", "Customer number") { .text($0.customer?.externalId ?? "") },
      Field("coupon", "Coupon") { .text($0.coupon) },
      Field("click_id", "Click") { .text($0.clickId) },
      Field("visitor_id", "Visitor") { .text($0.visitorId) },
      Field("partner", "Partner") { .text($0.partner) },
      Field("sub_id", "SubID") { .text($0.subId) },
      Field("received_at", "Received") { .time($0.receivedAtUs) },
      Field("differs_in", "Differs in") { .text($0.differsIn) },
    ]
  }
}

extension UnconfirmedConversion {
  /// What the customer is said to pay. Money that does not fit, which no honest server sends, is the number nearest to it.
  fileprivate var totalMinor: Int64 {
    let lines = items.reduce(Int128(0)) { $0 + Int128(max($1.quantity, 1)) * Int128($1.unitPriceMinor) }
    return Int64(clamping: lines - Int128(discountMinor) + Int128(taxMinor) + Int128(shippingMinor))
  }
}
