import TestValues
import TributaryClient

extension Oracle {
  /// Compares what `GetContact` tells of the customers of some orders.
  static func compareContacts(
    of orders: [(key: OrderKey, order: ExpectedOrder)], _ expectation: Expectation, through client: TributaryClient
  ) async throws -> [Difference] {
    let emails = Set(orders.map(\.order.email)).subtracting([""])
    let all = Dictionary(grouping: expectation.orders.filter { emails.contains($0.value.email) }, by: \.value.email)
    return try await concurrently(Array(all)) { email, orders in
      let contact = try await client.contact(GetContactRequest(program: Merchant.program, email: email))
      let lines = TestValues.differences(model: expected(email, orders, beside: contact), server: contact)
      return lines.isEmpty
        ? [] : [Difference("contact \(email)", lines + orders.map { "an order of it: \($0.key.id)" })]
    }
  }

  /// - Parameter actual: for what follows from the order of arrival: which of several orders bound a referrer.
  private static func expected(
    _ email: String, _ orders: [(key: OrderKey, value: ExpectedOrder)], beside actual: Contact
  ) -> Contact {
    var contact = Contact(
      emails: [ContactName(value: email)], firstReferrer: actual.firstReferrer, lastReferrer: actual.lastReferrer,
      orders: Int64(orders.count { $0.key.kind == .sale }))
    guard orders.count == 1, let (key, order) = orders.first else { return contact }
    contact.firstReferrer = order.referrer(key, boundAt: actual.firstReferrer?.boundAtUs)
    contact.lastReferrer = order.referrer(key, boundAt: actual.lastReferrer?.boundAtUs)
    return contact
  }
}

extension ExpectedOrder {
  /// The referrer that it binds to its customer.
  ///
  /// - Parameter boundAt: when, for an order that left its time to the server's clock.
  fileprivate func referrer(_ key: OrderKey, boundAt: Int64?) -> Referrer? {
    guard let request, !receipt.partner.isEmpty else { return nil }
    return Referrer(
      partner: receipt.partner, subId: receipt.subId, orderId: key.id,
      boundAtUs: request.occurredAtUs == 0 ? boundAt ?? 0 : request.occurredAtUs)
  }
}
