import TTRPC
import Testing
import TributaryClient

@Suite("API keys") struct APIKeyTests {
  private func create(_ connection: Connection, _ request: CreateApiKeyRequest) async throws -> CreateApiKeyResponse {
    try await connection.call(ProgramsService.createApiKey, request)
  }

  @Test func `are made with a secret that begins with their id and is shown this once`() async throws {
    try await withShop { shop in
      let made = try await create(shop.owner, CreateApiKeyRequest(scope: .server, label: "cart"))
      let key = try #require(made.key)
      #expect(made.secret.hasPrefix("tk_\(key.id)_") && made.secret.utf8.count == "tk_".count + key.id.count + 1 + 43)
      #expect(
        key
          == ApiKey(
            id: key.id, account: "acme", scope: .server, label: "cart", createdAtUs: TestClock.start))
      let secretPart = String(made.secret.suffix(43))
      let list = try await shop.owner.call(
        ProgramsService.listApiKeys.service, ProgramsService.listApiKeys.name, payload: encoded(ListApiKeysRequest()))
      #expect(!String(decoding: list, as: UTF8.self).contains(secretPart))
      #expect(String(decoding: list, as: UTF8.self).contains(key.id))
      let found = try await shop.owner.call(ProgramsService.listApiKeys, ListApiKeysRequest()).keys.last
      #expect(found == key)
    }
  }

  @Test func `for reports name their partner, and no other may`() async throws {
    try await withShop { shop in
      let key = try await shop.reportKey(partner: "anna").key
      #expect(key?.scope == .partnerReport && key?.program == "mugs" && key?.partner == "anna")
      let wrong: [(String, CreateApiKeyRequest)] = [
        ("program", CreateApiKeyRequest(scope: .partnerReport)),
        ("partner", CreateApiKeyRequest(scope: .partnerReport, program: "mugs")),
        ("program", CreateApiKeyRequest(scope: .partnerReport, partner: "anna")),
        ("program", CreateApiKeyRequest(scope: .server, program: "mugs", partner: "anna")),
        ("scope", CreateApiKeyRequest()),
        ("scope", CreateApiKeyRequest(scope: KeyScope(rawValue: 5))),
        ("scope", CreateApiKeyRequest(scope: KeyScope(rawValue: 257))),
        ("label", CreateApiKeyRequest(scope: .server, label: String(repeating: "l", count: 201))),
      ]
      for (field, request) in wrong {
        await expectRefusal(.invalidArgument, field) { try await create(shop.owner, request) }
      }
      await expectRefusal(.notFound, "partner") {
        try await create(shop.owner, CreateApiKeyRequest(scope: .partnerReport, program: "mugs", partner: "zoe"))
      }
      let long = CreateApiKeyRequest(scope: .server, label: String(repeating: "l", count: 200))
      #expect(try await create(shop.owner, long).key?.label == long.label)
    }
  }

  @Test func `made with the server's key belong to the account that it names`() async throws {
    try await withServer { server in
      let acme = try await Shop(on: server)
      _ = try await Shop(on: server, .init(account: "quill", program: "pens"))
      await expectRefusal(.invalidArgument, "account") {
        try await create(acme.root, CreateApiKeyRequest(scope: .admin))
      }
      #expect(
        try await create(acme.root, CreateApiKeyRequest(account: "quill", scope: .admin)).key?.account == "quill")
      await expectRefusal(.invalidArgument, "program") {
        try await create(
          acme.root,
          CreateApiKeyRequest(account: "quill", scope: .partnerReport, program: "mugs", partner: "anna"))
      }
    }
  }

  @Test func `are revoked at once and for ever, also on a connection that has used them`() async throws {
    try await withShop { shop in
      let made = try await create(shop.owner, CreateApiKeyRequest(scope: .server, label: "cart"))
      let id = try #require(made.key?.id)
      let connection = try shop.server.connect(key: made.secret)
      let report = GetPartnerReportRequest(program: "mugs", partner: "anna")
      let click = RecordClickRequest(program: "mugs", partner: "anna")
      _ = try await connection.call(TrackingService.getPartnerReport, report)
      _ = try await connection.call(TrackingService.recordClick, click)

      shop.clock.advance(by: 7)
      var expected = try #require(made.key)
      expected.revokedAtUs = TestClock.start + 7
      let revoked = try await shop.owner.call(ProgramsService.revokeApiKey, RevokeApiKeyRequest(id: id)).key
      #expect(revoked == expected)
      await expectRefusal(.unauthenticated) { try await connection.call(TrackingService.getPartnerReport, report) }
      await expectRefusal(.unauthenticated) { try await connection.call(TrackingService.recordClick, click) }

      shop.clock.advance(by: 7)
      let again = try await shop.owner.call(ProgramsService.revokeApiKey, RevokeApiKeyRequest(id: id)).key
      #expect(again == expected)
      #expect(try await shop.owner.call(ProgramsService.listApiKeys, ListApiKeysRequest()).keys.contains(expected))
      await expectRefusal(.notFound, "id") {
        try await shop.owner.call(ProgramsService.revokeApiKey, RevokeApiKeyRequest(id: "none"))
      }
      await expectRefusal(.notFound, "id") {
        try await shop.owner.call(ProgramsService.revokeApiKey, RevokeApiKeyRequest())
      }
    }
  }

  @Test func `may revoke themselves`() async throws {
    try await withShop { shop in
      let made = try await create(shop.owner, CreateApiKeyRequest(scope: .admin))
      let connection = try shop.server.connect(key: made.secret)
      let request = RevokeApiKeyRequest(id: made.key?.id ?? "")
      #expect(try await connection.call(ProgramsService.revokeApiKey, request).key?.revokedAtUs == shop.clock.now)
      await expectRefusal(.unauthenticated) { try await connection.call(ProgramsService.revokeApiKey, request) }
    }
  }
}
