internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about programs.
extension Tracker {
  func createProgram(_ request: CreateProgramRequest, _ key: APIKeyEntry) async throws -> CreateProgramResponse {
    let sent = request.program ?? Wire.Program()
    let account = try account(sent.account, visibleTo: key, field: "program.account")
    let program = try program(from: sent, account: account.id, createdAt: now())
    return CreateProgramResponse(program: try await perform(.createProgram(program)))
  }

  func updateProgram(_ request: UpdateProgramRequest, _ key: APIKeyEntry) async throws -> UpdateProgramResponse {
    var sent = request.program ?? Wire.Program()
    let stored = try program(sent.slug, visibleTo: key).program
    if sent.currency.isEmpty { sent.currency = stored.currency.code }
    if sent.timeZone.isEmpty { sent.timeZone = stored.timeZone }
    let program = try program(from: sent, account: stored.account, createdAt: stored.createdAt)
    return UpdateProgramResponse(program: try await perform(.updateProgram(program)))
  }

  func getProgram(_ request: GetProgramRequest, _ key: APIKeyEntry) async throws -> GetProgramResponse {
    GetProgramResponse(program: message(try program(request.program, visibleTo: key).program))
  }

  func listPrograms(_ request: ListProgramsRequest, _ key: APIKeyEntry) async throws -> ListProgramsResponse {
    let limit = try PageSize.list.limit(request.pageSize)
    let account =
      request.account.isEmpty && key.key.account == nil ? nil : try account(request.account, visibleTo: key).id
    let found = try await store.programs(account: account, after: request.pageToken.ifPresent, limit: limit + 1)
    let page = ListPage(found, limit: limit) { $0.slug.text }
    return ListProgramsResponse(
      programs: page.elements.map(message), nextPageToken: page.nextPageToken)
  }

  private func program(
    from sent: Wire.Program, account: AccountID, createdAt: Timestamp
  ) throws(FieldError) -> PartnerProgram.Program {
    try inside("program") { () throws(FieldError) in
      try PartnerProgram.Program(
        slug: Slug(sent.slug, field: "slug"),
        account: account,
        name: sent.name,
        currency: withBytes(of: sent.currency) { code throws(FieldError) in try Currency(sent: code) },
        timeZone: sent.timeZone,
        windowDays: sent.windowDays,
        holdDays: sent.holdDays,
        commission: commissionRule(from: sent.commission),
        trackingURL: sent.trackingUrl,
        createdAt: createdAt)
    }
  }

  private func commissionRule(
    from sent: Wire.CommissionRule?
  ) throws(FieldError) -> PartnerProgram.CommissionRule {
    guard let sent else { return .nothing }
    return try inside("commission") { () throws(FieldError) in
      try PartnerProgram.CommissionRule(
        saleRate: Rate(percentE4: sent.saleRateE4),
        saleFlatMinor: sent.saleFlatMinor,
        leadFlatMinor: sent.leadFlatMinor)
    }
  }

  private func perform(_ command: Command) async throws -> Wire.Program {
    let outcome = try await store.perform(command, inside: "program")
    guard case .program(let program) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return message(program)
  }

  private func message(_ program: PartnerProgram.Program) -> Wire.Program {
    Wire.Program(
      slug: program.slug.text,
      account: store.directory.account(id: program.account)?.account.slug.text ?? "",
      name: program.name,
      currency: program.currency.code,
      timeZone: program.timeZone,
      windowDays: program.windowDays,
      commission: Wire.CommissionRule(
        saleRateE4: program.commission.saleRate.percentE4,
        saleFlatMinor: program.commission.saleFlatMinor,
        leadFlatMinor: program.commission.leadFlatMinor),
      holdDays: program.holdDays,
      trackingUrl: program.trackingURL,
      createdAtUs: program.createdAt.microseconds)
  }
}
