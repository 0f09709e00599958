import PartnerProgram
import Store
import Testing

/// Changing a shop's program, partners, coupons and overrides.
extension Shop {
  /// Makes another partner.
  func makePartner(_ code: String, email: String = "", parent: Partner? = nil) async throws -> Partner {
    try await store.perform(
      .createPartner(
        try Partner(
          program: program.id, code: PartnerCode(code), email: email, parent: parent?.id, createdAt: Self.start))
    ).partner()
  }

  /// Makes a partner active or inactive, or changes its address or its parent; what is not given becomes none.
  func update(
    _ partner: Partner, status: PartnerStatus = .active, email: String = "", parent: Partner? = nil
  ) async throws {
    _ = try await store.perform(
      .updatePartner(
        try Partner(
          program: program.id, code: partner.code, email: email, status: status, parent: parent?.id,
          createdAt: partner.createdAt)))
  }

  /// Makes a partner active or inactive.
  func setStatus(_ status: PartnerStatus, of partner: Partner) async throws {
    try await update(partner, status: status)
  }

  /// Changes what the program decides and pays by, for orders recorded from now on.
  func setTerms(
    attribution: AttributionPolicy = .standard, holdDays: Int32 = 30, commission: CommissionTerms? = nil
  ) async throws {
    _ = try await store.perform(
      .updateProgram(
        try Program(
          slug: program.slug, account: account.id, currency: program.currency, timeZone: program.timeZone,
          attribution: attribution, holdDays: holdDays, commission: commission ?? program.commission,
          createdAt: Self.start)))
  }

  @discardableResult
  func makeCoupon(_ code: String, of partner: Partner) async throws -> Coupon {
    let coupon = Coupon(
      program: program.id, partner: partner.id, code: try CouponCode(code), createdAt: Self.start)
    guard case .coupon(let made) = try await store.perform(.createCoupon(coupon)) else { throw UnexpectedOutcome() }
    return made
  }

  func deleteCoupon(_ code: String) async throws {
    _ = try await store.perform(.deleteCoupon(program: program.id, code: try CouponCode(code)))
  }

  /// Sets what a partner (nil: every one) earns for a product (empty: every one).
  func setOverride(
    _ partner: Partner?, sku: String, percentE4: Int32, flat: Int64 = 0, leadFlat: Int64 = 0
  ) async throws {
    let rule = try CommissionRule(
      saleRate: Rate(percentE4: percentE4), saleFlatMinor: flat, leadFlatMinor: leadFlat)
    _ = try await store.perform(
      .setCommissionOverride(
        try CommissionOverride(program: program.id, partner: partner?.id, sku: sku, rule: rule)))
  }

  func deleteOverride(_ partner: Partner?, sku: String) async throws {
    _ = try await store.perform(
      .deleteCommissionOverride(program: program.id, partner: partner?.id, sku: sku))
  }
}
