import CProtobufC
import ProtobufC
import Testing
import TributaryClient

/// A method of the server, with a request that succeeds in a fresh shop and the keys that may make it.
struct EveryMethod: Sendable, CustomTestStringConvertible {
  /// The kinds of keys there are.
  enum Key: CaseIterable { case publishable, server, accountAdmin, serverAdmin, partnerReport }

  let service: String
  let name: String
  let allowed: Set<Key>
  /// The request's descriptor, by a function because a pointer is not Sendable.
  let descriptor: @Sendable () -> UnsafePointer<ProtobufCMessageDescriptor>
  /// An encoded request. It makes what is called `unique`, revokes the key `revocable`, and reads or ends what
  /// ``prepare(_:in:)`` made.
  let payload: @Sendable (_ unique: String, _ revocable: String) throws -> [UInt8]

  var testDescription: String { name }

  private init<Request: Message, Reply: Message>(
    _ method: RPCMethod<Request, Reply>, _ allowed: Set<Key>,
    _ request: @escaping @Sendable (_ unique: String, _ revocable: String) -> Request
  ) {
    service = method.service
    name = method.name
    self.allowed = allowed
    descriptor = { Request.Raw.descriptor }
    payload = { try encoded(request($0, $1)) }
  }

  private static let servers: Set<Key> = [.server, .accountAdmin, .serverAdmin]
  private static let admins: Set<Key> = [.accountAdmin, .serverAdmin]
  private static let operators: Set<Key> = [.serverAdmin]

