import TributaryClient

/// What became of a refund.
struct Settlement {
  let refund: KnownRefund
  var status = RefundStatus.waitingForOrder
  var takenMinor: Int64 = 0
  var reversalMinor: Int64 = 0
  var parentReversalMinor: Int64 = 0

  var hasEffect: Bool { status == .applied || status == .exceedsOrder }
}

extension Model {
  func sale(_ orderID: String) -> KnownOrder? {
    orders.first { $0.kind == .sale && $0.orderID == orderID }
  }

  /// What became of the refunds of an order, in the order in which they happened.
  func settlements(of orderID: String) -> [Settlement] {
    let sorted = refunds.filter { $0.orderID == orderID }.sorted {
      $0.occurredAt != $1.occurredAt ? $0.occurredAt < $1.occurredAt : comesBefore($0.refundID, $1.refundID)
    }
    guard let sale = sale(orderID) else { return sorted.map { Settlement(refund: $0) } }
    let base = sale.amounts.baseMinor
    var taken: Int64 = 0
    var isFirst = true
    return sorted.map { refund in
      var result = Settlement(refund: refund)
      if !refund.sentCurrency.isEmpty && refund.sentCurrency != sale.amounts.currency {
        result.status = .currencyDiffers
        return result
      }
      if refund.isTest != sale.isTest {
        result.status = .testDiffers
        return result
      }
      let left = base - taken
      let asked = refund.isFull ? left : refund.amounts.baseMinor
      result.takenMinor = min(asked, left)
      let exceeds = asked > left || (refund.isFull && left == 0 && base > 0)
      result.status = exceeds ? .exceedsOrder : .applied
      func reversal(_ commission: Int64) -> Int64 {
        if base == 0 { return isFirst ? commission : 0 }
        let after = roundedHalfToEven(Int128(commission) * Int128(taken + result.takenMinor), Int128(base))
        return after - roundedHalfToEven(Int128(commission) * Int128(taken), Int128(base))
      }
      result.reversalMinor = reversal(sale.decision.commissionMinor)
      result.parentReversalMinor = reversal(sale.decision.parentCommissionMinor)
      taken += result.takenMinor
      isFirst = false
      return result
    }
  }

  mutating func refund(
    _ request: RecordConversionRequest, at time: Int64, id: String
  ) throws(Refusal) -> RecordConversionResponse {
    if let known = refunds.first(where: { $0.orderID == request.orderId && $0.refundID == request.refundId }) {
      try requireSame(request, as: known)
      return reply(of: known, replayed: true)
    }
    let sale = sale(request.orderId)
    if let sale {
      if request.test != sale.isTest { throw Refusal(code: .failedPrecondition) }
      if !request.currency.isEmpty && request.currency != sale.amounts.currency {
        throw Refusal(code: .invalidArgument, field: "currency")
      }
    }
    let shown = request.currency.isEmpty ? sale?.amounts.currency ?? currency : request.currency
    let refund = KnownRefund(
      id: id, orderID: request.orderId, refundID: request.refundId, isFull: request.fullRefund, isTest: request.test,
      occurredAt: time, recordedAt: now, day: calendar.day(of: time), sentCurrency: request.currency,
      amounts: Amounts(request, currency: shown))
    refunds.append(refund)
    if let sale { writeEntries(of: sale) }
    return reply(of: refund, replayed: false)
  }

  /// The currency in which a refund is shown: its order's once it took something back of it.
  func shownCurrency(_ settlement: Settlement) -> String {
    settlement.hasEffect
      ? sale(settlement.refund.orderID)?.amounts.currency ?? "" : settlement.refund.amounts.currency
  }

  private func requireSame(_ request: RecordConversionRequest, as refund: KnownRefund) throws(Refusal) {
    func differs(_ field: String) -> Refusal { Refusal(code: .alreadyExists, field: field) }
    if request.test != refund.isTest { throw differs("test") }
    if request.fullRefund != refund.isFull { throw differs("full_refund") }
    let settled = settlements(of: refund.orderID).first { $0.refund.id == refund.id }
    let stored = refund.sentCurrency.isEmpty ? settled.map(shownCurrency) ?? "" : refund.sentCurrency
    if !request.currency.isEmpty && request.currency != stored { throw differs("currency") }
    if !refund.isFull {
      let sent = Amounts(request, currency: refund.amounts.currency)
      if let field = sent.firstDifference(from: refund.amounts) { throw differs(field) }
    }
  }
}
