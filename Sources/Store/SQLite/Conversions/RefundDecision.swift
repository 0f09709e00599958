import PartnerProgram

/// What a refund does to its order.
extension ConversionRecorder {
  /// Decides a refund. It goes where its order went and reverses what the order earned, in proportion.
  ///
  /// - Throws: `StoreError.failedPrecondition` when there is no such order or not enough is left of it,
  ///   `StoreError.invalid` when it is in another currency.
  func refund(_ command: ConversionCommand, _ entry: ProgramEntry) throws -> Decided {
    guard
      var sale = try table.conversion(program: command.program, kind: .sale, order: command.orderID, refund: nil)
    else {
      throw StoreError.failedPrecondition("there is no order \(command.orderID.escaped): send the sale first")
    }
    try requireFitting(command, to: sale)
    let amounts = try command.amounts?.inCurrency(sale.currency) ?? OrderAmounts(currency: sale.currency)
    let base = command.isFullRefund ? try allThatIsLeft(of: sale) : amounts.baseMinor
    let reversal = try self.reversal(of: sale, refundedNow: base)
    sale.refundedMinor += base
    sale.refundCount += 1
    let row = ConversionRow(
      id: command.conversionID, program: command.program, kind: .refund, orderID: command.orderID,
      refundID: command.refundID, partner: sale.partner, subID: sale.subID, click: sale.click, rule: .sameAsOrder,
      currency: sale.currency, taxMinor: amounts.taxMinor, shippingMinor: amounts.shippingMinor,
      discountMinor: amounts.discountMinor, baseMinor: base, commissionMinor: -reversal,
      isFullRefund: command.isFullRefund, isTest: command.isTest, customerEmail: command.customerEmail,
      customerExternalID: command.customerExternalID, occurredAt: command.occurredAt,
      receivedAt: command.receivedAt, day: entry.calendar.day(of: command.occurredAt), availableAt: sale.availableAt)
    let receipt = Receipt.refund(ofOrderWonBy: try self.receipt(of: sale).winner)
    return Decided(row: row, lines: amounts.lines, receipt: receipt, refundedSale: sale)
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

  /// An order without a base, such as one of gifts, can be paid back in full once.
  private func allThatIsLeft(of sale: ConversionRow) throws -> Int64 {
    let left = sale.baseMinor - sale.refundedMinor
    guard left > 0 || (sale.baseMinor == 0 && sale.refundCount == 0) else {
      throw StoreError.failedPrecondition(
        "nothing is left of the order \(sale.orderID.escaped): it has been paid back in full")
    }
    return left
  }

  private func reversal(of sale: ConversionRow, refundedNow: Int64) throws -> Int64 {
    if sale.baseMinor == 0 && refundedNow == 0 && sale.refundCount > 0 { return 0 }
    do {
      return try Refund.reversal(
        commission: sale.commissionMinor, base: sale.baseMinor, refundedBefore: sale.refundedMinor,
        refundedNow: refundedNow)
    } catch .exceedsRemaining(let remaining, let asked) {
      let left = Money(minorUnits: remaining, currency: sale.currency)
      let wanted = Money(minorUnits: asked, currency: sale.currency)
      throw StoreError.failedPrecondition(
        "\(left) is left of the order \(sale.orderID.escaped), and the refund is \(wanted)")
    } catch .negativeAmount {
      throw StoreError.io("the order \(sale.orderID.escaped) is stored with a negative amount")
    }
  }
}

extension OrderAmounts {
  /// The same amounts in another currency, unchanged in number.
  func inCurrency(_ currency: Currency) throws(FieldError) -> OrderAmounts {
    try OrderAmounts(
      lines: lines, taxMinor: taxMinor, shippingMinor: shippingMinor, discountMinor: discountMinor, currency: currency)
  }
}
