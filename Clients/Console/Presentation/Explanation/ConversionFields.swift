internal import TributaryClient

private let conversionFields: [Field<RecordedConversion>] = [
  Field("conversion_id", "Conversion") { .text($0.conversionId) },
  Field("kind", "Kind") { .text($0.kind.word) },
  Field("order_id", "Order") { .text($0.orderId) },
  Field("refund_id", "Refund") { .text($0.refundId) },
  Field("currency", "Currency") { .text($0.currency) },
  Field("tax_minor", "Tax") { .money($0.taxMinor, currency: $0.currency) },
  Field("shipping_minor", "Shipping") { .money($0.shippingMinor, currency: $0.currency) },
  Field("discount_minor", "Discount") { .money($0.discountMinor, currency: $0.currency) },
  Field("base_minor", "Base") { .money($0.baseMinor, currency: $0.currency) },
  Field("refunded_minor", "Refunded") { .money($0.refundedMinor, currency: $0.currency) },
  Field("refund_status", "Refund status") { .text($0.refundStatus.wordOrNothing) },
  Field("full_refund", "Full refund") { .truth($0.fullRefund) },
  Field("test", "Test") { .truth($0.test) },
  Field("occurred_at", "Happened") { .time($0.occurredAtUs) },
  Field("recorded_at", "Recorded") { .time($0.recordedAtUs) },
  Field("contact_order_number", "Order of the contact") { .count($0.contactOrderNumber) },
]

private let customerFields: [Field<Customer>] = [
  Field("email", "E-mail") { .text($0.email) },
  Field("external_id", "Customer number") { .text($0.externalId) },
]

/// The columns of what was bought, with prices in a currency.
func itemFields(currency: String) -> [Field<Item>] {
  [
    Field("sku", "Product") { .text($0.sku) },
    Field("quantity", "Quantity") { .count($0.quantity) },
    Field("unit_price_minor", "Price") { .money($0.unitPriceMinor, currency: currency) },
  ]
}

extension RecordedConversion {
  /// The conversion for programs, with everything that the server said of it.
  var json: JSONValue {
    let itemFields = itemFields(currency: currency)
    return .object(
      conversionFields.map { JSONValue.Member($0.name, $0.value(self).json) } + [
        JSONValue.Member("items", .array(items.map(itemFields.json))),
        JSONValue.Member("customer", customer.map(customerFields.json) ?? .null),
        JSONValue.Member("receipt", (receipt ?? Receipt()).json),
        JSONValue.Member("commissions", .array(commissions.map(commissionFields.json))),
        JSONValue.Member("entries", .array(entries.map(ledgerEntryFields.json))),
      ])
  }
}
