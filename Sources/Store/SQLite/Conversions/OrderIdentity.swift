import PartnerProgram

/// Whether an order that comes again is the same.
extension ConversionRecorder {
  /// Requires that a command has the money of the conversion that its order made.
  ///
  /// - Throws: `StoreError.alreadyExists` with the first field that differs and both of its values.
  func requireSame(_ command: ConversionCommand, as stored: ConversionRow) throws {
    if command.isTest != stored.isTest {
      throw conflict(stored, OrderDifference(field: "test", stored: "\(stored.isTest)", sent: "\(command.isTest)"))
    }
    switch command.kind {
    case .lead:
      return
    case .sale:
      break
    case .refund:
      if command.isFullRefund != stored.isFullRefund {
        throw conflict(
          stored,
          OrderDifference(
            field: "full_refund", stored: "\(stored.isFullRefund)", sent: "\(command.isFullRefund)"))
      }
      let currency = stored.sentCurrency ?? stored.currency
      if let sent = command.sentCurrency, sent != currency {
        throw conflict(stored, OrderDifference(field: "currency", stored: currency.code, sent: sent.code))
      }
    }
    guard var sent = command.amounts else { return }
    if command.kind == .refund { sent = try sent.inCurrency(stored.currency) }
    if let difference = sent.firstDifference(from: try table.amounts(of: stored)) {
      throw conflict(stored, difference)
    }
  }

  private func conflict(_ stored: ConversionRow, _ difference: OrderDifference) -> StoreError {
    let name =
      stored.refundID.map { "the refund \($0.escaped) of the order \(stored.orderID.escaped)" }
      ?? "the order \(stored.orderID.escaped)"
    return .alreadyExists(
      field: difference.field,
      message: "\(name) is recorded already: it was \(difference.stored.escaped) and is now \(difference.sent.escaped)")
  }
}
