internal import PartnerProgram
internal import ProtobufC
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// `tributary.v1.Tracking/RecordConversion`: message to command. The outcome comes back through ``ReplyLane``.
extension Tracker {
  func recordConversion(_ call: ServerCall, _ payload: UnsafeRawBufferPointer) throws(RPCError) {
    let (key, loop) = try admit(call, needing: .server)
    try mapErrors {
      let request = try call.dispatchArena().decode(RecordConversionRequest.self, from: payload)
      let command = try conversionCommand(request, key: key, loop: loop)
      try store.submit(.conversion(command), ticket: call, lane: loop.replies)
    }
  }

  private func conversionCommand(
    _ request: RecordConversionRequest, key: APIKeyEntry, loop: LoopState
  ) throws -> ConversionCommand {
    let now = now()
    let program = try program(request.program, visibleTo: key)
    let kind = try kind(of: request)
    let sentCurrency = try request.currency.isEmpty ? nil : currency(request.currency)
    let amounts = try amounts(of: request, currency: sentCurrency ?? program.currency)
    try ConversionForm.check(
      kind: kind, hasRefundID: !request.refundId.isEmpty, isFullRefund: request.fullRefund,
      amounts: amounts)
    let customer = request.customer ?? Customer()
    try TextRule.email.check(customer.email, field: "customer.email")
    try TextRule.externalID.check(customer.externalId, field: "customer.external_id")
    return ConversionCommand(
      conversionID: loop.makeID(ConversionID.self, at: now),
      program: program.id,
      kind: kind,
      orderID: try OrderID(request.orderId),
      refundID: try request.refundId.isEmpty ? nil : RefundID(request.refundId),
      amounts: request.fullRefund || kind == .lead ? nil : amounts,
      sentCurrency: sentCurrency,
      customerEmail: customer.email,
      customerExternalID: customer.externalId,
      evidence: evidence(of: request),
      occurredAt: try Timestamp(sent: request.occurredAtUs, now: now),
      receivedAt: now,
      isTest: request.test
    )
  }

  private func kind(of request: RecordConversionRequest) throws(FieldError) -> PartnerProgram.ConversionKind {
    guard let number = UInt8(exactly: request.kind.rawValue),
      let kind = PartnerProgram.ConversionKind(rawValue: number)
    else {
      throw FieldError(field: "kind", message: "must be lead, sale or refund, not \(request.kind.rawValue)")
    }
    return kind
  }

  private func currency(_ code: String) throws(FieldError) -> Currency {
    try withBytes(of: code) { code throws(FieldError) in try Currency(sent: code) }
  }

  private func amounts(
    of request: RecordConversionRequest, currency: Currency
  ) throws(FieldError) -> OrderAmounts {
    guard request.items.count <= OrderAmounts.maximumLines else {
      throw FieldError(field: "items", message: "must be at most 1,000, not \(request.items.count)")
    }
    var lines: [OrderLine] = []
    for (position, item) in request.items.enumerated() {
      lines.append(
        try OrderLine(
          sku: item.sku, quantity: item.quantity, unitPriceMinor: item.unitPriceMinor, position: position))
    }
    return try OrderAmounts(
      lines: lines, taxMinor: request.taxMinor, shippingMinor: request.shippingMinor,
      discountMinor: request.discountMinor, currency: currency)
  }

  /// Judges evidence as far as it goes without the store: the signature of a token, and whether an id is one.
  private func evidence(of request: RecordConversionRequest) -> [EvidenceSubmission] {
    guard let evidence = request.evidence else { return [] }
    let token = submission(.clickToken, evidence.clickToken, otherwise: .badSignature) {
      tokens.click(provenBy: $0).map { .click($0) }
    }
    let click = submission(.clickID, evidence.clickId, otherwise: .unknown) {
      UUIDBytes($0).map { .click(ClickID(rawValue: $0)) }
    }
    let visitor = submission(.visitorID, evidence.visitorId, otherwise: .unknown) {
      UUIDBytes($0).map { .visitor(VisitorID(rawValue: $0)) }
    }
    return [token, click, visitor].compactMap(\.self)
  }

  private func submission(
    _ kind: PartnerProgram.EvidenceKind, _ value: String, otherwise: EvidenceSubmission.Claim,
    _ claim: (String) -> EvidenceSubmission.Claim?
  ) -> EvidenceSubmission? {
    guard !value.isEmpty else { return nil }
    return EvidenceSubmission(item: EvidenceItem(kind: kind, value: value), claim: claim(value) ?? otherwise)
  }
}
