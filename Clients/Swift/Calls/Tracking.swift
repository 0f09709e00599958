extension TributaryClient {
  /// Records that a visitor followed a partner's link.
  ///
  /// A request without a click id is given one, so that the call can be repeated when its fate is unknown and the click
  /// still counts once.
  ///
  /// - Returns: the ids of the click and the visitor, the signed click token, and whether the click counted.
  /// - Throws: ``TributaryError``: `notFound` (program or partner), `invalidArgument` naming the field, `alreadyExists`
  ///   (the click id was used for another click), `resourceExhausted` (nothing was recorded; try later).
  public func recordClick(_ request: RecordClickRequest) async throws(TributaryError) -> RecordClickResponse {
    var request = request
    if request.clickId.isEmpty { request.clickId = makeClickID() }
    return try await call(TrackingService.recordClick, request, .idempotent)
  }

  /// Records a lead, a sale or a refund, and learns who earned it and why.
  ///
  /// Sent again with the same order number, it answers as it did the first time, with `replayed` set. Evidence and
  /// customer that were not sent before are added to the order, and the answer is that of the decision made anew. A refund
  /// may come before its order.
  ///
  /// - Returns: the receipt of the attribution and the commissions.
  /// - Throws: ``TributaryError``: as ``recordClick(_:)``; `alreadyExists` when the order is known with other money, with
  ///   ``TributaryError/field`` naming what differs; `failedPrecondition` when the order has more refunds or evidence
  ///   than are kept of one.
  public func recordConversion(
    _ request: RecordConversionRequest
  ) async throws(TributaryError) -> RecordConversionResponse {
    try await call(TrackingService.recordConversion, request, .idempotent)
  }

  /// Gets a recorded lead, sale or refund with its receipt as it stands and every entry that it made in the ledger.
  ///
  /// - Returns: the conversion, and for a sale its refunds in the order in which they happened.
  /// - Throws: ``TributaryError``: `notFound` (program or order), `invalidArgument` naming the field.
  public func conversion(_ request: GetConversionRequest) async throws(TributaryError) -> GetConversionResponse {
    try await call(TrackingService.getConversion, request, .idempotent)
  }

  /// Gets one page of a partner's report. For all pages see ``partnerReportPages(_:)``.
  ///
  /// - Throws: ``TributaryError``: `notFound` (program or partner, also when the key may not see it),
  ///   `invalidArgument` naming the field, `failedPrecondition` naming the plan or access that is missing.
  public func partnerReport(
    _ request: GetPartnerReportRequest
  ) async throws(TributaryError) -> GetPartnerReportResponse {
    try await call(TrackingService.getPartnerReport, request, .idempotent)
  }

  /// All pages of a partner's report, from the one that `request` asks for. Each is fetched when it is asked for.
  public func partnerReportPages(_ request: GetPartnerReportRequest) -> Pages<GetPartnerReportResponse> {
    Pages(from: request.pageToken, nextToken: \.nextPageToken) { token throws(TributaryError) in
      var page = request
      page.pageToken = token
      return try await self.partnerReport(page)
    }
  }

  /// Gets the tracking pixel to paste into the confirmation page of a cart.
  ///
  /// - Throws: ``TributaryError``: `notFound` (program), `invalidArgument` naming the field, `failedPrecondition` when the
  ///   plan has no pixel.
  public func pixelSnippet(_ request: GetPixelSnippetRequest) async throws(TributaryError) -> GetPixelSnippetResponse {
    try await call(TrackingService.getPixelSnippet, request, .idempotent)
  }
}
