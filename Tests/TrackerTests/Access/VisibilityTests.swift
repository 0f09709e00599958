import ProtobufC
import TTRPC
import Testing
import TributaryClient

/// A call that names an object of somebody's account.
struct NamingCall: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The name of an object that is there but hidden.
  let hidden: String
  /// The name of none, of the same length.
  let absent: String
  let send: @Sendable (Connection, String) async throws -> Void

  private init<Request: Message, Reply: Message>(
    _ method: RPCMethod<Request, Reply>, _ hidden: String = "mugs", _ absent: String = "gums",
    _ request: @escaping @Sendable (String) -> Request
  ) {
    testDescription = "\(method.name) \(hidden)"
    self.hidden = hidden
    self.absent = absent
    send = { connection, name in _ = try await connection.call(method, request(name)) }
  }

  static let all = [
    NamingCall(TrackingService.recordClick) { RecordClickRequest(program: $0, partner: "anna") },
    NamingCall(TrackingService.recordConversion) {
      .sale(order: "A-1", program: $0, items: [Item(unitPriceMinor: 1)])
    },
    NamingCall(TrackingService.getConversion) { .sale(order: "old-1", program: $0) },
    NamingCall(TrackingService.getPartnerReport) { GetPartnerReportRequest(program: $0, partner: "anna") },
    NamingCall(TrackingService.getPixelSnippet) { GetPixelSnippetRequest(program: $0) },
    NamingCall(ProgramsService.getAccount, "acme", "none") { GetAccountRequest(account: $0) },
    NamingCall(ProgramsService.createProgram, "acme", "none") {
      CreateProgramRequest(program: Program(slug: "new", account: $0, currency: "USD"))
    },
    NamingCall(ProgramsService.updateProgram) { UpdateProgramRequest(program: Program(slug: $0)) },
    NamingCall(ProgramsService.getProgram) { GetProgramRequest(program: $0) },
    NamingCall(ProgramsService.listPrograms, "acme", "none") { ListProgramsRequest(account: $0) },
    NamingCall(ProgramsService.createPartner) { CreatePartnerRequest(partner: Partner(program: $0, code: "new")) },
    NamingCall(ProgramsService.updatePartner) { UpdatePartnerRequest(partner: Partner(program: $0, code: "anna")) },
    NamingCall(ProgramsService.getPartner) { GetPartnerRequest(program: $0, partner: "anna") },
    NamingCall(ProgramsService.listPartners) { ListPartnersRequest(program: $0) },
    NamingCall(ProgramsService.createCoupon) {
      CreateCouponRequest(coupon: Coupon(program: $0, partner: "anna", code: "NEW"))
    },
    NamingCall(ProgramsService.listCoupons) { ListCouponsRequest(program: $0) },
    NamingCall(ProgramsService.deleteCoupon) { DeleteCouponRequest(program: $0, code: "old-1") },
    NamingCall(ProgramsService.createCampaign) {
      CreateCampaignRequest(campaign: Campaign(program: $0, code: "new", landingUrl: "https://shop.example.com/"))
    },
    NamingCall(ProgramsService.listCampaigns) { ListCampaignsRequest(program: $0) },
    NamingCall(ProgramsService.deleteCampaign) { DeleteCampaignRequest(program: $0, code: "old-1") },
    NamingCall(ProgramsService.rotatePixelKey) { RotatePixelKeyRequest(program: $0) },
    NamingCall(ProgramsService.setCommissionOverride) {
      SetCommissionOverrideRequest(commissionOverride: CommissionOverride(program: $0, sku: "MUG"))
    },
    NamingCall(ProgramsService.listCommissionOverrides) { ListCommissionOverridesRequest(program: $0) },
    NamingCall(ProgramsService.deleteCommissionOverride) {
      DeleteCommissionOverrideRequest(program: $0, sku: "old-1")
    },
    NamingCall(ProgramsService.getContact) { GetContactRequest(program: $0, email: "old-1@example.com") },
    NamingCall(ProgramsService.eraseContact) { EraseContactRequest(program: $0, email: "old-1@example.com") },
    NamingCall(ProgramsService.listBalances) { ListBalancesRequest(program: $0) },
    NamingCall(ProgramsService.createAdjustment) {
      CreateAdjustmentRequest(program: $0, id: "new", partner: "anna", amountMinor: 1, reason: "Thanks")
    },
    NamingCall(ProgramsService.createPayout) { CreatePayoutRequest(program: $0, id: "new") },
    NamingCall(ProgramsService.listPayouts) { ListPayoutsRequest(program: $0) },
    NamingCall(ProgramsService.listPayoutLines) { ListPayoutLinesRequest(program: $0, payout: "old-1") },
    NamingCall(ProgramsService.createApiKey, "acme", "none") { CreateApiKeyRequest(account: $0, scope: .server) },
    NamingCall(ProgramsService.createApiKey) {
      CreateApiKeyRequest(scope: .partnerReport, program: $0, partner: "anna")
    },
    NamingCall(ProgramsService.listApiKeys, "acme", "none") { ListApiKeysRequest(account: $0) },
  ]
}

