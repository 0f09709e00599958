extension TributaryClient {
  /// Pays out: marks every approved entry of each partner paid whose approved balance in a currency reaches the
  /// threshold. The server recognises the request by its id, so that nothing is paid twice however often it is sent.
  ///
  /// - Returns: the payout with its totals, and whether it had been made before. When it is not `complete`, more was due
  ///   than one payout holds, and another must follow.
  /// - Throws: ``TributaryError``: `alreadyExists` when the id was used with other thresholds, `invalidArgument` naming the
  ///   field, `notFound` (program).
  public func createPayout(_ request: CreatePayoutRequest) async throws(TributaryError) -> CreatePayoutResponse {
    try await call(ProgramsService.createPayout, request, .idempotent)
  }

  /// Gets one page of a program's payouts.
  public func payouts(_ request: ListPayoutsRequest) async throws(TributaryError) -> ListPayoutsResponse {
    try await call(ProgramsService.listPayouts, request, .idempotent)
  }

  /// All payouts of a program, newest first, page by page.
  ///
  /// - Parameters:
  ///   - program: slug of the program.
  ///   - pageSize: payouts of a page, 1 to 1,000. 0 means 100.
  public func payoutPages(program: String, pageSize: Int32 = 0) -> Pages<ListPayoutsResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.payouts(ListPayoutsRequest(program: program, pageSize: pageSize, pageToken: token))
    }
  }

  /// Gets one page of what a payout pays to whom.
  ///
  /// - Throws: ``TributaryError``: `notFound` (program or payout), `invalidArgument` naming the field.
  public func payoutLines(_ request: ListPayoutLinesRequest) async throws(TributaryError) -> ListPayoutLinesResponse {
    try await call(ProgramsService.listPayoutLines, request, .idempotent)
  }

  /// What a payout pays to whom, in the order of partners and currencies, page by page.
  ///
  /// - Parameters:
  ///   - payout: the payout's id.
  ///   - program: slug of the program.
  ///   - pageSize: lines of a page, 1 to 1,000. 0 means 100.
  public func payoutLinePages(
    payout: String, program: String, pageSize: Int32 = 0
  ) -> Pages<ListPayoutLinesResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.payoutLines(
        ListPayoutLinesRequest(program: program, payout: payout, pageSize: pageSize, pageToken: token))
    }
  }
}
