import NIOCore
import ProtobufC
import Testing
import TributaryClient

/// One method of the client, called, and whether it may be repeated.
struct RepeatableCall: Sendable, CustomTestStringConvertible {
  let method: String
  let isIdempotent: Bool
  let make: @Sendable (TributaryClient) async throws -> Void

  init(_ method: String, idempotent: Bool, _ make: @escaping @Sendable (TributaryClient) async throws -> Void) {
    self.method = method
    isIdempotent = idempotent
    self.make = make
  }

  var testDescription: String { method }

  static let all = [
    RepeatableCall("RecordClick", idempotent: true) { _ = try await $0.recordClick(RecordClickRequest()) },
    RepeatableCall("RecordConversion", idempotent: true) {
      _ = try await $0.recordConversion(RecordConversionRequest())
    },
    RepeatableCall("GetPartnerReport", idempotent: true) {
      _ = try await $0.partnerReport(GetPartnerReportRequest())
    },
    RepeatableCall("GetPixelSnippet", idempotent: true) { _ = try await $0.pixelSnippet(GetPixelSnippetRequest()) },
    RepeatableCall("Check", idempotent: true) { _ = try await $0.health() },
    RepeatableCall("CreateAccount", idempotent: false) { _ = try await $0.createAccount(Account()) },
    RepeatableCall("UpdateAccount", idempotent: true) { _ = try await $0.updateAccount(Account()) },
    RepeatableCall("GetAccount", idempotent: true) { _ = try await $0.account() },
    RepeatableCall("ListAccounts", idempotent: true) { _ = try await $0.accounts(ListAccountsRequest()) },
    RepeatableCall("CreateProgram", idempotent: false) { _ = try await $0.createProgram(Program()) },
    RepeatableCall("UpdateProgram", idempotent: true) { _ = try await $0.updateProgram(Program()) },
    RepeatableCall("GetProgram", idempotent: true) { _ = try await $0.program("shop") },
    RepeatableCall("ListPrograms", idempotent: true) { _ = try await $0.programs(ListProgramsRequest()) },
    RepeatableCall("CreatePartner", idempotent: false) { _ = try await $0.createPartner(Partner()) },
    RepeatableCall("UpdatePartner", idempotent: true) { _ = try await $0.updatePartner(Partner()) },
    RepeatableCall("GetPartner", idempotent: true) { _ = try await $0.partner("anna", program: "shop") },
    RepeatableCall("ListPartners", idempotent: true) { _ = try await $0.partners(ListPartnersRequest()) },
    RepeatableCall("CreateApiKey", idempotent: false) { _ = try await $0.createKey(CreateApiKeyRequest()) },
    RepeatableCall("ListApiKeys", idempotent: true) { _ = try await $0.keys(ListApiKeysRequest()) },
    RepeatableCall("RevokeApiKey", idempotent: true) { _ = try await $0.revokeKey("1") },
    RepeatableCall("GetConversion", idempotent: true) { _ = try await $0.conversion(GetConversionRequest()) },
    RepeatableCall("CreateCoupon", idempotent: false) { _ = try await $0.createCoupon(Coupon()) },
    RepeatableCall("ListCoupons", idempotent: true) { _ = try await $0.coupons(ListCouponsRequest()) },
    RepeatableCall("DeleteCoupon", idempotent: false) { _ = try await $0.deleteCoupon("X", program: "shop") },
    RepeatableCall("CreateCampaign", idempotent: false) { _ = try await $0.createCampaign(Campaign()) },
    RepeatableCall("ListCampaigns", idempotent: true) { _ = try await $0.campaigns(ListCampaignsRequest()) },
    RepeatableCall("DeleteCampaign", idempotent: false) { _ = try await $0.deleteCampaign("x", program: "shop") },
    RepeatableCall("RotatePixelKey", idempotent: false) { _ = try await $0.rotatePixelKey(program: "shop") },
    RepeatableCall("SetCommissionOverride", idempotent: true) {
      _ = try await $0.setCommissionOverride(CommissionOverride())
    },
    RepeatableCall("ListCommissionOverrides", idempotent: true) {
      _ = try await $0.commissionOverrides(ListCommissionOverridesRequest())
    },
    RepeatableCall("DeleteCommissionOverride", idempotent: false) {
      _ = try await $0.deleteCommissionOverride(program: "shop", sku: "MUG")
    },
    RepeatableCall("GetContact", idempotent: true) { _ = try await $0.contact(GetContactRequest()) },
    RepeatableCall("EraseContact", idempotent: false) { _ = try await $0.eraseContact(EraseContactRequest()) },
    RepeatableCall("ListBalances", idempotent: true) { _ = try await $0.balances(ListBalancesRequest()) },
    RepeatableCall("CreateAdjustment", idempotent: true) {
      _ = try await $0.createAdjustment(CreateAdjustmentRequest())
    },
    RepeatableCall("CreatePayout", idempotent: true) { _ = try await $0.createPayout(CreatePayoutRequest()) },
    RepeatableCall("ListPayouts", idempotent: true) { _ = try await $0.payouts(ListPayoutsRequest()) },
    RepeatableCall("ListPayoutLines", idempotent: true) { _ = try await $0.payoutLines(ListPayoutLinesRequest()) },
  ]
}

@Suite struct RetryabilityTests {
  @Test(arguments: RepeatableCall.all)
  func onlyCallsThatTheServerRecognisesMayBeRepeated(_ call: RepeatableCall) async throws {
    // An empty reply is every reply's encoding with nothing set; what the client makes of it is not the matter here.
    let transport = FakeTransport { _ in ByteBuffer() }
    try? await call.make(TributaryClient(transport: transport, key: nil))
    let sent = try #require(transport.calls.first)
    #expect(sent.method == call.method)
    #expect(sent.isIdempotent == call.isIdempotent)
  }

  @Test func aClickWithoutAnIdIsGivenOne() async throws {
    let transport = FakeTransport(reply: RecordClickResponse())
    let ids = UUIDv7Generator(milliseconds: { 0x0123_4567_89AB }, random: { 0 })
    let tributary = TributaryClient(transport: transport, key: nil, clickIDs: ids)
    _ = try await tributary.recordClick(RecordClickRequest(program: "shop", partner: "anna"))
    let sent = try #require(transport.calls.first).decodedRequest(RecordClickRequest.self)
    #expect(sent.clickId == "01234567-89ab-7000-8000-000000000000")
    #expect(sent.program == "shop")
  }

  @Test func aClickKeepsTheIdThatItHas() async throws {
    let transport = FakeTransport(reply: RecordClickResponse())
    _ = try await TributaryClient(transport: transport, key: nil).recordClick(RecordClickRequest(clickId: "mine"))
    let sent = try #require(transport.calls.first).decodedRequest(RecordClickRequest.self)
    #expect(sent.clickId == "mine")
  }
}
