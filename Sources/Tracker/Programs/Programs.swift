internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about programs.
extension Tracker {
  func createProgram(_ request: CreateProgramRequest, _ key: APIKeyEntry) async throws -> CreateProgramResponse {
    let sent = request.program ?? Wire.Program()
    let account = try account(sent.account, visibleTo: key, field: "program.account")
    try Gating.require(Gating.missing(.partnerPrograms, of: account), for: "making a program")
    let program = try PartnerProgram.Program(sent, account: account.id, createdAt: now())
    return CreateProgramResponse(program: try await perform(.createProgram(program)))
  }

  func updateProgram(_ request: UpdateProgramRequest, _ key: APIKeyEntry) async throws -> UpdateProgramResponse {
    var sent = request.program ?? Wire.Program()
    let stored = try program(sent.slug, visibleTo: key).program
    if sent.currency.isEmpty { sent.currency = stored.currency.code }
    if sent.timeZone.isEmpty { sent.timeZone = stored.timeZone }
    let program = try PartnerProgram.Program(sent, account: stored.account, createdAt: stored.createdAt)
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

  private func perform(_ command: Command) async throws -> Wire.Program {
    let outcome = try await store.perform(command, inside: "program")
    guard case .program(let program) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return message(program)
  }

  private func message(_ program: PartnerProgram.Program) -> Wire.Program {
    Wire.Program(program, account: store.directory.account(id: program.account)?.account.slug.text ?? "")
  }
}
