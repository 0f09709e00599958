import PartnerProgram

/// What refunds do to their order.
extension ConversionRecorder {
  /// Records a refund, or answers one that is recorded already. Without its order it waits.
  ///
  /// - Throws: `StoreError.failedPrecondition` when the order has too many refunds or one of the two is a test,
  ///   `StoreError.invalid` when it is in another currency than its order.
  func recordRefund(
    _ command: ConversionCommand, _ program: ProgramEntry, rollup: inout RollupBatch, balances: inout BalanceBatch
  ) throws -> ConversionOutcome {
    let stored = try table.conversion(
      program: command.program, kind: .refund, order: command.orderID, refund: command.refundID)
    if let stored {
      try requireSame(command, as: stored)
      return outcome(of: stored, stored.refundReceipt, program, isReplayed: true)
    }
    let earlier = try table.refunds(program: command.program, order: command.orderID)
    guard earlier.count < RefundSettlement.maximumRefundsOfOrder else {
      throw StoreError.failedPrecondition(
        """
        the order \(command.orderID.escaped) has \(earlier.count) refunds already, and at most \
        \(RefundSettlement.maximumRefundsOfOrder) are kept
        """)
    }
    let sale = try table.conversion(program: command.program, kind: .sale, order: command.orderID, refund: nil)
    if let sale { try requireFitting(command, to: sale) }
    let currency = command.sentCurrency ?? sale?.currency ?? program.program.currency
    let amounts = try command.amounts?.inCurrency(currency) ?? OrderAmounts(currency: currency)
    let refund = waitingRefund(command, amounts, program)
    guard let sale else {
      let change = ConversionWriter.Change(old: nil, new: refund, lines: amounts.lines)
      try writer.write([change], at: command.receivedAt, balances: balances).add(to: &rollup, &balances)
      return outcome(of: refund, refund.refundReceipt, program, isReplayed: false)
    }
    var order = RecordedOrder(
      stored: sale, row: sale, amounts: amounts, storedCandidates: [], candidates: [], refunds: earlier,
      settledRefunds: earlier + [refund])
    order.settleRefunds()
    let settled = order.settledRefunds.last ?? refund
    var changes = [
      ConversionWriter.Change(old: sale, new: order.row),
      ConversionWriter.Change(old: nil, new: settled, lines: amounts.lines),
    ]
    for (old, new) in zip(earlier, order.settledRefunds) where old != new {
      changes.append(ConversionWriter.Change(old: old, new: new))
    }
    try writer.write(changes, at: command.receivedAt, balances: balances).add(to: &rollup, &balances)
    return outcome(of: settled, settled.refundReceipt, program, isReplayed: false)
  }

  private func waitingRefund(
    _ command: ConversionCommand, _ amounts: OrderAmounts, _ program: ProgramEntry
  ) -> ConversionRow {
    let day = program.calendar.day(of: command.occurredAt)
    return ConversionRow(
      id: command.conversionID, program: command.program, kind: .refund, orderID: command.orderID,
      refundID: command.refundID, isFullRefund: command.isFullRefund, isTest: command.isTest,
      occurredAt: command.occurredAt, receivedAt: command.receivedAt, day: day, taxMinor: amounts.taxMinor,
      shippingMinor: amounts.shippingMinor, discountMinor: amounts.discountMinor, requestedMinor: amounts.baseMinor,
      sentCurrency: command.sentCurrency, termsVersion: program.termsVersion, currency: amounts.currency,
      customerEmail: "", customerExternalID: "", baseMinor: 0,
      rule: .waitingForOrder, availableOn: day, refundStatus: .waitingForOrder)
  }

  private func requireFitting(_ refund: ConversionCommand, to sale: ConversionRow) throws {
    if refund.isTest != sale.isTest {
      throw StoreError.failedPrecondition(
        sale.isTest
          ? "the order \(sale.orderID.escaped) is a test: its refund must be one too"
          : "the order \(sale.orderID.escaped) is no test: its refund must not be one")
    }
    if let sent = refund.sentCurrency, sent != sale.currency {
      throw StoreError.invalid(
        FieldError(field: "currency", message: "must be the order's, \(sale.currency), and not \(sent)"))
    }
  }
}

extension RecordedOrder {
  /// Settles all refunds of the order as it is decided.
  mutating func settleRefunds() {
    guard !settledRefunds.isEmpty else { return }
    let requests = settledRefunds.map { refund in
      RefundRequest(
        id: refund.id, refundID: refund.refundID, occurredAt: refund.occurredAt,
        baseMinor: refund.isFullRefund ? nil : refund.requestedMinor, sentCurrency: refund.sentCurrency,
        isTest: refund.isTest)
    }
    let settled = RefundSettlement.settle(
      requests,
      of: RefundedSale(
        baseMinor: row.baseMinor, currency: row.currency, isTest: row.isTest, commissionMinor: row.commissionMinor,
        parentCommissionMinor: row.parentCommissionMinor))
    let results = Dictionary(settled.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    settledRefunds = settledRefunds.map { refund in
      results[refund.id].map { refund.settled($0, of: row) } ?? refund
    }
    let effective = settled.filter(\.status.hasEffect)
    row.refundCount = Int64(effective.count)
    row.refundedMinor = effective.reduce(0) { $0 + $1.baseMinor }
  }
}

extension RefundStatus {
  /// Whether a refund with this status counts as one of its order.
  var hasEffect: Bool { self == .applied || self == .exceedsOrder }
}

extension ConversionRow {
  /// The receipt of a refund: it goes where its order went and looks at no evidence of its own.
  var refundReceipt: Receipt {
    refundStatus == .waitingForOrder ? .waitingForOrder : .refund(ofOrderWonBy: winner)
  }

  /// This refund as it is settled against its order.
  fileprivate func settled(_ result: SettledRefund, of sale: ConversionRow) -> ConversionRow {
    var refund = self
    refund.refundStatus = result.status
    refund.rule = .sameAsOrder
    guard result.status.hasEffect else { return refund }
    refund.currency = sale.currency
    refund.availableOn = sale.availableOn
    refund.baseMinor = result.baseMinor
    refund.winner = sale.winner
    refund.commissionMinor = -result.reversalMinor
    refund.parent = sale.parent
    refund.parentCommissionMinor = -result.parentReversalMinor
    return refund
  }
}

extension OrderAmounts {
  /// The same amounts in another currency, unchanged in number.
  func inCurrency(_ currency: Currency) throws(FieldError) -> OrderAmounts {
    try OrderAmounts(
      lines: lines, taxMinor: taxMinor, shippingMinor: shippingMinor, discountMinor: discountMinor, currency: currency)
  }
}
