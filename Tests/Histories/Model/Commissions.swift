import TributaryClient

extension Model {
  private static let whole: Int128 = 1_000_000

  func setCommission(_ decision: inout Decision, _ order: KnownOrder) {
    guard let winner = decision.credit?.partner, !order.isTest else { return }
    if order.decision.credit?.partner == winner {
      decision.parent = order.decision.parent
    } else if let parent = partner(winner)?.parent, !parent.isEmpty, isActive(parent) {
      decision.parent = parent
    }
    decision.commissionMinor = order.kind == .lead ? lead(order, winner) : sale(order, winner)
    // A parent that was the customer stays out of it, also when the customer's name is erased later.
    if let parent = decision.parent, isSelfReferral(parent, order) { decision.parent = nil }
    if decision.parent != nil {
      decision.parentCommissionMinor = roundedHalfToEven(
        Int128(decision.commissionMinor) * Int128(order.terms.commission.tierTwoRateE4), Self.whole)
    }
  }

  private func lead(_ order: KnownOrder, _ partner: String) -> Int64 {
    (order.overrides[OverrideKey(partner: partner, sku: "")] ?? order.terms.commission).leadFlatMinor
  }

  private func sale(_ order: KnownOrder, _ partner: String) -> Int64 {
    let terms = order.terms.commission
    if terms.firstOrders > 0, order.contactOrderNumber > Int64(terms.firstOrders) { return 0 }
    let orderRule = order.overrides[OverrideKey(partner: partner, sku: "")] ?? terms
    let isInProgramCurrency = order.amounts.currency == currency
    let amounts = order.amounts.items.map { $0.quantity * $0.unitPriceMinor }
    let discounts = dividedByLargestRemainder(order.amounts.discountMinor, by: amounts)
    var share: Int128 = 0
    var flat: Int64 = 0
    var someLineGoesByTheOrder = order.amounts.items.isEmpty
    for (position, item) in order.amounts.items.enumerated() {
      var rule: CommissionRule?
      if !item.sku.isEmpty {
        rule =
          order.overrides[OverrideKey(partner: partner, sku: item.sku)]
          ?? order.overrides[OverrideKey(partner: "", sku: item.sku)]
      }
      share += Int128(amounts[position] - discounts[position]) * Int128((rule ?? orderRule).saleRateE4)
      if let rule { flat += rule.saleFlatMinor * item.quantity } else { someLineGoesByTheOrder = true }
    }
    if someLineGoesByTheOrder { flat += orderRule.saleFlatMinor }
    var commission = roundedHalfToEven(share, Self.whole)
    if isInProgramCurrency {
      commission += flat
      if terms.capMinor > 0 { commission = min(commission, terms.capMinor) }
    }
    return commission
  }
}
