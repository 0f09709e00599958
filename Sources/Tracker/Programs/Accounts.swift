internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about accounts.
extension Tracker {
  func createAccount(_ request: CreateAccountRequest, _ key: APIKeyEntry) async throws -> CreateAccountResponse {
    try requireServerKey(key)
    let account = try account(from: request.account, createdAt: now())
    return CreateAccountResponse(account: try await perform(.createAccount(account)))
  }

  func updateAccount(_ request: UpdateAccountRequest, _ key: APIKeyEntry) async throws -> UpdateAccountResponse {
    try requireServerKey(key)
    let sent = request.account ?? Wire.Account()
    let stored = try account(named: sent.slug, field: "account.slug", visibleTo: key)
    let account = try account(from: sent, createdAt: stored.createdAt)
    return UpdateAccountResponse(account: try await perform(.updateAccount(account)))
  }

  func getAccount(_ request: GetAccountRequest, _ key: APIKeyEntry) async throws -> GetAccountResponse {
    GetAccountResponse(account: Wire.Account(try account(request.account, visibleTo: key)))
  }

  func listAccounts(_ request: ListAccountsRequest, _ key: APIKeyEntry) async throws -> ListAccountsResponse {
    try requireServerKey(key)
    let limit = try PageSize.list.limit(request.pageSize)
    let found = try await store.accounts(after: request.pageToken.ifPresent, limit: limit + 1)
    let page = ListPage(found, limit: limit) { $0.slug.text }
    return ListAccountsResponse(accounts: page.elements.map(Wire.Account.init), nextPageToken: page.nextPageToken)
  }

  /// The account that must be named.
  private func account(
    named slug: String, field: String, visibleTo key: APIKeyEntry
  ) throws -> PartnerProgram.Account {
    guard !slug.isEmpty else { throw FieldError(field: field, message: "must not be empty") }
    return try account(slug, visibleTo: key)
  }

  private func account(
    from sent: Wire.Account?, createdAt: Timestamp
  ) throws(FieldError) -> PartnerProgram.Account {
    let sent = sent ?? Wire.Account()
    return try inside("account") { () throws(FieldError) in
      try PartnerProgram.Account(
        slug: Slug(sent.slug, field: "slug"),
        name: sent.name,
        plan: value(of: sent.plan.rawValue, default: .starter, field: "plan"),
        partnerCenter: sent.partnerCenter,
        createdAt: createdAt)
    }
  }

  private func perform(_ command: Command) async throws -> Wire.Account {
    let outcome = try await store.perform(command, inside: "account")
    guard case .account(let account) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return Wire.Account(account)
  }
}

extension Wire.Account {
  fileprivate init(_ account: PartnerProgram.Account) {
    self.init(
      slug: account.slug.text,
      name: account.name,
      plan: Wire.Plan(rawValue: Int32(account.plan.rawValue)),
      partnerCenter: account.partnerCenter,
      createdAtUs: account.createdAt.microseconds)
  }
}
