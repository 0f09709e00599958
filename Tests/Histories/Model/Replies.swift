import TributaryClient

extension Model {
  func reply(of order: KnownOrder, replayed: Bool) -> RecordConversionResponse {
    RecordConversionResponse(
      conversionId: order.id, receipt: order.decision.receipt, commissions: commissions(of: order), replayed: replayed)
  }

  func reply(of refund: KnownRefund, replayed: Bool) -> RecordConversionResponse {
    let settlement = settlements(of: refund.orderID).first { $0.refund.id == refund.id } ?? Settlement(refund: refund)
    return RecordConversionResponse(
      conversionId: refund.id, receipt: receipt(settlement), commissions: commissions(of: settlement),
      replayed: replayed, refundStatus: settlement.status, refundedMinor: settlement.takenMinor)
  }

  private func commissions(of order: KnownOrder) -> [Commission] {
    commissions(order, order.decision.commissionMinor, order.decision.parentCommissionMinor)
  }

  private func commissions(of settlement: Settlement) -> [Commission] {
    guard let sale = sale(settlement.refund.orderID) else { return [] }
    return commissions(sale, -settlement.reversalMinor, -settlement.parentReversalMinor)
  }

  private func commissions(_ order: KnownOrder, _ own: Int64, _ parents: Int64) -> [Commission] {
    let availableAt = calendar.start(of: order.availableDay)
    return [(order.decision.credit?.partner, own, Int32(1)), (order.decision.parent, parents, 2)]
      .filter { $0.1 != 0 }.map { partner, amount, tier in
        Commission(
          partner: partner ?? "", currency: order.amounts.currency, amountMinor: amount, availableAtUs: availableAt,
          tier: tier)
      }
  }

  /// A refund goes where its order went.
  private func receipt(_ settlement: Settlement) -> Receipt {
    guard settlement.status != .waitingForOrder, let sale = sale(settlement.refund.orderID) else {
      return Receipt(rule: .waitingForOrder)
    }
    guard settlement.hasEffect else { return Receipt(rule: .sameAsOrder) }
    let receipt = sale.decision.receipt
    return Receipt(partner: receipt.partner, subId: receipt.subId, clickId: receipt.clickId, rule: .sameAsOrder)
  }

  // MARK: - GetConversion

  func conversion(_ order: KnownOrder) -> GetConversionResponse {
    let settlements = order.kind == .sale ? settlements(of: order.orderID) : []
    let hasCustomer = !order.customer.email.isEmpty || !order.customer.externalId.isEmpty
    return GetConversionResponse(
      conversion: RecordedConversion(
        conversionId: order.id, kind: order.kind, orderId: order.orderID, currency: order.amounts.currency,
        items: order.amounts.items, taxMinor: order.amounts.taxMinor, shippingMinor: order.amounts.shippingMinor,
        discountMinor: order.amounts.discountMinor, baseMinor: order.amounts.baseMinor,
        refundedMinor: settlements.reduce(0) { $0 + $1.takenMinor }, test: order.isTest,
        customer: hasCustomer ? order.customer : nil, occurredAtUs: order.occurredAt, recordedAtUs: order.recordedAt,
        receipt: order.decision.receipt, commissions: commissions(of: order), entries: entries(of: order.id),
        contactOrderNumber: order.contactOrderNumber),
      refunds: settlements.map(conversion))
  }

  func conversion(_ settlement: Settlement) -> RecordedConversion {
    let refund = settlement.refund
    return RecordedConversion(
      conversionId: refund.id, kind: .refund, orderId: refund.orderID, refundId: refund.refundID,
      currency: shownCurrency(settlement), items: refund.amounts.items, taxMinor: refund.amounts.taxMinor,
      shippingMinor: refund.amounts.shippingMinor, discountMinor: refund.amounts.discountMinor,
      baseMinor: settlement.takenMinor, refundStatus: settlement.status, fullRefund: refund.isFull,
      test: refund.isTest, occurredAtUs: refund.occurredAt, recordedAtUs: refund.recordedAt,
      receipt: receipt(settlement), commissions: commissions(of: settlement), entries: entries(of: refund.id))
  }

  private func entries(of source: String) -> [LedgerEntry] {
    entries.filter { ($0.kind == .earned || $0.kind == .reversed) && $0.source == source }.map(message)
  }
}
