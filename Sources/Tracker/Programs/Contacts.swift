internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about contacts.
extension Tracker {
  func getContact(_ request: GetContactRequest, _ key: APIKeyEntry) async throws -> GetContactResponse {
    let program = try program(request.program, visibleTo: key)
    let name = try contactName(email: request.email, externalID: request.externalId)
    guard let contact = try await store.contact(program: program.id, name: name) else {
      throw absent(name, in: program)
    }
    return GetContactResponse(contact: Wire.Contact(contact, PartnerCodes(store.directory)))
  }

  func eraseContact(_ request: EraseContactRequest, _ key: APIKeyEntry) async throws -> EraseContactResponse {
    let program = try program(request.program, visibleTo: key)
    let name = try contactName(email: request.email, externalID: request.externalId)
    let outcome = try await store.perform(
      .eraseContact(program: program.id, name: name), orElse: absent(name, in: program))
    guard case .contactErased(let conversions) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return EraseContactResponse(conversions: conversions)
  }

  /// The one name by which a request asks for a contact.
  private func contactName(email: String, externalID: String) throws(FieldError) -> PartnerProgram.ContactName {
    guard email.isEmpty != externalID.isEmpty else {
      throw FieldError(field: "email", message: "must be given, or external_id, and not both")
    }
    try TextRule.email.check(email, field: "email")
    try TextRule.externalID.check(externalID, field: "external_id")
    if let name = PartnerProgram.ContactName.externalID(externalID) { return name }
    guard let name = PartnerProgram.ContactName.email(email) else {
      throw FieldError(field: "email", message: "must be an e-mail address")
    }
    return name
  }

  /// The refusal does not repeat the name, which is a person's and does not belong into logs.
  private func absent(_ name: PartnerProgram.ContactName, in program: ProgramEntry) -> RPCError {
    let field = name.kind == .email ? "email" : "external_id"
    return RPCError(.notFound, "\(field): there is no such contact in program \(program.program.slug)")
  }
}

extension Wire.Contact {
  fileprivate init(_ contact: StoredContact, _ codes: PartnerCodes) {
    func names(_ kind: PartnerProgram.ContactName.Kind) -> [Wire.ContactName] {
      contact.names.filter { $0.kind == kind }.map { Wire.ContactName(value: $0.value) }
    }
    func message(_ referrer: PartnerProgram.Referrer) -> Wire.Referrer {
      Wire.Referrer(
        partner: codes[referrer.partner],
        subId: referrer.subID?.text ?? "",
        orderId: contact.orders[referrer.source]?.text ?? "",
        boundAtUs: referrer.boundAt.microseconds)
    }
    self.init(
      emails: names(.email),
      externalIds: names(.externalID),
      firstReferrer: contact.referrers.first.map(message),
      lastReferrer: contact.referrers.last.map(message),
      orders: contact.orderCount,
      fields: contact.fields.map { Wire.ContactField(name: $0.name.text, value: $0.value) })
  }
}
