internal import TributaryClient

/// A contact with its referrers.
struct ContactPresentation: Presentation {
  let contact: Contact

  func table(style: Style) -> String {
    detailLines(
      [
        ("E-mail", names(contact.emails)), ("Customer number", names(contact.externalIds)),
        ("First referrer", sentence(contact.firstReferrer, style)),
        ("Last referrer", sentence(contact.lastReferrer, style)),
        ("Orders", FieldValue.count(contact.orders).shown),
      ] + contact.fields.map { ("Field \(visibleText($0.name))", visibleText($0.value)) }, style: style)
  }

  private func names(_ names: [ContactName]) -> String {
    names.map { visibleText($0.value) }.joined(separator: ", ")
  }

  private func sentence(_ referrer: Referrer?, _ style: Style) -> String {
    guard let referrer else { return style.faint("nobody") }
    let subID = referrer.subId.isEmpty ? "" : ", SubID \(visibleSubID(referrer.subId))"
    return "\(visibleText(referrer.partner))\(subID), by \(visibleText(referrer.orderId)) at "
      + FieldValue.time(referrer.boundAtUs).shown
  }

  /// Names of which there are several stand in one value, with semicolons between them. So do the fields, written as
  /// in the query of an address, because people may type anything into a form.
  var csv: (header: [String], rows: [[String]]) {
    let header =
      ["emails", "external_ids"]
      + ["first", "last"].flatMap { which in
        referrerFields.map { "\(which)_\($0.csvName)" }
      }
    let referrers = [contact.firstReferrer, contact.lastReferrer].flatMap { referrer in
      referrerFields.map { field in referrer.map { field.value($0).exact } ?? "" }
    }
    let names = [contact.emails, contact.externalIds].map { $0.map(\.value).joined(separator: ";") }
    let fields = contact.fields.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }
    return (
      header + ["orders", "fields"],
      [names + referrers + [String(contact.orders), fields.joined(separator: "&")]]
    )
  }

  var json: JSONValue {
    .object([
      JSONValue.Member(
        "contact",
        .object([
          JSONValue.Member("emails", .array(contact.emails.map { .string($0.value) })),
          JSONValue.Member("external_ids", .array(contact.externalIds.map { .string($0.value) })),
          JSONValue.Member("first_referrer", contact.firstReferrer.map(referrerFields.json) ?? .null),
          JSONValue.Member("last_referrer", contact.lastReferrer.map(referrerFields.json) ?? .null),
          JSONValue.Member("orders", .integer(contact.orders)),
          JSONValue.Member("fields", .array(contact.fields.map(contactFieldFields.json))),
        ]))
    ])
  }

  private var contactFieldFields: [Field<ContactField>] {
    [Field("name", "Field") { .text($0.name) }, Field("value", "Value") { .text($0.value) }]
  }

  private var referrerFields: [Field<Referrer>] {
    [
      Field("partner", "Partner") { .text($0.partner) },
      Field("sub_id", "SubID") { .text($0.subId) },
      Field("order_id", "Order") { .text($0.orderId) },
      Field("bound_at", "Bound") { .time($0.boundAtUs) },
    ]
  }
}
