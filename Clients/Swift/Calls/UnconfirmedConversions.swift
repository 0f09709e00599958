extension TributaryClient {
  /// Gets one page of what pixels without a signature said of orders and nobody confirmed. For all pages see
  /// ``unconfirmedConversionPages(program:pageSize:)``.
  ///
  /// - Throws: ``TributaryError``: `notFound` (program), `invalidArgument` naming the field.
  public func unconfirmedConversions(
    _ request: ListUnconfirmedConversionsRequest
  ) async throws(TributaryError) -> ListUnconfirmedConversionsResponse {
    try await call(TrackingService.listUnconfirmedConversions, request, .idempotent)
  }

  /// What pixels without a signature said of a program's orders and nobody confirmed, newest first, page by page.
  ///
  /// - Parameters:
  ///   - program: slug of the program.
  ///   - pageSize: conversions of a page, 1 to 1,000. 0 means 100.
  public func unconfirmedConversionPages(
    program: String, pageSize: Int32 = 0
  ) -> Pages<ListUnconfirmedConversionsResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.unconfirmedConversions(
        ListUnconfirmedConversionsRequest(program: program, pageSize: pageSize, pageToken: token))
    }
  }

  /// Records what a pixel without a signature said as if the cart had. Confirmed again, it answers as it did the first
  /// time, with `replayed` set.
  ///
  /// - Parameters:
  ///   - id: the id of the unconfirmed conversion.
  ///   - program: slug of the program.
  /// - Returns: the receipt of the attribution and the commissions.
  /// - Throws: ``TributaryError``: `notFound` (program or id), `alreadyExists` when the order is recorded with other
  ///   money, with ``TributaryError/field`` naming what differs.
  public func confirmConversion(
    _ id: String, program: String
  ) async throws(TributaryError) -> RecordConversionResponse {
    try await call(
      TrackingService.confirmConversion, ConfirmConversionRequest(program: program, id: id), .idempotent
    ).conversion.required("conversion")
  }
}
