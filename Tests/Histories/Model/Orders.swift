import TributaryClient

extension Model {
  /// Records a lead, a sale or a refund.
  ///
  /// - Parameter id: the conversion's id in the server's reply, for one that is new.
  mutating func convert(
    _ request: RecordConversionRequest, _ token: TokenEvidence?, id: String
  ) throws(Refusal) -> RecordConversionResponse {
    let occurredAt = try moment(request.occurredAtUs)
    if request.kind == .refund { return try refund(request, at: occurredAt, id: id) }
    let known = orders.firstIndex { $0.kind == request.kind && $0.orderID == request.orderId }
    if let known { try requireSame(request, as: orders[known]) }
    let position = known ?? orders.count
    if known == nil { orders.append(newOrder(request, at: occurredAt, id: id)) }
    let isChanged = add(request, token, to: position)
    if known == nil || isChanged { decide(position) }
    return reply(of: orders[position], replayed: known != nil)
  }

  private func newOrder(_ request: RecordConversionRequest, at time: Int64, id: String) -> KnownOrder {
    let sent = request.currency.isEmpty || request.kind == .lead ? currency : request.currency
    return KnownOrder(
      id: id, kind: request.kind, orderID: request.orderId, isTest: request.test, occurredAt: time, recordedAt: now,
      day: calendar.day(of: time), amounts: Amounts(request, currency: sent), terms: terms, overrides: overrides)
  }

  private func requireSame(_ request: RecordConversionRequest, as order: KnownOrder) throws(Refusal) {
    if request.test != order.isTest { throw Refusal(code: .alreadyExists, field: "test") }
    guard order.kind == .sale else { return }
    let sent = Amounts(request, currency: request.currency.isEmpty ? currency : request.currency)
    if let field = sent.firstDifference(from: order.amounts) { throw Refusal(code: .alreadyExists, field: field) }
  }

  /// Adds what was not known of an order.
  ///
  /// - Returns: whether there was anything.
  private mutating func add(_ request: RecordConversionRequest, _ token: TokenEvidence?, to position: Int) -> Bool {
    var order = orders[position]
    if let customer = request.customer {
      if order.customer.email.isEmpty { order.customer.email = customer.email }
      if order.customer.externalId.isEmpty { order.customer.externalId = customer.externalId }
    }
    var added = evidence(of: request, token).filter { item in
      !order.evidence.contains { $0.kind == item.kind && $0.value.utf8.elementsEqual(item.value.utf8) }
    }
    let names = added.compactMap { item -> PersonName? in
      if case .contact(let name) = item.claim { return name }
      return nil
    }
    if !names.isEmpty { join(names, &order) }
    // Self-referral and the activity of clicks are asked of all evidence together.
    for index in added.indices { find(&added[index], of: &order) }
    order.evidence += added
    order.evidence = stablySorted(order.evidence)
    orders[position] = order
    return !added.isEmpty
  }

  func stablySorted(_ evidence: [KnownEvidence]) -> [KnownEvidence] {
    evidence.enumerated().sorted { left, right in
      if left.element.kind.rank != right.element.kind.rank { return left.element.kind.rank < right.element.kind.rank }
      if left.element.value != right.element.value { return comesBefore(left.element.value, right.element.value) }
      return left.offset < right.offset
    }.map(\.element)
  }

  private func evidence(of request: RecordConversionRequest, _ token: TokenEvidence?) -> [KnownEvidence] {
    var all: [KnownEvidence] = []
    func add(_ kind: EvidenceKind, _ value: String, _ claim: Claim) {
      if !value.isEmpty { all.append(KnownEvidence(kind: kind, value: value, claim: claim)) }
    }
    if let sent = request.evidence {
      add(.partner, sent.partner, partner(sent.partner) == nil ? .nothing : .partner(sent.partner))
      add(.coupon, sent.coupon, .coupon(sent.coupon))
      add(.clickId, sent.clickId, .click(sent.clickId))
      add(.visitorId, sent.visitorId, .visitor(sent.visitorId))
    }
    if let token {
      add(.clickToken, sentText(of: token), token.isForged ? .forgedToken : .click(token.click))
    }
    if let customer = request.customer {
      add(
        .email, customer.email, normalisedAddress(customer.email).map { .contact(.email($0)) } ?? .nothing)
      add(.externalId, customer.externalId, .contact(.number(customer.externalId)))
    }
    return all
  }

  /// The text of a token as a conversion brings it: a forged one has another character in the middle of its signature.
  func sentText(of evidence: TokenEvidence) -> String {
    let text = token(evidence.click)
    guard evidence.isForged else { return text }
    var characters = Array(text)
    let place = characters.count - 8
    characters[place] = characters[place] == "A" ? "B" : "A"
    return String(characters)
  }

  /// Decides an order, writes what changes in the ledger, and binds the referrers of its contact.
  mutating func decide(_ position: Int) {
    var order = orders[position]
    var evidence = order.evidence
    for index in evidence.indices { findClicks(&evidence[index], of: &order) }
    order.evidence = evidence
    var decision = decision(of: order)
    setCommission(&decision, order)
    order.decision = decision
    orders[position] = order
    writeEntries(of: order)
    bindReferrers(by: order)
  }
}

extension Amounts {
  /// The first field in which money that is sent again differs from what was sent first.
  func firstDifference(from stored: Amounts) -> String? {
    if currency != stored.currency { return "currency" }
    if items.count != stored.items.count { return "items" }
    for (position, (sent, stored)) in zip(items, stored.items).enumerated() {
      if sent.sku != stored.sku { return "items[\(position)].sku" }
      if sent.quantity != stored.quantity { return "items[\(position)].quantity" }
      if sent.unitPriceMinor != stored.unitPriceMinor { return "items[\(position)].unit_price_minor" }
    }
    if taxMinor != stored.taxMinor { return "tax_minor" }
    if shippingMinor != stored.shippingMinor { return "shipping_minor" }
    return discountMinor != stored.discountMinor ? "discount_minor" : nil
  }
}
