extension TributaryClient {
  /// Makes a coupon, whose use refers to its partner.
  ///
  /// - Returns: the coupon with its code in upper case.
  /// - Throws: ``TributaryError``: `alreadyExists` when the code is taken, `invalidArgument` naming the field, `notFound`
  ///   (program or partner), `failedPrecondition` when the plan has no partner programs.
  public func createCoupon(_ coupon: Coupon) async throws(TributaryError) -> Coupon {
    try await call(ProgramsService.createCoupon, CreateCouponRequest(coupon: coupon), .sendOnce)
      .coupon.required("coupon")
  }

  /// Gets one page of a program's coupons.
  public func coupons(_ request: ListCouponsRequest) async throws(TributaryError) -> ListCouponsResponse {
    try await call(ProgramsService.listCoupons, request, .idempotent)
  }

  /// All coupons of a program in the order of their codes, page by page.
  ///
  /// - Parameters:
  ///   - program: slug of the program.
  ///   - pageSize: coupons of a page, 1 to 1,000. 0 means 100.
  public func couponPages(program: String, pageSize: Int32 = 0) -> Pages<ListCouponsResponse> {
    Pages(from: "", nextToken: \.nextPageToken) { token throws(TributaryError) in
      try await self.coupons(ListCouponsRequest(program: program, pageSize: pageSize, pageToken: token))
    }
  }

  /// Ends a coupon: later orders do not know it. What it decided stays.
  ///
  /// The call is sent once: when it fails with `unavailable` or `deadlineExceeded`, the coupon may be ended, and asking
  /// again then answers `notFound`.
  ///
  /// - Parameters:
  ///   - code: what customers type, in upper or lower case.
  ///   - program: slug of the program.
  /// - Returns: the coupon as it was.
  /// - Throws: ``TributaryError``: `notFound`.
  public func deleteCoupon(_ code: String, program: String) async throws(TributaryError) -> Coupon {
    try await call(ProgramsService.deleteCoupon, DeleteCouponRequest(program: program, code: code), .sendOnce)
      .coupon.required("coupon")
  }
}
