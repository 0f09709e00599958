import PartnerProgram

/// What an order has to do with contacts.
extension ConversionRecorder {
  /// Finds the contacts that names belong to, which have come to an order now, gives the order its contact if it had
  /// none or only claims had named another, and makes names known that nobody has.
  ///
  /// - Returns: for each name, who had referred its contact before.
  func joinContacts(
    of added: AddedEvidence, _ order: inout RecordedOrder
  ) throws -> [ContactName: KnownContact] {
    let names = added.submissions.contactNames
    guard !names.isEmpty else { return [:] }
    let program = order.row.program
    var found: [ContactName: ContactID] = [:]
    for name in names { found[name] = try contacts.contact(named: name, in: program) }
    // An address that nobody has is another person's, too; the shop's number may be the claimed person's.
    let namesAnother = names.contains { name in found[name].map { $0 != order.row.contact } ?? (name.kind == .email) }
    if added.claimant == nil, order.contactIsOnlyClaimed, namesAnother { try leaveContact(&order) }
    let inOrder = names.sorted { $0.kind.rawValue < $1.kind.rawValue }
    let own = try order.row.contact ?? inOrder.lazy.compactMap { found[$0] }.first ?? contacts.make(in: program)
    var known: [ContactName: KnownContact] = [:]
    for name in inOrder {
      let contact = found[name] ?? own
      known[name] = try knownBefore(contact, order) ?? .now(contacts.referrers(of: contact))
      if found[name] == nil { try contacts.add(name, to: own, in: program) }
      try contacts.note(order.row.id, names: contact)
    }
    try contacts.note(order.row.id, names: own)
    order.row.contact = own
    if order.row.kind == .sale, !order.row.isTest, order.row.contactOrderNumber == 0 {
      order.row.contactOrderNumber = try contacts.countOrder(of: own)
    }
    return known
  }

  /// Takes an order from the contact that claims had named, which the merchant does not.
  private func leaveContact(_ order: inout RecordedOrder) throws {
    guard let contact = order.row.contact else { return }
    order.row.contact = nil
    guard order.row.contactOrderNumber > 0 else { return }
    try contacts.uncountOrder(of: contact)
    order.row.contactOrderNumber = 0
  }

  /// What an order has found out about a contact that it named before, by another of the contact's names.
  private func knownBefore(_ contact: ContactID, _ order: RecordedOrder) throws -> KnownContact? {
    for candidate in order.candidates.map(\.candidate) {
      guard let name = ContactName(of: candidate.evidence),
        try contacts.contact(named: name, in: order.row.program) == contact
      else { continue }
      return .before(candidate.referral)
    }
    return nil
  }

  /// Binds the referrers of an order's contact by how it was decided.
  ///
  /// The contact that it had before is bound by it no more. One that only claims have named is not bound: otherwise anybody
  /// could become the referrer of whose address he knows, and earn that customer's later orders.
  func bindReferrers(by order: RecordedOrder) throws {
    guard !order.row.isTest else { return }
    if let former = order.stored?.contact, former != order.row.contact {
      try bindReferrers(of: former, by: order, Receipt(winner: nil, rule: .unattributed, candidates: []))
    }
    guard let contact = order.row.contact, !order.contactIsOnlyClaimed else { return }
    try bindReferrers(of: contact, by: order, order.receipt)
  }

  private func bindReferrers(of contact: ContactID, by order: RecordedOrder, _ receipt: Receipt) throws {
    let before = try contacts.referrers(of: contact)
    var referrers = before
    if referrers.bind(conversion: order.row.id, occurredAt: order.row.occurredAt, receipt: receipt) {
      referrers.last = try contacts.latestReferrer(of: contact)
    }
    if referrers != before { try contacts.set(referrers, of: contact) }
  }
}

/// What is known of a contact that an order names.
enum KnownContact {
  /// The order has named the contact before, and this is what it found then.
  case before(Referral?)
  /// The order names the contact for the first time, which was referred by these.
  case now(ContactReferrers)
}

extension ContactName {
  /// The contact that a piece of evidence names, if it is of that kind.
  fileprivate init?(of evidence: EvidenceItem) {
    let name: ContactName? =
      switch evidence.kind {
      case .email: .email(evidence.value)
      case .externalID: .externalID(evidence.value)
      case .partner, .coupon, .clickToken, .clickID, .visitorID: nil
      }
    guard let name else { return nil }
    self = name
  }
}