@Suite("Another account's objects") struct VisibilityTests {
  @Test(arguments: NamingCall.all)
  func `are answered as ones that do not exist, to the byte`(call: NamingCall) async throws {
    try await withServer { server in
      let acme = try await Shop(on: server)
      try await EveryMethod.prepare("1", in: acme)
      let quill = try await Shop(on: server, .init(account: "quill", program: "pens"))
      let hidden = await expectRefusal(.notFound) { try await call.send(quill.owner, call.hidden) }
      let absent = await expectRefusal(.notFound) { try await call.send(quill.owner, call.absent) }
      #expect(hidden?.message == absent?.message.replacing(call.absent, with: call.hidden))
      // The same call succeeds for their owner, or it would prove nothing.
      try await call.send(acme.owner, call.hidden)
    }
  }

  @Test func `include their keys`() async throws {
    try await withServer { server in
      let acme = try await Shop(on: server)
      let quill = try await Shop(on: server, .init(account: "quill", program: "pens"))
      let made = try await acme.owner.call(ProgramsService.createApiKey, CreateApiKeyRequest(scope: .publishable))
      let id = try #require(made.key?.id)
      let none = String(repeating: "x", count: id.count)
      let hidden = await expectRefusal(.notFound, "id") {
        try await quill.owner.call(ProgramsService.revokeApiKey, RevokeApiKeyRequest(id: id))
      }
      let absent = await expectRefusal(.notFound, "id") {
        try await quill.owner.call(ProgramsService.revokeApiKey, RevokeApiKeyRequest(id: none))
      }
      #expect(hidden?.message == absent?.message.replacing(none, with: id))
      let connection = try server.connect(key: made.secret)
      _ = try await connection.call(TrackingService.recordClick, RecordClickRequest(program: "mugs", partner: "anna"))
    }
  }

  @Test func `are all open to the server's own key`() async throws {
    try await withServer { server in
      let acme = try await Shop(on: server)
      let quill = try await Shop(on: server, .init(account: "quill", program: "pens"))
      for shop in [acme, quill] {
        _ = try await acme.root.call(
          TrackingService.recordClick, RecordClickRequest(program: shop.program, partner: "anna"))
        #expect(try await shop.total().visits == 1)
      }
    }
  }

  @Test func `and names of any length are answered briefly`() async throws {
    try await withShop { shop in
      let long = String(repeating: "e\u{301}", count: 200_000)
      for call in NamingCall.all {
        let refusal = await expectRefusal(.notFound, nil, "\(call.testDescription)") {
          try await call.send(shop.owner, long)
        }
        #expect((refusal?.message.utf8.count ?? 0) < 2_000, "\(call.testDescription)")
      }
    }
  }
}
