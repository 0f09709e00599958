import TTRPC
import Testing
import TributaryClient

@Suite("Accounts") struct AccountTests {
  @Test func `are made with every default filled in`() async throws {
    try await withServer { server in
      let root = try server.connect(key: server.adminKey)
      let made = try await root.call(
        ProgramsService.createAccount, CreateAccountRequest(account: Account(slug: "acme", createdAtUs: 5))
      ).account
      let expected = Account(slug: "acme", name: "acme", plan: .starter, createdAtUs: TestClock.start)
      #expect(made == expected)
      #expect(try await root.call(ProgramsService.getAccount, GetAccountRequest(account: "acme")).account == expected)
    }
  }

  @Test func `are changed in every field but the slug, and keep when they were made`() async throws {
    try await withShop { shop in
      shop.clock.advance(by: TestClock.hour)
      let all = Account(slug: "acme", name: "Acme & Söhne", plan: .enterprise, partnerCenter: true)
      var expected = all
      expected.createdAtUs = TestClock.start
      for (sent, expected) in [
        (all, expected),
        (Account(slug: "acme"), Account(slug: "acme", name: "acme", plan: .starter, createdAtUs: TestClock.start)),
      ] {
        let reply = try await shop.root.call(ProgramsService.updateAccount, UpdateAccountRequest(account: sent))
        #expect(reply.account == expected)
        #expect(try await shop.owner.call(ProgramsService.getAccount, GetAccountRequest()).account == expected)
      }
    }
  }

  @Test func `have a slug of their own and of its form`() async throws {
    try await withShop { shop in
      for slug in ["", "A", "ä", "a b", "-a", "a-", "a_b", "a.b", String(repeating: "a", count: 64)] {
        await expectRefusal(.invalidArgument, "account.slug", "\(slug)") {
          try await shop.root.call(ProgramsService.createAccount, CreateAccountRequest(account: Account(slug: slug)))
        }
      }
      await expectRefusal(.invalidArgument, "account.slug") {
        try await shop.root.call(ProgramsService.createAccount, CreateAccountRequest())
      }
      await expectRefusal(.alreadyExists, "account.slug") {
        try await shop.root.call(ProgramsService.createAccount, CreateAccountRequest(account: Account(slug: "acme")))
      }
      for slug in ["a", "9", "a-9", String(repeating: "a", count: 63)] {
        let request = CreateAccountRequest(account: Account(slug: slug))
        let made = try await shop.root.call(ProgramsService.createAccount, request).account
        #expect(made?.slug == slug)
      }
    }
  }

  @Test func `refuse a name too long and a plan unknown`() async throws {
    try await withShop { shop in
      for (field, wrong) in [
        ("account.name", Account(slug: "acme", name: String(repeating: "n", count: 201))),
        ("account.plan", Account(slug: "acme", plan: Plan(rawValue: 5))),
        ("account.plan", Account(slug: "acme", plan: Plan(rawValue: 257))),
      ] {
        await expectRefusal(.invalidArgument, field) {
          try await shop.root.call(ProgramsService.updateAccount, UpdateAccountRequest(account: wrong))
        }
      }
      let long = Account(slug: "acme", name: String(repeating: "n", count: 200))
      let changed = try await shop.root.call(ProgramsService.updateAccount, UpdateAccountRequest(account: long))
      #expect(changed.account?.name == long.name)
      await expectRefusal(.notFound, "account") {
        try await shop.root.call(ProgramsService.updateAccount, UpdateAccountRequest(account: Account(slug: "none")))
      }
      await expectRefusal(.invalidArgument, "account.slug") {
        try await shop.root.call(ProgramsService.updateAccount, UpdateAccountRequest())
      }
    }
  }

  @Test func `are found by their slug, and the server's key must name one`() async throws {
    try await withShop { shop in
      let own = try await shop.owner.call(ProgramsService.getAccount, GetAccountRequest())
      #expect(own.account?.slug == "acme")
      await expectRefusal(.invalidArgument, "account") {
        try await shop.root.call(ProgramsService.getAccount, GetAccountRequest())
      }
      await expectRefusal(.notFound, "account") {
        try await shop.root.call(ProgramsService.getAccount, GetAccountRequest(account: "none"))
      }
    }
  }
}
