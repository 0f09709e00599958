internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about partners.
extension Tracker {
  func createPartner(_ request: CreatePartnerRequest, _ key: APIKeyEntry) async throws -> CreatePartnerResponse {
    let sent = request.partner ?? Wire.Partner()
    let program = try program(sent.program, visibleTo: key)
    try requirePartnerPrograms(of: program, toMake: "making a partner")
    let partner = try partner(from: sent, in: program, key, createdAt: now())
    return CreatePartnerResponse(partner: try await perform(.createPartner(partner), in: program))
  }

  func updatePartner(_ request: UpdatePartnerRequest, _ key: APIKeyEntry) async throws -> UpdatePartnerResponse {
    let sent = request.partner ?? Wire.Partner()
    let program = try program(sent.program, visibleTo: key)
    let stored = try partner(sent.code, in: program, visibleTo: key).partner
    let partner = try partner(from: sent, in: program, key, createdAt: stored.createdAt)
    return UpdatePartnerResponse(partner: try await perform(.updatePartner(partner), in: program))
  }

  func getPartner(_ request: GetPartnerRequest, _ key: APIKeyEntry) async throws -> GetPartnerResponse {
    let program = try program(request.program, visibleTo: key)
    return GetPartnerResponse(
      partner: message(try partner(request.partner, in: program, visibleTo: key).partner, in: program))
  }

  func listPartners(_ request: ListPartnersRequest, _ key: APIKeyEntry) async throws -> ListPartnersResponse {
    let program = try program(request.program, visibleTo: key)
    let limit = try PageSize.list.limit(request.pageSize)
    let found = try await store.partners(
      program: program.id, after: request.pageToken.ifPresent, limit: limit + 1)
    let page = ListPage(found, limit: limit) { $0.code.text }
    return ListPartnersResponse(
      partners: page.elements.map { message($0, in: program) }, nextPageToken: page.nextPageToken)
  }

  private func partner(
    from sent: Wire.Partner, in program: ProgramEntry, _ key: APIKeyEntry, createdAt: Timestamp
  ) throws -> PartnerProgram.Partner {
    let parent = try parent(of: sent, in: program, key)
    return try inside("partner") { () throws(FieldError) in
      try PartnerProgram.Partner(
        program: program.id,
        code: PartnerCode(sent.code, field: "code"),
        name: sent.name,
        email: sent.email,
        status: value(of: sent.status.rawValue, default: .active, field: "status"),
        partnerCenterAccess: sent.partnerCenterAccess,
        parent: parent,
        createdAt: createdAt)
    }
  }

  /// The partner that brought this one in. It is of the same program, since it is looked for there alone.
  private func parent(of sent: Wire.Partner, in program: ProgramEntry, _ key: APIKeyEntry) throws -> PartnerID? {
    guard !sent.parent.isEmpty else { return nil }
    guard !sent.parent.utf8.elementsEqual(sent.code.utf8) else {
      throw FieldError(field: "partner.parent", message: "must not be the partner itself")
    }
    let found = withBytes(of: sent.parent) { store.directory.partner(program: program.id, code: $0) }
    guard let found else {
      throw FieldError(
        field: "partner.parent",
        message: "there is no partner \(quoted(sent.parent)) in program \(program.program.slug)")
    }
    return found.id
  }

  private func perform(_ command: Command, in program: ProgramEntry) async throws -> Wire.Partner {
    let outcome = try await store.perform(command, inside: "partner")
    guard case .partner(let partner) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return message(partner, in: program)
  }

  private func message(_ partner: PartnerProgram.Partner, in program: ProgramEntry) -> Wire.Partner {
    Wire.Partner(
      program: program.program.slug.text,
      code: partner.code.text,
      name: partner.name,
      email: partner.email,
      status: Wire.PartnerStatus(rawValue: Int32(partner.status.rawValue)),
      partnerCenterAccess: partner.partnerCenterAccess,
      createdAtUs: partner.createdAt.microseconds,
      parent: PartnerCodes(store.directory)[partner.parent])
  }
}