  /// Every method that needs a key. Objects are those of ``Shop``.
  static let all: [EveryMethod] = [
    EveryMethod(TrackingService.recordClick, servers.union([.publishable])) { _, _ in
      RecordClickRequest(program: "mugs", partner: "anna")
    },
    EveryMethod(TrackingService.recordConversion, servers) { unique, _ in
      .sale(order: unique, program: "mugs", items: [Item(unitPriceMinor: 1)])
    },
    EveryMethod(TrackingService.getConversion, servers) { unique, _ in
      .sale(order: "old-\(unique)", program: "mugs")
    },
    EveryMethod(TrackingService.getPartnerReport, servers.union([.partnerReport])) { _, _ in
      GetPartnerReportRequest(program: "mugs", partner: "anna")
    },
    EveryMethod(TrackingService.listUnconfirmedConversions, servers) { _, _ in
      ListUnconfirmedConversionsRequest(program: "mugs")
    },
    EveryMethod(TrackingService.confirmConversion, admins) { unique, _ in
      ConfirmConversionRequest(program: "mugs", id: Shop.claimID(of: "old-\(unique)"))
    },
    EveryMethod(TrackingService.getPixelSnippet, servers) { _, _ in GetPixelSnippetRequest(program: "mugs") },
    EveryMethod(ProgramsService.createAccount, operators) { unique, _ in
      CreateAccountRequest(account: Account(slug: unique))
    },
    EveryMethod(ProgramsService.updateAccount, operators) { _, _ in
      UpdateAccountRequest(account: Account(slug: "acme", plan: .pro, partnerCenter: true))
    },
    EveryMethod(ProgramsService.getAccount, admins) { _, _ in GetAccountRequest(account: "acme") },
    EveryMethod(ProgramsService.listAccounts, operators) { _, _ in ListAccountsRequest() },
    EveryMethod(ProgramsService.createProgram, admins) { unique, _ in
      CreateProgramRequest(program: Program(slug: unique, account: "acme", currency: "USD"))
    },
    EveryMethod(ProgramsService.updateProgram, admins) { _, _ in
      UpdateProgramRequest(program: Program(slug: "mugs"))
    },
    EveryMethod(ProgramsService.getProgram, servers) { _, _ in GetProgramRequest(program: "mugs") },
    EveryMethod(ProgramsService.listPrograms, admins) { _, _ in ListProgramsRequest(account: "acme") },
    EveryMethod(ProgramsService.createPartner, admins) { unique, _ in
      CreatePartnerRequest(partner: Partner(program: "mugs", code: unique))
    },
    EveryMethod(ProgramsService.updatePartner, admins) { _, _ in
      UpdatePartnerRequest(partner: Partner(program: "mugs", code: "anna"))
    },
    EveryMethod(ProgramsService.getPartner, admins) { _, _ in GetPartnerRequest(program: "mugs", partner: "anna") },
    EveryMethod(ProgramsService.listPartners, admins) { _, _ in ListPartnersRequest(program: "mugs") },
    EveryMethod(ProgramsService.createCoupon, admins) { unique, _ in
      CreateCouponRequest(coupon: Coupon(program: "mugs", partner: "anna", code: unique))
    },
    EveryMethod(ProgramsService.listCoupons, admins) { _, _ in ListCouponsRequest(program: "mugs") },
    EveryMethod(ProgramsService.deleteCoupon, admins) { unique, _ in
      DeleteCouponRequest(program: "mugs", code: "old-\(unique)")
    },
    EveryMethod(ProgramsService.createCampaign, admins) { unique, _ in
      CreateCampaignRequest(
        campaign: Campaign(program: "mugs", code: unique, landingUrl: "https://shop.example.com/"))
    },
    EveryMethod(ProgramsService.listCampaigns, admins) { _, _ in ListCampaignsRequest(program: "mugs") },
    EveryMethod(ProgramsService.deleteCampaign, admins) { unique, _ in
      DeleteCampaignRequest(program: "mugs", code: "old-\(unique)")
    },
    EveryMethod(ProgramsService.rotatePixelKey, admins) { _, _ in RotatePixelKeyRequest(program: "mugs") },
    EveryMethod(ProgramsService.setCommissionOverride, admins) { unique, _ in
      SetCommissionOverrideRequest(commissionOverride: CommissionOverride(program: "mugs", sku: unique))
    },
    EveryMethod(ProgramsService.listCommissionOverrides, admins) { _, _ in
      ListCommissionOverridesRequest(program: "mugs")
    },
    EveryMethod(ProgramsService.deleteCommissionOverride, admins) { unique, _ in
      DeleteCommissionOverrideRequest(program: "mugs", sku: "old-\(unique)")
    },
    EveryMethod(ProgramsService.getContact, admins) { unique, _ in
      GetContactRequest(program: "mugs", email: "old-\(unique)@example.com")
    },
    EveryMethod(ProgramsService.eraseContact, admins) { unique, _ in
      EraseContactRequest(program: "mugs", email: "old-\(unique)@example.com")
    },
    EveryMethod(ProgramsService.listBalances, servers) { _, _ in ListBalancesRequest(program: "mugs") },
    EveryMethod(ProgramsService.createAdjustment, admins) { unique, _ in
      CreateAdjustmentRequest(program: "mugs", id: unique, partner: "anna", amountMinor: 1, reason: "Thanks")
    },
    EveryMethod(ProgramsService.createPayout, admins) { unique, _ in CreatePayoutRequest(program: "mugs", id: unique) },
    EveryMethod(ProgramsService.listPayouts, admins) { _, _ in ListPayoutsRequest(program: "mugs") },
    EveryMethod(ProgramsService.listPayoutLines, admins) { unique, _ in
      ListPayoutLinesRequest(program: "mugs", payout: "old-\(unique)")
    },
    EveryMethod(ProgramsService.createApiKey, admins) { _, _ in
      CreateApiKeyRequest(account: "acme", scope: .server)
    },
    EveryMethod(ProgramsService.listApiKeys, admins) { _, _ in ListApiKeysRequest(account: "acme") },
    EveryMethod(ProgramsService.revokeApiKey, admins) { _, revocable in RevokeApiKeyRequest(id: revocable) },
  ]

  /// Makes what the requests of `unique` read or end.
  static func prepare(_ unique: String, in shop: Shop) async throws {
    try await shop.convert(shop.sale("old-\(unique)", email: "old-\(unique)@example.com"))
    try await shop.makeCoupon("old-\(unique)", of: "anna")
    try await shop.makeCampaign("old-\(unique)", "https://shop.example.com/")
    try await shop.setCommission(CommissionRule(), sku: "old-\(unique)")
    try await shop.payOut("old-\(unique)")
    try await shop.claim("claimed-\(unique)", id: Shop.claimID(of: "old-\(unique)"))
  }
}
