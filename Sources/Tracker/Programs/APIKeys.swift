internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about API keys.
extension Tracker {
  func createAPIKey(_ request: CreateApiKeyRequest, _ key: APIKeyEntry) async throws -> CreateApiKeyResponse {
    let account = try account(request.account, visibleTo: key)
    let scope: PartnerProgram.KeyScope = try value(of: request.scope.rawValue, default: nil, field: "scope")
    let (program, partner) = try reportSubject(of: request, account: account, key)
    let secret = APIKeySecret()
    let created = try APIKey(
      id: secret.id, account: account.id, scope: scope, program: program?.id, partner: partner?.id,
      label: request.label, sha256: secret.sha256, createdAt: now())
    return CreateApiKeyResponse(key: try await perform(.createAPIKey(created)), secret: secret.text)
  }

  func listAPIKeys(_ request: ListApiKeysRequest, _ key: APIKeyEntry) async throws -> ListApiKeysResponse {
    let account = try account(request.account, visibleTo: key)
    let limit = try PageSize.list.limit(request.pageSize)
    let token = request.pageToken.ifPresent
    if let token {
      // Keys come in the order in which they were made, in which a key that is not of the list has no place.
      guard store.directory.apiKey(id: token)?.key.account == account.id else {
        throw FieldError.pageToken
      }
    }
    let found = try await store.apiKeys(account: account.id, after: token, limit: limit + 1)
    let page = ListPage(found, limit: limit) { $0.id }
    return ListApiKeysResponse(keys: page.elements.map(message), nextPageToken: page.nextPageToken)
  }

  func revokeAPIKey(_ request: RevokeApiKeyRequest, _ key: APIKeyEntry) async throws -> RevokeApiKeyResponse {
    guard let found = store.directory.apiKey(id: request.id)?.key,
      key.key.account == nil || key.key.account == found.account
    else {
      throw RPCError(.notFound, "id: there is no key \(quoted(request.id))")
    }
    return RevokeApiKeyResponse(key: try await perform(.revokeAPIKey(id: found.id, at: now())))
  }

  /// Whose reports a partner-report key reads. Both are absent for a key of another scope, which `APIKey` checks.
  private func reportSubject(
    of request: CreateApiKeyRequest, account: PartnerProgram.Account, _ key: APIKeyEntry
  ) throws -> (ProgramEntry?, PartnerEntry?) {
    guard !request.program.isEmpty else {
      guard request.partner.isEmpty else { throw FieldError(field: "program", message: "must be given with partner") }
      return (nil, nil)
    }
    let program = try program(request.program, visibleTo: key)
    guard program.program.account == account.id else {
      throw FieldError(field: "program", message: "belongs to another account")
    }
    guard !request.partner.isEmpty else { throw FieldError(field: "partner", message: "must be given with program") }
    return (program, try partner(request.partner, in: program, visibleTo: key))
  }

  private func perform(_ command: Command) async throws -> ApiKey {
    let outcome = try await store.perform(command)
    guard case .apiKey(let key) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return message(key)
  }

  private func message(_ key: APIKey) -> ApiKey {
    ApiKey(
      id: key.id,
      account: key.account.flatMap { store.directory.account(id: $0)?.account.slug.text } ?? "",
      scope: Wire.KeyScope(rawValue: Int32(key.scope.rawValue)),
      program: key.program.flatMap { store.directory.program(id: $0)?.program.slug.text } ?? "",
      partner: key.partner.flatMap { store.directory.partner(id: $0)?.partner.code.text } ?? "",
      label: key.label,
      createdAtUs: key.createdAt.microseconds,
      revokedAtUs: key.revokedAt?.microseconds ?? 0)
  }
}
