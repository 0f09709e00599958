extension TributaryClient {
  /// Gets one page of what a program's partners are owed.
  public func balances(_ request: ListBalancesRequest) async throws(TributaryError) -> ListBalancesResponse {
    try await call(ProgramsService.listBalances, request, .idempotent)
  }

  /// What each partner is owed, in the order of partners and currencies, page by page.
  ///
  /// - Parameters:
  ///   - program: slug of the program.
  ///   - partner: code of the partner. Empty means every partner.
  ///   - pageSize: balances of a page, 1 to 1,000. 0 means 100.
  public func balancePages(
    program: String, partner: String = "", pageSize: Int32 = 0
  ) -> Pages<ListBalancesResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.balances(
        ListBalancesRequest(program: program, partner: partner, pageSize: pageSize, pageToken: token))
    }
  }

  /// Corrects a balance by hand. The server recognises the request by its id, so that it counts once however often it is
  /// sent.
  ///
  /// - Returns: the entry in the ledger, and whether it had been made before.
  /// - Throws: ``TributaryError``: `alreadyExists` when the id was used with another amount, partner or currency, with
  ///   ``TributaryError/field`` naming what differs; `invalidArgument` naming the field, `notFound` (program or partner).
  public func createAdjustment(
    _ request: CreateAdjustmentRequest
  ) async throws(TributaryError) -> CreateAdjustmentResponse {
    try await call(ProgramsService.createAdjustment, request, .idempotent)
  }
}
