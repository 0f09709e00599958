import TestValues
import TributaryClient

extension Oracle {
  /// Compares what `GetConversion` tells of some orders.
  static func compareConversions(
    _ orders: [(key: OrderKey, order: ExpectedOrder)], through client: TributaryClient
  ) async throws -> [Difference] {
    try await concurrently(orders) { key, order in try await compare(order, under: key, through: client) }
  }

  /// Calls a function for each of many items, some at a time, and gives all that it found.
  static func concurrently<Item: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> [Difference]
  ) async throws -> [Difference] {
    let itemsAtATime = 64
    var differences: [Difference] = []
    var rest = items[...]
    while !rest.isEmpty {
      let some = rest.prefix(itemsAtATime)
      rest = rest.dropFirst(itemsAtATime)
      differences += try await withThrowingTaskGroup(of: [Difference].self) { group in
        for item in some { group.addTask { try await body(item) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
    }
    return differences
  }

  private static func compare(
    _ order: ExpectedOrder, under key: OrderKey, through client: TributaryClient
  ) async throws -> [Difference] {
    guard let request = order.request else { return [] }
    let reply: GetConversionResponse
    do throws(TributaryError) {
      reply = try await client.conversion(
        GetConversionRequest(program: Merchant.program, kind: key.kind, orderId: key.id))
    } catch {
      guard error.code == .notFound else { throw error }
      return [Difference("\(Subject.order(key.kind, key.id)) is missing", ["sent \(readable(request))", "\(error)"])]
    }
    let actual = [reply.conversion].compactMap(\.self) + reply.refunds
    let expected = [order.told(request)] + order.settledRefunds.map { order.told($0) }
    guard actual.count == expected.count else {
      return [
        Difference(
          "\(Subject.order(key.kind, key.id)) with its refunds",
          ["sent \(readable(request))"] + order.settledRefunds.map { "sent \(readable($0.request))" }
            + actual.map { "stored \(readable($0))" })
      ]
    }
    return zip(expected, actual).compactMap { expected, actual in
      var free = actual.withoutWhatIsFree
      if expected.occurredAtUs == 0 { free.occurredAtUs = 0 }
      let lines = TestValues.differences(model: expected, server: free)
      guard !lines.isEmpty || !actual.entriesMatch(expected.commissions) else { return nil }
      return Difference(
        "\(key.kind) \(key.id) \(actual.refundId)",
        ["sent \(readable(request))"] + lines + ["stored \(readable(actual))"])
    }
  }
}

extension ExpectedOrder {
  fileprivate func told(_ request: RecordConversionRequest) -> RecordedConversion {
    RecordedConversion(
      kind: request.kind, orderId: request.orderId, currency: currency, items: request.items.map(\.withQuantity),
      taxMinor: request.taxMinor, shippingMinor: request.shippingMinor, discountMinor: request.discountMinor,
      baseMinor: request.baseMinor, refundedMinor: refundedMinor,
      customer: email.isEmpty ? nil : Customer(email: email), occurredAtUs: request.occurredAtUs, receipt: receipt,
      commissions: commissions(commissionMinor, parentCommissionMinor))
  }

  fileprivate func told(_ refund: Refund) -> RecordedConversion {
    let request = refund.request
    return RecordedConversion(
      kind: .refund, orderId: request.orderId, refundId: request.refundId, currency: currency,
      items: request.items.map(\.withQuantity), baseMinor: refund.takenMinor, refundStatus: refund.status,
      fullRefund: request.fullRefund, occurredAtUs: request.occurredAtUs,
      receipt: Receipt(
        partner: receipt.partner, subId: receipt.subId, clickId: receipt.clickId, rule: .sameAsOrder),
      commissions: commissions(-refund.reversalMinor, -refund.parentReversalMinor))
  }

  private func commissions(_ own: Int64, _ parents: Int64) -> [Commission] {
    [
      Commission(partner: receipt.partner, currency: currency, amountMinor: own, tier: 1),
      Commission(partner: parent, currency: currency, amountMinor: parents, tier: 2),
    ].filter { $0.amountMinor != 0 }
  }
}

extension Item {
  fileprivate var withQuantity: Item {
    Item(sku: sku, quantity: max(1, quantity), unitPriceMinor: unitPriceMinor)
  }
}

extension RecordedConversion {
  /// Without what does not follow from what was sent: ids and times of the server's own, the numbers of entries, and the
  /// losers of a receipt.
  fileprivate var withoutWhatIsFree: RecordedConversion {
    var conversion = self
    conversion.conversionId = ""
    conversion.recordedAtUs = 0
    conversion.contactOrderNumber = 0
    conversion.receipt?.candidates = []
    conversion.entries = []
    for position in commissions.indices { conversion.commissions[position].availableAtUs = 0 }
    conversion.commissions.sort { $0.tier < $1.tier }
    return conversion
  }

  /// Whether the ledger's entries add up to what is told to have been moved.
  fileprivate func entriesMatch(_ commissions: [Commission]) -> Bool {
    let sums = Dictionary(entries.map { ("\($0.partner) \($0.tier)", $0.amountMinor) }, uniquingKeysWith: +)
    let expected = commissions.map { ("\($0.partner) \($0.tier)", $0.amountMinor) }
    return sums.filter { $0.value != 0 } == Dictionary(uniqueKeysWithValues: expected)
  }
}
