import TTRPC
import Testing
import TributaryClient

@Suite("Lists") struct ListTests {
  /// Reads a list page by page and expects each but the last to be full.
  private func pages(
    of size: Int32, _ fetch: (_ size: Int32, _ token: String) async throws -> ([String], String)
  ) async throws -> [String] {
    var all: [String] = []
    var token = ""
    repeat {
      let (names, next) = try await fetch(size, token)
      #expect(next.isEmpty ? names.count <= Int(size) : names.count == Int(size))
      all += names
      token = next
    } while !token.isEmpty && all.count < 1_000
    return all
  }

  @Test(arguments: [1, 2, 5, 6, 1_000] as [Int32])
  func `come in order, page by page`(size: Int32) async throws {
    try await withShop { shop in
      for slug in ["zebra", "bee", "ant", "cow-1"] {
        _ = try await shop.root.call(
          ProgramsService.createAccount, CreateAccountRequest(account: Account(slug: slug)))
        _ = try await shop.owner.call(
          ProgramsService.createProgram, CreateProgramRequest(program: Program(slug: slug, currency: "USD")))
        _ = try await shop.owner.call(
          ProgramsService.createPartner, CreatePartnerRequest(partner: Partner(program: "mugs", code: slug)))
      }
      let accounts = try await pages(of: size) { size, token in
        let page = try await shop.root.call(
          ProgramsService.listAccounts, ListAccountsRequest(pageSize: size, pageToken: token))
        return (page.accounts.map(\.slug), page.nextPageToken)
      }
      #expect(accounts == ["acme", "ant", "bee", "cow-1", "zebra"])
      let programs = try await pages(of: size) { size, token in
        let page = try await shop.owner.call(
          ProgramsService.listPrograms, ListProgramsRequest(pageSize: size, pageToken: token))
        return (page.programs.map(\.slug), page.nextPageToken)
      }
      #expect(programs == ["ant", "bee", "cow-1", "mugs", "zebra"])
      let partners = try await pages(of: size) { size, token in
        let page = try await shop.owner.call(
          ProgramsService.listPartners, ListPartnersRequest(program: "mugs", pageSize: size, pageToken: token))
        return (page.partners.map(\.code), page.nextPageToken)
      }
      #expect(partners == ["anna", "ant", "bee", "ben", "cow-1", "idle", "zebra"])
      for label in ["first", "second", "third"] {
        _ = try await shop.owner.call(
          ProgramsService.createApiKey, CreateApiKeyRequest(scope: .server, label: label))
      }
      let keys = try await pages(of: size) { size, token in
        let page = try await shop.owner.call(
          ProgramsService.listApiKeys, ListApiKeysRequest(pageSize: size, pageToken: token))
        return (page.keys.map { $0.label.isEmpty ? "\($0.scope.rawValue)" : $0.label }, page.nextPageToken)
      }
      #expect(keys == ["3", "2", "1", "first", "second", "third"])
    }
  }

  @Test(arguments: [1, 2, 3, 1_000] as [Int32])
  func `of coupons, overrides, balances and payouts come in order, page by page`(size: Int32) async throws {
    try await withShop(.init(holdDays: 0)) { shop in
      for code in ["b", "A", "c"] { try await shop.makeCoupon(code, of: "anna") }
      for (partner, sku) in [("ben", "x"), ("", "x:y"), ("anna", ""), ("", "a")] {
        try await shop.setCommission(CommissionRule(), partner: partner, sku: sku)
      }
      for (partner, currency) in [("ben", "USD"), ("anna", "USD"), ("anna", "EUR"), ("idle", "JPY")] {
        try await shop.adjust("\(partner)-\(currency)", partner, by: 5, currency: currency)
      }
      for id in ["z", "a", "m"] {
        try await shop.payOut(id)
        shop.clock.advance(by: 1)
      }
      let owner = shop.owner
      let coupons = try await pages(of: size) { size, token in
        let page = try await owner.call(
          ProgramsService.listCoupons, ListCouponsRequest(program: "mugs", pageSize: size, pageToken: token))
        return (page.coupons.map(\.code), page.nextPageToken)
      }
      #expect(coupons == ["A", "B", "C"])
      let overrides = try await pages(of: size) { size, token in
        let page = try await owner.call(
          ProgramsService.listCommissionOverrides,
          ListCommissionOverridesRequest(program: "mugs", pageSize: size, pageToken: token))
        return (page.commissionOverrides.map { "\($0.partner)/\($0.sku)" }, page.nextPageToken)
      }
      #expect(overrides == ["/a", "/x:y", "anna/", "ben/x"])
      let balances = try await pages(of: size) { size, token in
        let page = try await owner.call(
          ProgramsService.listBalances, ListBalancesRequest(program: "mugs", pageSize: size, pageToken: token))
        return (page.balances.map { "\($0.partner) \($0.currency)" }, page.nextPageToken)
      }
      #expect(balances == ["anna EUR", "anna USD", "ben USD", "idle JPY"])
      let payouts = try await pages(of: size) { size, token in
        let page = try await owner.call(
          ProgramsService.listPayouts, ListPayoutsRequest(program: "mugs", pageSize: size, pageToken: token))
        return (page.payouts.map(\.id), page.nextPageToken)
      }
      #expect(payouts == ["m", "a", "z"])
      let lines = try await pages(of: size) { size, token in
        let page = try await owner.call(
          ProgramsService.listPayoutLines,
          ListPayoutLinesRequest(program: "mugs", payout: "z", pageSize: size, pageToken: token))
        return (page.lines.map { "\($0.partner) \($0.currency)" }, page.nextPageToken)
      }
      #expect(lines == balances)
    }
  }

