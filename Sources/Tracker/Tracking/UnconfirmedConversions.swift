internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Tracking` about what unsigned pixels said.
extension Tracker {
  func listUnconfirmedConversions(
    _ request: ListUnconfirmedConversionsRequest, _ key: APIKeyEntry
  ) async throws -> ListUnconfirmedConversionsResponse {
    let program = try program(request.program, visibleTo: key)
    let limit = try PageSize.list.limit(request.pageSize)
    let last = try request.pageToken.ifPresent.map { token throws(FieldError) in
      guard let id = UUIDBytes(token) else { throw .pageToken }
      return ConversionID(rawValue: id)
    }
    let found = try await store.unconfirmedConversions(program: program.id, before: last, limit: limit + 1)
    let page = ListPage(found, limit: limit) { $0.id.description }
    let codes = PartnerCodes(store.directory)
    return ListUnconfirmedConversionsResponse(
      conversions: page.elements.map { Wire.UnconfirmedConversion($0, codes) }, nextPageToken: page.nextPageToken)
  }

  func confirmConversion(
    _ request: ConfirmConversionRequest, _ key: APIKeyEntry
  ) async throws -> ConfirmConversionResponse {
    let program = try program(request.program, visibleTo: key)
    guard let id = UUIDBytes(request.id) else {
      throw FieldError(field: "id", message: "must be a UUID of 36 characters")
    }
    let absent = RPCError(
      .notFound, "id: there is no unconfirmed conversion \(quoted(request.id)) in program \(program.program.slug)")
    let outcome = try await store.perform(
      .confirm(ConfirmCommand(program: program.id, id: ConversionID(rawValue: id), receivedAt: now())), orElse: absent)
    guard case .conversion(let conversion) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return ConfirmConversionResponse(conversion: RecordConversionResponse(conversion))
  }
}

extension Wire.UnconfirmedConversion {
  fileprivate init(_ stored: StoredUnconfirmedConversion, _ codes: PartnerCodes) {
    let amounts = stored.amounts
    let hasCustomer = !stored.customerEmail.isEmpty || !stored.customerExternalID.isEmpty
    self.init(
      id: stored.id.description,
      kind: Wire.ConversionKind(rawValue: Int32(stored.kind.rawValue)),
      orderId: stored.orderID.text,
      currency: amounts.currency.code,
      items: amounts.lines.map { Item(sku: $0.sku, quantity: $0.quantity, unitPriceMinor: $0.unitPriceMinor) },
      taxMinor: amounts.taxMinor,
      shippingMinor: amounts.shippingMinor,
      discountMinor: amounts.discountMinor,
      customer: hasCustomer ? Customer(email: stored.customerEmail, externalId: stored.customerExternalID) : nil,
      coupon: stored.coupon,
      clickId: stored.click?.description ?? "",
      visitorId: stored.visitor?.description ?? "",
      partner: codes[stored.partner],
      subId: stored.subID?.text ?? "",
      receivedAtUs: stored.receivedAt.microseconds,
      differsIn: stored.differsIn ?? "")
  }
}
