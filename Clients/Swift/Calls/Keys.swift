extension TributaryClient {
  /// Makes an API key.
  ///
  /// The call is sent once: when it fails with `unavailable` or `deadlineExceeded`, a key may have been made whose secret
  /// nobody knows. List the keys and revoke it.
  ///
  /// - Returns: the key and its secret, which is shown this once.
  /// - Throws: ``TributaryError``: `invalidArgument` naming the field, `notFound` (account, program or partner).
  public func createKey(_ request: CreateApiKeyRequest) async throws(TributaryError) -> CreateApiKeyResponse {
    try await call(ProgramsService.createApiKey, request, .sendOnce)
  }

  /// Gets one page of an account's keys, without their secrets.
  public func keys(_ request: ListApiKeysRequest) async throws(TributaryError) -> ListApiKeysResponse {
    try await call(ProgramsService.listApiKeys, request, .idempotent)
  }

  /// All keys of an account, oldest first, page by page.
  ///
  /// - Parameters:
  ///   - account: whose. Empty means the key's own account.
  ///   - pageSize: keys of a page, 1 to 1,000. 0 means 100.
  public func keyPages(account: String = "", pageSize: Int32 = 0) -> Pages<ListApiKeysResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.keys(ListApiKeysRequest(account: account, pageSize: pageSize, pageToken: token))
    }
  }

  /// Revokes a key at once and for ever. Revoking it again changes nothing.
  ///
  /// - Parameter id: the key's id, without the secret.
  /// - Throws: ``TributaryError``: `notFound`.
  public func revokeKey(_ id: String) async throws(TributaryError) -> ApiKey {
    try await call(ProgramsService.revokeApiKey, RevokeApiKeyRequest(id: id), .idempotent)
      .key.required("key")
  }
}