  @Test(arguments: ["x", "a b", "nobody", "zoe;USD", "a/b:USD", "anna:ZZZ", "anna", "ä:USD"])
  func `refuse a token that no reply gave`(token: String) async throws {
    try await withShop { shop in
      await expectRefusal(.invalidArgument, "page_token") {
        try await shop.owner.call(
          ProgramsService.listBalances, ListBalancesRequest(program: "mugs", pageToken: token))
      }
      await expectRefusal(.invalidArgument, "page_token") {
        try await shop.owner.call(ProgramsService.listPayouts, ListPayoutsRequest(program: "mugs", pageToken: token))
      }
      try await shop.payOut("june")
      await expectRefusal(.invalidArgument, "page_token") {
        try await shop.owner.call(
          ProgramsService.listPayoutLines,
          ListPayoutLinesRequest(program: "mugs", payout: "june", pageToken: token))
      }
      let noCode = "not a code, \(token)"
      await expectRefusal(.invalidArgument, "page_token") {
        try await shop.owner.call(ProgramsService.listCoupons, ListCouponsRequest(program: "mugs", pageToken: noCode))
      }
      await expectRefusal(.invalidArgument, "page_token") {
        try await shop.owner.call(
          ProgramsService.listCommissionOverrides,
          ListCommissionOverridesRequest(program: "mugs", pageToken: noCode))
      }
    }
  }

  @Test func `hold what the key may see and the request names`() async throws {
    try await withServer { server in
      let acme = try await Shop(on: server)
      let quill = try await Shop(on: server, .init(account: "quill", program: "pens"))
      func programs(_ connection: Connection, _ account: String) async throws -> [String] {
        try await connection.call(ProgramsService.listPrograms, ListProgramsRequest(account: account)).programs
          .map(\.slug)
      }
      #expect(try await programs(acme.root, "") == ["mugs", "pens"])
      #expect(try await programs(acme.root, "quill") == ["pens"])
      #expect(try await programs(acme.owner, "") == ["mugs"])
      #expect(try await programs(quill.owner, "quill") == ["pens"])
      let keys = try await acme.root.call(ProgramsService.listApiKeys, ListApiKeysRequest(account: "quill")).keys
      #expect(keys.count == 3 && keys.allSatisfy { $0.account == "quill" })
      await expectRefusal(.invalidArgument, "account") {
        try await acme.root.call(ProgramsService.listApiKeys, ListApiKeysRequest())
      }
    }
  }

  @Test(arguments: [-1, 1_001, .min, .max] as [Int32])
  func `refuse a page that is too large or negative`(size: Int32) async throws {
    try await withShop { shop in
      await expectRefusal(.invalidArgument, "page_size") {
        try await shop.root.call(ProgramsService.listAccounts, ListAccountsRequest(pageSize: size))
      }
      await expectRefusal(.invalidArgument, "page_size") {
        try await shop.root.call(ProgramsService.listPrograms, ListProgramsRequest(pageSize: size))
      }
      await expectRefusal(.invalidArgument, "page_size") {
        try await shop.owner.call(
          ProgramsService.listPartners, ListPartnersRequest(program: "mugs", pageSize: size))
      }
      await expectRefusal(.invalidArgument, "page_size") {
        try await shop.owner.call(ProgramsService.listApiKeys, ListApiKeysRequest(pageSize: size))
      }
    }
  }

  @Test func `of keys follow only on a key of the same list`() async throws {
    try await withServer { server in
      let acme = try await Shop(on: server)
      let quill = try await Shop(on: server, .init(account: "quill", program: "pens"))
      let request = ListApiKeysRequest(pageSize: 1)
      let token = try await acme.owner.call(ProgramsService.listApiKeys, request).nextPageToken
      var next = ListApiKeysRequest(pageToken: token)
      #expect(try await acme.owner.call(ProgramsService.listApiKeys, next).keys.count == 2)
      await expectRefusal(.invalidArgument, "page_token") {
        try await quill.owner.call(ProgramsService.listApiKeys, next)
      }
      next.pageToken = "none"
      await expectRefusal(.invalidArgument, "page_token") {
        try await acme.owner.call(ProgramsService.listApiKeys, next)
      }
    }
  }

  @Test func `have 100 on a page when nothing is said`() async throws {
    try await withShop { shop in
      try await withThrowingTaskGroup { group in
        for number in 0..<98 {
          group.addTask {
            try await shop.owner.call(
              ProgramsService.createPartner, CreatePartnerRequest(partner: Partner(program: "mugs", code: "p\(number)"))
            )
          }
        }
        for try await _ in group {}
      }
      let page = try await shop.owner.call(ProgramsService.listPartners, ListPartnersRequest(program: "mugs"))
      #expect(page.partners.count == 100 && !page.nextPageToken.isEmpty)
    }
  }
}
