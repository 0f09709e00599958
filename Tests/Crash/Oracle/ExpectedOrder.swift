import TributaryClient

/// A lead or a sale that must be stored, with its refunds. Only refunds, when the order itself was not sent yet.
struct ExpectedOrder: Sendable {
  /// A refund that must be stored.
  struct Refund: Sendable {
    let request: RecordConversionRequest
    var status = RefundStatus.waitingForOrder
    /// What it pays back of the order's base, in minor units.
    var takenMinor: Int64 = 0
    /// What it takes back of the partner's and of its parent's commission, in minor units.
    var reversalMinor: Int64 = 0
    var parentReversalMinor: Int64 = 0
  }

  /// The order as it was sent first; the others have the same money.
  private(set) var request: RecordConversionRequest?
  /// How often it was sent.
  private(set) var sends = 0
  fileprivate(set) var email = ""
  fileprivate var clicks: Set<String> = []
  fileprivate var visitor = ""
  fileprivate var coupon = ""
  fileprivate var namedPartner = ""
  /// By refund ids, as sent.
  var refunds: [String: RecordConversionRequest] = [:]

  // What follows is decided.
  fileprivate(set) var receipt = Receipt(rule: .unattributed)
  fileprivate(set) var parent = ""
  fileprivate(set) var commissionMinor: Int64 = 0
  fileprivate(set) var parentCommissionMinor: Int64 = 0
  /// In the order in which they happened.
  fileprivate(set) var settledRefunds: [Refund] = []

  var currency: String {
    guard let request, !request.currency.isEmpty else { return Merchant.currency }
    return request.currency
  }

  /// Whether what is known of it came with one call, and does not depend on what arrived before.
  var wasDecidedAtOnce: Bool { sends == 1 && clicks.isEmpty && visitor.isEmpty }

  mutating func add(_ sent: RecordConversionRequest, _ clicksOfTokens: [String: String]) {
    request = request ?? sent
    sends += 1
    if let customer = sent.customer { email = customer.email }
    guard let evidence = sent.evidence else { return }
    if !evidence.clickId.isEmpty { clicks.insert(evidence.clickId) }
    if let click = clicksOfTokens[evidence.clickToken] { clicks.insert(click) }
    if !evidence.visitorId.isEmpty { visitor = evidence.visitorId }
    if !evidence.coupon.isEmpty { coupon = evidence.coupon.uppercased() }
    if !evidence.partner.isEmpty { namedPartner = evidence.partner }
  }
}

// MARK: - The decision

extension ExpectedOrder {
  private static let clockDifference: Int64 = 300 * 1_000_000

  mutating func decide(
    click: (String) -> ExpectedClick?, clicksOfVisitor: (String) -> [ExpectedClick]
  ) {
    if let request {
      let touches = (clicks.compactMap(click) + clicksOfVisitor(visitor)).filter {
        !$0.isBot && $0.request.occurredAtUs <= request.occurredAtUs + Self.clockDifference
      }
      decide(touches)
      setCommission(request)
    }
    settleRefunds()
  }

  private mutating func decide(_ touches: [ExpectedClick]) {
    func latest(of partner: String?) -> RecordClickRequest? {
      touches.map(\.request).filter { partner == nil || $0.partner == partner }
        .max { $0.occurredAtUs < $1.occurredAtUs }
    }
    if !namedPartner.isEmpty {
      receipt = Receipt(partner: namedPartner, rule: .explicitPartner)
    } else if let partner = Merchant.coupons[coupon] {
      receipt = Receipt(partner: partner, rule: .coupon)
    } else if let touch = latest(of: nil) {
      receipt = Receipt(partner: touch.partner, rule: .lastTouch)
    } else {
      receipt = Receipt(rule: .unattributed)
    }
    // Also a named partner's order is counted under the SubID of that partner's click.
    if let touch = latest(of: receipt.partner) {
      receipt.subId = touch.subId
      receipt.clickId = touch.clickId
    }
    parent = Merchant.parents[receipt.partner] ?? ""
  }

  private mutating func setCommission(_ request: RecordConversionRequest) {
    guard !receipt.partner.isEmpty else { return }
    commissionMinor =
      request.kind == .lead
      ? Merchant.leadFlatMinor : share(of: request.baseMinor, Int64(Merchant.saleRateE4), in: 1_000_000)
    guard !parent.isEmpty else { return }
    parentCommissionMinor = share(of: commissionMinor, Int64(Merchant.tierTwoRateE4), in: 1_000_000)
  }

  private mutating func settleRefunds() {
    var taken: Int64 = 0
    let sorted = refunds.values.sorted { $0.occurredAtUs < $1.occurredAtUs }
    settledRefunds = sorted.map { sent in
      var refund = Refund(request: sent)
      guard let request else { return refund }
      let base = request.baseMinor
      refund.status = .applied
      refund.takenMinor = sent.fullRefund ? base - taken : sent.baseMinor
      let sum = taken + refund.takenMinor
      // Whatever the parts: what is taken back in all is in proportion to what is paid back in all.
      func reversal(_ commission: Int64) -> Int64 {
        share(of: commission, sum, in: base) - share(of: commission, taken, in: base)
      }
      refund.reversalMinor = reversal(commissionMinor)
      refund.parentReversalMinor = reversal(parentCommissionMinor)
      taken = sum
      return refund
    }
  }

  /// How much of the base was paid back, in minor units.
  var refundedMinor: Int64 { settledRefunds.reduce(0) { $0 + $1.takenMinor } }
}

/// `amount · part / whole`, rounded half to even. None of them is negative, and the whole is not 0.
private func share(of amount: Int64, _ part: Int64, in whole: Int64) -> Int64 {
  let (quotient, rest) = (Int128(amount) * Int128(part)).quotientAndRemainder(dividingBy: Int128(whole))
  let isAbove = rest * 2 > Int128(whole) || (rest * 2 == Int128(whole) && !quotient.isMultiple(of: 2))
  return Int64(quotient) + (isAbove ? 1 : 0)
}
