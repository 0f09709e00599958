internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// `tributary.v1.Tracking/GetConversion`.
extension Tracker {
  func getConversion(_ request: GetConversionRequest, _ key: APIKeyEntry) async throws -> GetConversionResponse {
    let program = try program(request.program, visibleTo: key)
    let kind: PartnerProgram.ConversionKind = try value(of: request.kind.rawValue, default: .sale, field: "kind")
    guard kind == .refund || request.refundId.isEmpty else {
      throw FieldError(field: "refund_id", message: "is for refunds only")
    }
    let found = try await store.conversion(
      program: program.id, kind: kind, order: OrderID(request.orderId),
      refund: request.refundId.isEmpty ? nil : RefundID(request.refundId))
    guard let found else {
      throw RPCError(.notFound, "order_id: there is no \(what(request, kind)) in program \(program.program.slug)")
    }
    let codes = PartnerCodes(store.directory)
    return GetConversionResponse(
      conversion: Wire.RecordedConversion(found, codes),
      refunds: found.refunds.map { Wire.RecordedConversion($0, codes) })
  }

  private func what(_ request: GetConversionRequest, _ kind: PartnerProgram.ConversionKind) -> String {
    switch kind {
    case .lead: "lead \(quoted(request.orderId))"
    case .sale: "sale \(quoted(request.orderId))"
    case .refund: "refund \(quoted(request.refundId)) of order \(quoted(request.orderId))"
    }
  }
}

extension Wire.RecordedConversion {
  fileprivate init(_ stored: StoredConversion, _ codes: PartnerCodes) {
    let amounts = stored.amounts
    let hasCustomer = !stored.customerEmail.isEmpty || !stored.customerExternalID.isEmpty
    self.init(
      conversionId: stored.id.description,
      kind: Wire.ConversionKind(rawValue: Int32(stored.kind.rawValue)),
      orderId: stored.orderID.text,
      refundId: stored.refundID?.text ?? "",
      currency: amounts.currency.code,
      items: amounts.lines.map { Item(sku: $0.sku, quantity: $0.quantity, unitPriceMinor: $0.unitPriceMinor) },
      taxMinor: amounts.taxMinor,
      shippingMinor: amounts.shippingMinor,
      discountMinor: amounts.discountMinor,
      baseMinor: stored.baseMinor,
      refundedMinor: stored.refundedMinor,
      refundStatus: Wire.RefundStatus(stored.refundStatus),
      fullRefund: stored.isFullRefund,
      test: stored.isTest,
      customer: hasCustomer ? Customer(email: stored.customerEmail, externalId: stored.customerExternalID) : nil,
      occurredAtUs: stored.occurredAt.microseconds,
      recordedAtUs: stored.receivedAt.microseconds,
      receipt: Wire.Receipt(stored.receipt, codes),
      commissions: stored.commissions.map { Wire.Commission($0, codes) },
      entries: stored.entries.map { Wire.LedgerEntry($0, codes) },
      contactOrderNumber: stored.contactOrderNumber)
  }
}
