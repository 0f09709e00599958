extension TributaryClient {
  /// Makes an account. Needs the server's admin key.
  ///
  /// - Returns: the account with every default filled in.
  /// - Throws: ``TributaryError``: `alreadyExists` when the slug is taken, `invalidArgument` naming the field.
  public func createAccount(_ account: Account) async throws(TributaryError) -> Account {
    try await call(ProgramsService.createAccount, CreateAccountRequest(account: account), .sendOnce)
      .account.required("account")
  }

  /// Writes every field of the account with this slug. Needs the server's admin key.
  ///
  /// - Throws: ``TributaryError``: `notFound`, `invalidArgument` naming the field.
  public func updateAccount(_ account: Account) async throws(TributaryError) -> Account {
    try await call(ProgramsService.updateAccount, UpdateAccountRequest(account: account), .idempotent)
      .account.required("account")
  }

  /// Gets an account.
  ///
  /// - Parameter slug: which one. Empty means the key's own.
  /// - Throws: ``TributaryError``: `notFound`.
  public func account(_ slug: String = "") async throws(TributaryError) -> Account {
    try await call(ProgramsService.getAccount, GetAccountRequest(account: slug), .idempotent)
      .account.required("account")
  }

  /// Gets one page of the accounts. Needs the server's admin key.
  public func accounts(_ request: ListAccountsRequest) async throws(TributaryError) -> ListAccountsResponse {
    try await call(ProgramsService.listAccounts, request, .idempotent)
  }

  /// All accounts in the order of their slugs, page by page. Needs the server's admin key.
  ///
  /// - Parameter pageSize: accounts of a page, 1 to 1,000. 0 means 100.
  public func accountPages(pageSize: Int32 = 0) -> Pages<ListAccountsResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.accounts(ListAccountsRequest(pageSize: pageSize, pageToken: token))
    }
  }
}
