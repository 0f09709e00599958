import PartnerProgram

/// A conversion as its row holds it: everything but its order lines and the candidates of its receipt.
struct ConversionRow {
  let id: ConversionID
  let program: ProgramID
  let kind: ConversionKind
  let orderID: OrderID
  let refundID: RefundID?
  /// Who won, or for a refund whose order's winner it follows.
  let partner: PartnerID?
  let subID: SubID?
  let click: ClickID?
  let rule: AttributionRule
  let currency: Currency
  let taxMinor: Int64
  let shippingMinor: Int64
  let discountMinor: Int64
  /// What commission is paid on; for a refund what is paid back of it. 0 for a lead.
  let baseMinor: Int64
  /// What was earned, or for a refund reversed: 0 or less.
  let commissionMinor: Int64
  /// For a sale, how much of its base has been paid back.
  var refundedMinor: Int64 = 0
  /// For a sale, how many refunds it has.
  var refundCount: Int64 = 0
  let isFullRefund: Bool
  let isTest: Bool
  let customerEmail: String
  let customerExternalID: String
  let occurredAt: Timestamp
  let receivedAt: Timestamp
  let day: Day
  /// From when on its commission is approved; for a refund that of its order.
  let availableAt: Timestamp

  /// Where the figures of the conversion are summed up, or nil when they are not: nobody won, or it is a test.
  var rollupKey: RollupBatch.Key? {
    guard let partner, !isTest else { return nil }
    return RollupBatch.Key(
      program: program, partner: partner, day: day, currency: currency, subID: PackedTexts(subID: subID))
  }

  /// What the conversion adds to the figures.
  var rollupDelta: RollupDelta {
    var delta = RollupDelta(commissionMinor: commissionMinor)
    switch kind {
    case .lead:
      delta.leads = 1
    case .sale:
      delta.sales = 1
      delta.revenueMinor = baseMinor
    case .refund:
      delta.refunds = 1
      delta.revenueMinor = -baseMinor
    }
    return delta
  }

  /// What the conversion adds to the ledger, or nil when it moves no money.
  var ledgerEntry: LedgerEntry? {
    guard let partner, !isTest, commissionMinor != 0 else { return nil }
    return LedgerEntry(
      kind: kind == .refund ? .reversed : .earned, conversion: id, program: program, partner: partner,
      amount: Money(minorUnits: commissionMinor, currency: currency), at: occurredAt, availableAt: availableAt)
  }
}
