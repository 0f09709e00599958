import PartnerProgram

/// A conversion as its row holds it: everything but its order lines and the candidates of its receipt.
struct ConversionRow: Equatable {
  let id: ConversionID
  let program: ProgramID
  let kind: ConversionKind
  let orderID: OrderID
  let refundID: RefundID?
  let isFullRefund: Bool
  let isTest: Bool
  let occurredAt: Timestamp
  let receivedAt: Timestamp
  let day: Day
  let taxMinor: Int64
  let shippingMinor: Int64
  let discountMinor: Int64
  /// For a refund, what its items ask for; a full refund asks for what is left.
  let requestedMinor: Int64
  /// For a refund, the currency that it was sent with; nil means its order's.
  let sentCurrency: Currency?
  /// The version of the program's terms when the conversion was recorded; a refund's is not used.
  let termsVersion: Int64

  /// The currency; for a refund that waits, what was sent or the program's, until its order says which.
  var currency: Currency
  /// The customer as sent. A refund's is not kept: it has that of its order.
  var customerEmail: String
  var customerExternalID: String
  var contact: ContactID?
  /// For a sale, which of its contact's orders it is, from 1. 0 means not known.
  var contactOrderNumber: Int64 = 0

  /// What commission is paid on; for a refund what is paid back of it. 0 for a lead.
  var baseMinor: Int64
  /// Who won, or for a refund whose order's winner it follows.
  var winner: Winner?
  var rule: AttributionRule
  /// Why nobody is paid, and whom it would have been.
  var flag: Flag?
  /// What the winner earned, or for a refund has to give back: 0 or less.
  var commissionMinor: Int64 = 0
  /// The winner's parent when it became the winner; nil when that is the customer. It may have earned nothing.
  var parent: PartnerID?
  var parentCommissionMinor: Int64 = 0
  /// From when on the commission is approved; for a refund that of its order.
  var availableOn: Day
  /// For a sale, how much of its base has been paid back.
  var refundedMinor: Int64 = 0
  /// For a sale, how many refunds it has.
  var refundCount: Int64 = 0
  /// For a refund, what became of it.
  var refundStatus: RefundStatus?

  /// What it moved, one for each tier.
  func commissions(availableAt: Timestamp) -> [Commission] {
    guard let winner, !isTest else { return [] }
    var commissions: [Commission] = []
    if commissionMinor != 0 {
      commissions.append(
        Commission(
          partner: winner.partner, tier: 1, amount: Money(minorUnits: commissionMinor, currency: currency),
          availableAt: availableAt))
    }
    if let parent, parentCommissionMinor != 0 {
      commissions.append(
        Commission(
          partner: parent, tier: 2, amount: Money(minorUnits: parentCommissionMinor, currency: currency),
          availableAt: availableAt))
    }
    return commissions
  }
}
