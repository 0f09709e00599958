extension TributaryClient {
  /// Sets what a product, a partner, or a product sold by a partner earns instead of the program's commission. It takes
  /// the place of the override for the same two, with every field.
  ///
  /// - Returns: the override as stored.
  /// - Throws: ``TributaryError``: `invalidArgument` naming the field, `notFound` (program or partner),
  ///   `failedPrecondition` when the plan has no partner programs.
  public func setCommissionOverride(
    _ override: CommissionOverride
  ) async throws(TributaryError) -> CommissionOverride {
    try await call(
      ProgramsService.setCommissionOverride, SetCommissionOverrideRequest(commissionOverride: override), .idempotent
    ).commissionOverride.required("commission override")
  }

  /// Gets one page of a program's overrides.
  public func commissionOverrides(
    _ request: ListCommissionOverridesRequest
  ) async throws(TributaryError) -> ListCommissionOverridesResponse {
    try await call(ProgramsService.listCommissionOverrides, request, .idempotent)
  }

  /// All overrides of a program in the order of partner and product, page by page.
  ///
  /// - Parameters:
  ///   - program: slug of the program.
  ///   - pageSize: overrides of a page, 1 to 1,000. 0 means 100.
  public func commissionOverridePages(
    program: String, pageSize: Int32 = 0
  ) -> Pages<ListCommissionOverridesResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.commissionOverrides(
        ListCommissionOverridesRequest(program: program, pageSize: pageSize, pageToken: token))
    }
  }

  /// Ends an override: later orders go by what is left.
  ///
  /// The call is sent once: when it fails with `unavailable` or `deadlineExceeded`, the override may be ended, and asking
  /// again then answers `notFound`.
  ///
  /// - Parameters:
  ///   - program: slug of the program.
  ///   - partner: code of the partner. Empty means the override for every partner.
  ///   - sku: product code. Empty means the override for every product.
  /// - Returns: the override as it was.
  /// - Throws: ``TributaryError``: `notFound`.
  public func deleteCommissionOverride(
    program: String, partner: String = "", sku: String = ""
  ) async throws(TributaryError) -> CommissionOverride {
    try await call(
      ProgramsService.deleteCommissionOverride,
      DeleteCommissionOverrideRequest(program: program, partner: partner, sku: sku), .sendOnce
    ).commissionOverride.required("commission override")
  }
}
