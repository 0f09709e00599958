import TTRPC
import Testing
import TributaryClient

@Suite("Scopes of keys") struct ScopeTests {
  @Test(arguments: EveryMethod.all)
  func `let in whom the contract names, and nobody else`(method: EveryMethod) async throws {
    try await withShop { shop in
      let reportKey = try await shop.reportKey(partner: "anna").secret
      let connections: [EveryMethod.Key: Connection] = [
        .publishable: shop.browser, .server: shop.cart, .accountAdmin: shop.owner, .serverAdmin: shop.root,
        .partnerReport: try shop.server.connect(key: reportKey),
      ]
      let revocable = try await shop.owner.call(
        ProgramsService.createApiKey, CreateApiKeyRequest(scope: .publishable)
      ).key?.id
      for (number, key) in EveryMethod.Key.allCases.enumerated() {
        let connection = try #require(connections[key])
        try await EveryMethod.prepare("new-\(number)", in: shop)
        let payload = try method.payload("new-\(number)", #require(revocable))
        if method.allowed.contains(key) {
          _ = try await connection.call(method.service, method.name, payload: payload)
        } else {
          await expectRefusal(.permissionDenied, nil, "\(key)") {
            try await connection.call(method.service, method.name, payload: payload)
          }
        }
      }
    }
  }

  @Test func `every method of both services is in the list`() {
    #expect(Set(EveryMethod.all.map(\.name)).count == 39)
  }

  @Test func `a report key sees its own partner and nothing else`() async throws {
    try await withServer { server in
      let shop = try await Shop(on: server)
      _ = try await Shop(on: server, .init(account: "quill", program: "pens"))
      try await shop.click("anna")
      let connection = try server.connect(key: try await shop.reportKey(partner: "anna").secret)
      func report(_ program: String, _ partner: String) async throws -> GetPartnerReportResponse {
        try await connection.call(
          TrackingService.getPartnerReport, GetPartnerReportRequest(program: program, partner: partner))
      }
      #expect(try await report("mugs", "").totals.map(\.visits) == [1])
      #expect(try await report("mugs", "anna") == report("mugs", ""))
      let hidden = await expectRefusal(.notFound, "partner") { try await report("mugs", "ben") }
      let absent = await expectRefusal(.notFound, "partner") { try await report("mugs", "zoe") }
      #expect(hidden?.message == absent?.message.replacing("zoe", with: "ben"))
      await expectRefusal(.notFound, "program") { try await report("pens", "anna") }
      await expectRefusal(.notFound, "program") { try await report("pens", "") }
      _ = try await shop.owner.call(
        ProgramsService.createProgram, CreateProgramRequest(program: Program(slug: "cups", currency: "USD")))
      await expectRefusal(.notFound, "program") { try await report("cups", "") }
    }
  }
}
