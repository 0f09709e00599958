import TributaryClient

extension Model {
  private func owner(of name: PersonName) -> Int? {
    contacts.firstIndex { $0.names.contains(name) }
  }

  /// Gives an order its contact and makes names known that nobody has. A test is no order of its contact.
  mutating func join(_ names: [PersonName], _ order: inout KnownOrder) {
    let emailsFirst = names.filter { if case .email = $0 { true } else { false } } + names
    let found = emailsFirst.compactMap { owner(of: $0) }.first
    for name in names { if let owner = owner(of: name) { order.namedContacts.insert(owner) } }
    if order.contact == nil, found == nil { contacts.append(KnownContact()) }
    let own = order.contact ?? found ?? contacts.count - 1
    order.contact = own
    order.namedContacts.insert(own)
    for name in names where owner(of: name) == nil { contacts[own].names.insert(name) }
    if order.kind == .sale, !order.isTest, order.contactOrderNumber == 0 {
      contacts[own].orders += 1
      order.contactOrderNumber = contacts[own].orders
    }
  }

  /// The evidence by which an order has named a contact before, by another of its names.
  func earlierName(ofContactNamed name: PersonName, in order: KnownOrder) -> KnownEvidence? {
    guard let asked = owner(of: name) else { return nil }
    return order.evidence.first { item in
      guard case .contact(let earlier) = item.claim, !item.value.isEmpty else { return false }
      return owner(of: earlier) == asked
    }
  }

  /// Who had referred a contact before an order.
  func referrer(of name: PersonName, for order: KnownOrder) -> KnownReferrer? {
    guard let owner = owner(of: name) else { return nil }
    let referrer = order.terms.contact == .first ? contacts[owner].first : contacts[owner].last
    return referrer?.source == order.id ? nil : referrer
  }

  mutating func bindReferrers(by order: KnownOrder) {
    guard let position = order.contact, !order.isTest else { return }
    var contact = contacts[position]
    if let bound = boundReferrer(of: order) {
      if contact.first == nil || contact.first?.source == order.id { contact.first = bound }
      if let last = contact.last, last.source != order.id,
        order.occurredAt < last.boundAt
          || (order.occurredAt == last.boundAt && comesBefore(order.id, last.source))
      {
        contacts[position] = contact
        return
      }
      contact.last = bound
    } else {
      if contact.first?.source == order.id { contact.first = nil }
      if contact.last?.source == order.id { contact.last = latestReferrer(of: position) }
    }
    contacts[position] = contact
  }

  /// What a contact's lead or sale binds; nil when the contact itself decided it, or nobody won.
  private func boundReferrer(of order: KnownOrder) -> KnownReferrer? {
    guard let credit = order.decision.credit, !order.decision.isByContact else { return nil }
    return KnownReferrer(credit: credit, boundAt: order.occurredAt, source: order.id)
  }

  private func latestReferrer(of contact: Int) -> KnownReferrer? {
    orders.filter { $0.contact == contact && !$0.isTest }.compactMap(boundReferrer).max {
      $0.boundAt != $1.boundAt ? $0.boundAt < $1.boundAt : comesBefore($0.source, $1.source)
    }
  }

  func contact(_ name: PersonName) throws(Refusal) -> Contact {
    guard let owner = owner(of: name) else { throw Refusal(code: .notFound) }
    let contact = contacts[owner]
    var reply = Contact(orders: contact.orders)
    for name in contact.names {
      switch name {
      case .email(let address): reply.emails.append(ContactName(value: address))
      case .number(let number): reply.externalIds.append(ContactName(value: number))
      }
    }
    reply.emails.sort { comesBefore($0.value, $1.value) }
    reply.externalIds.sort { comesBefore($0.value, $1.value) }
    reply.firstReferrer = contact.first.map(message)
    reply.lastReferrer = contact.last.map(message)
    return reply
  }

  private func message(_ referrer: KnownReferrer) -> Referrer {
    Referrer(
      partner: referrer.credit.partner, subId: referrer.credit.subID,
      orderId: orders.first { $0.id == referrer.source }?.orderID ?? "", boundAtUs: referrer.boundAt)
  }

  mutating func erase(_ name: PersonName) throws(Refusal) -> EraseContactResponse {
    guard let contact = owner(of: name) else { throw Refusal(code: .notFound) }
    var erased: Int64 = 0
    for position in orders.indices where orders[position].namedContacts.contains(contact) {
      erased += 1
      var order = orders[position]
      let selves = order.decision.receipt.candidates.filter { $0.verdict == .selfReferral }.map(\.partner)
      order.knownSelves.formUnion(selves)
      order.customer = Customer()
      for item in order.evidence.indices
      where order.evidence[item].kind == .email || order.evidence[item].kind == .externalId {
        order.evidence[item].value = ""
      }
      order.evidence = stablySorted(order.evidence)
      for candidate in order.decision.receipt.candidates.indices {
        let kind = order.decision.receipt.candidates[candidate].evidence
        if kind == .email || kind == .externalId { order.decision.receipt.candidates[candidate].value = "" }
      }
      if order.contact == contact { order.contact = nil }
      order.namedContacts.remove(contact)
      orders[position] = order
    }
    contacts[contact] = KnownContact()
    return EraseContactResponse(conversions: erased)
  }
}
