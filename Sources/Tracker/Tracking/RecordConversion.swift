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
      let program = try program(request.program, visibleTo: key)
      let now = now()
      let command = try conversionCommand(
        request, in: program, id: loop.makeID(ConversionID.self, at: now), now: now)
      try store.submit(.conversion(command), ticket: call, lane: loop.replies)
    }
  }

  /// The command of a request, whatever way it came: its own limits and no others hold.
  ///
  /// - Parameters:
  ///   - id: the id that the conversion gets unless it is recorded already.
  ///   - contactFields: what a form told of the customer.
  /// - Throws: a ``FieldError`` that names the field by its path in the request.
  func conversionCommand(
    _ request: RecordConversionRequest, in program: ProgramEntry, id: ConversionID, now: Timestamp,
    contactFields: [PartnerProgram.ContactField] = []
  ) throws(FieldError) -> ConversionCommand {
    let kind = try kind(of: request)
    let sentCurrency = try request.currency.isEmpty ? nil : Currency(sent: request.currency)
    let amounts = try amounts(of: request, currency: sentCurrency ?? program.currency)
    try ConversionForm.check(
      kind: kind, hasRefundID: !request.refundId.isEmpty, isFullRefund: request.fullRefund,
      amounts: amounts)
    let customer = request.customer ?? Customer()
    try TextRule.email.check(customer.email, field: "customer.email")
    try TextRule.externalID.check(customer.externalId, field: "customer.external_id")
    let evidence = try ConversionEvidence(program: program, directory: store.directory, tokens: tokens)
      .submissions(request.evidence ?? Evidence(), customer)
    return ConversionCommand(
      conversionID: id,
      program: program.id,
      kind: kind,
      orderID: try OrderID(request.orderId),
      refundID: try request.refundId.isEmpty ? nil : RefundID(request.refundId),
      amounts: request.fullRefund || kind == .lead ? nil : amounts,
      sentCurrency: sentCurrency,
      customerEmail: customer.email,
      customerExternalID: customer.externalId,
      evidence: kind == .refund ? [] : evidence,
      contactFields: contactFields,
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
}
