/// Works out what the refunds of a sale take back.
public enum RefundSettlement {
  /// How many refunds are kept of one order.
  public static let maximumRefundsOfOrder = 1_000

  /// Works out what each refund of a sale takes back, in the order in which they are looked at: by when they happened,
  /// and of those at the same time by the bytes of their refund ids, none first. So it does not matter in which order
  /// they arrived.
  ///
  /// - A refund in another currency than its sale's, or of which not both are tests, has no effect.
  /// - A full one pays back all that is left, another one what it asks for as far as that is left. It exceeds its order
  ///   when it asks for more, or for all when nothing is left of a base above 0.
  /// - It reverses the share of the commission that corresponds to what is paid back with it, less the share without it,
  ///   each rounded half to even. So it does not matter into how many refunds an order's is split: paid back in full, the
  ///   whole commission is reversed to the last unit.
  /// - When the base is 0, the first refund that has an effect reverses everything.
  public static func settle(_ refunds: [RefundRequest], of sale: RefundedSale) -> [SettledRefund] {
    var state = State(sale: sale)
    return refunds.sorted(by: RefundRequest.isLookedAtBefore).map { state.settle($0) }
  }

  /// What is left of a sale on the way through its refunds.
  private struct State {
    let sale: RefundedSale
    var refundedMinor: Int64 = 0
    var isTouched = false

    init(sale: RefundedSale) {
      self.sale = sale
    }

    mutating func settle(_ refund: RefundRequest) -> SettledRefund {
      if let currency = refund.sentCurrency, currency != sale.currency {
        return SettledRefund(id: refund.id, status: .currencyDiffers)
      }
      guard refund.isTest == sale.isTest else { return SettledRefund(id: refund.id, status: .testDiffers) }
      let left = sale.baseMinor - refundedMinor
      let asked = refund.baseMinor ?? left
      let base = min(asked, left)
      let exceeds = asked > left || (refund.baseMinor == nil && left == 0 && sale.baseMinor > 0)
      let reversal = reversal(of: sale.commissionMinor, base: base)
      let parentReversal = self.reversal(of: sale.parentCommissionMinor, base: base)
      refundedMinor += base
      isTouched = true
      return SettledRefund(
        id: refund.id, status: exceeds ? .exceedsOrder : .applied, baseMinor: base, reversalMinor: reversal,
        parentReversalMinor: parentReversal)
    }

    private func reversal(of commission: Int64, base: Int64) -> Int64 {
      guard sale.baseMinor > 0 else { return isTouched ? 0 : commission }
      return Rounding.share(of: commission, part: refundedMinor + base, whole: sale.baseMinor)
        - Rounding.share(of: commission, part: refundedMinor, whole: sale.baseMinor)
    }
  }
}
