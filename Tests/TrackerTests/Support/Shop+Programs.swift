import TTRPC
import TributaryClient

/// Short ways to set up what decides and pays commissions, and to read what is owed.
extension Shop {
  @discardableResult
  func makeCoupon(_ code: String, of partner: String) async throws -> Coupon? {
    try await owner.call(
      ProgramsService.createCoupon,
      CreateCouponRequest(coupon: Coupon(program: program, partner: partner, code: code))
    ).coupon
  }

  @discardableResult
  func makeCampaign(_ code: String, _ landingURL: String) async throws -> Campaign? {
    try await owner.call(
      ProgramsService.createCampaign,
      CreateCampaignRequest(campaign: Campaign(program: program, code: code, landingUrl: landingURL))
    ).campaign
  }

  @discardableResult
  func setCommission(
    _ rule: CommissionRule, partner: String = "", sku: String = ""
  ) async throws -> CommissionOverride? {
    try await owner.call(
      ProgramsService.setCommissionOverride,
      SetCommissionOverrideRequest(
        commissionOverride: CommissionOverride(program: program, partner: partner, sku: sku, commission: rule))
    ).commissionOverride
  }

  func contact(email: String = "", externalID: String = "") async throws -> Contact {
    try await owner.call(
      ProgramsService.getContact, GetContactRequest(program: program, email: email, externalId: externalID)
    ).contact ?? Contact()
  }

  func balances(_ partner: String = "") async throws -> [Balance] {
    try await cart.call(ProgramsService.listBalances, ListBalancesRequest(program: program, partner: partner)).balances
  }

  @discardableResult
  func adjust(
    _ id: String, _ partner: String = "anna", by amount: Int64, currency: String = "", reason: String = "Goodwill"
  ) async throws -> CreateAdjustmentResponse {
    try await owner.call(
      ProgramsService.createAdjustment,
      CreateAdjustmentRequest(
        program: program, id: id, partner: partner, currency: currency, amountMinor: amount, reason: reason))
  }

  @discardableResult
  func payOut(_ id: String, _ thresholds: [PayoutThreshold] = []) async throws -> CreatePayoutResponse {
    try await owner.call(
      ProgramsService.createPayout, CreatePayoutRequest(program: program, id: id, thresholds: thresholds))
  }

  func payoutLines(_ id: String) async throws -> [PayoutLine] {
    try await owner.call(
      ProgramsService.listPayoutLines, ListPayoutLinesRequest(program: program, payout: id)
    ).lines
  }
}
