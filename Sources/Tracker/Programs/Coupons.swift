internal import PartnerProgram
internal import Store
internal import TTRPC
internal import TributaryProtocol

/// The methods of `tributary.v1.Programs` about coupons.
extension Tracker {
  func createCoupon(_ request: CreateCouponRequest, _ key: APIKeyEntry) async throws -> CreateCouponResponse {
    let sent = request.coupon ?? Wire.Coupon()
    let program = try program(sent.program, visibleTo: key)
    try requirePartnerPrograms(of: program, toMake: "making a coupon")
    let partner = try partner(sent.partner, in: program, visibleTo: key)
    let code = try CouponCode(sent.code, field: "coupon.code")
    let coupon = PartnerProgram.Coupon(program: program.id, partner: partner.id, code: code, createdAt: now())
    let outcome = try await store.perform(.createCoupon(coupon), inside: "coupon")
    return CreateCouponResponse(coupon: try message(outcome, in: program))
  }

  func listCoupons(_ request: ListCouponsRequest, _ key: APIKeyEntry) async throws -> ListCouponsResponse {
    let program = try program(request.program, visibleTo: key)
    let limit = try PageSize.list.limit(request.pageSize)
    let last = try request.pageToken.ifPresent.map { token throws(FieldError) in
      guard let code = try? CouponCode(token) else { throw FieldError.pageToken }
      return code
    }
    let found = try await store.coupons(program: program.id, after: last, limit: limit + 1)
    let page = ListPage(found, limit: limit) { $0.code.text }
    return ListCouponsResponse(
      coupons: page.elements.map { message($0, in: program) }, nextPageToken: page.nextPageToken)
  }

  func deleteCoupon(_ request: DeleteCouponRequest, _ key: APIKeyEntry) async throws -> DeleteCouponResponse {
    let program = try program(request.program, visibleTo: key)
    let absent = RPCError(
      .notFound, "code: there is no coupon \(quoted(request.code)) in program \(program.program.slug)")
    guard let code = try? CouponCode(request.code) else { throw absent }
    let outcome = try await store.perform(.deleteCoupon(program: program.id, code: code), orElse: absent)
    return DeleteCouponResponse(coupon: try message(outcome, in: program))
  }

  private func message(_ outcome: Outcome, in program: ProgramEntry) throws(RPCError) -> Wire.Coupon {
    guard case .coupon(let coupon) = outcome else { throw RPCError.mismatchedOutcome(outcome) }
    return message(coupon, in: program)
  }

  private func message(_ coupon: PartnerProgram.Coupon, in program: ProgramEntry) -> Wire.Coupon {
    Wire.Coupon(
      program: program.program.slug.text,
      partner: PartnerCodes(store.directory)[coupon.partner],
      code: coupon.code.text,
      createdAtUs: coupon.createdAt.microseconds)
  }
}
