import TTRPC
import Testing
import TributaryClient

@Suite("Programs") struct ProgramTests {
  private func create(_ shop: Shop, _ program: Program, as connection: Connection? = nil) async throws -> Program? {
    try await (connection ?? shop.owner).call(
      ProgramsService.createProgram, CreateProgramRequest(program: program)
    ).program
  }

  private func update(_ shop: Shop, _ program: Program) async throws -> Program? {
    try await shop.owner.call(ProgramsService.updateProgram, UpdateProgramRequest(program: program)).program
  }

  @Test func `are made with every default filled in`() async throws {
    try await withShop { shop in
      let made = try await create(shop, Program(slug: "pens", currency: "JPY", createdAtUs: 5))
      let expected = Program(
        slug: "pens", account: "acme", name: "pens", currency: "JPY", timeZone: "UTC", windowDays: 60,
        commission: CommissionRule(), createdAtUs: TestClock.start,
        attribution: AttributionPolicy(coupon: .beforeClick, touch: .last, contact: .last),
        addressStorage: .truncated)
      #expect(made == expected)
      #expect(
        try await shop.owner.call(ProgramsService.getProgram, GetProgramRequest(program: "pens")).program == expected)
    }
  }

  @Test func `keep everything that is sent`() async throws {
    try await withShop { shop in
      var program = Program(
        slug: "pens", account: "acme", name: "Pens — all of them", currency: "KWD", timeZone: "America/New_York",
        windowDays: 3_650,
        commission: CommissionRule(
          saleRateE4: 1_000_000, saleFlatMinor: .max, leadFlatMinor: .max, capMinor: .max, tierTwoRateE4: 1_000_000,
          firstOrders: 1_000_000), holdDays: 365,
        trackingUrl: "https://go.example.com/x", createdAtUs: TestClock.start,
        attribution: AttributionPolicy(coupon: .ignored, touch: .first, contact: .first, contactWindowDays: 3_650),
        clickRetentionDays: 36_500, addressStorage: .full)
      let made = try await create(shop, program)
      #expect(made == program)
      shop.clock.advance(by: TestClock.hour)
      program.name = "Pens"
      program.windowDays = 1
      program.commission = CommissionRule(saleRateE4: 1)
      program.holdDays = 0
      program.trackingUrl = ""
      program.attribution = AttributionPolicy(coupon: .afterClick, touch: .last, contact: .ignored)
      program.clickRetentionDays = 2
      program.addressStorage = .none
      #expect(try await update(shop, program) == program)
      #expect(
        try await shop.root.call(ProgramsService.getProgram, GetProgramRequest(program: "pens")).program == program)
    }
  }

  @Test func `have a slug, a currency and a time zone for ever`() async throws {
    try await withShop(.init(timeZone: "Europe/Berlin")) { shop in
      await expectRefusal(.invalidArgument, "program.currency") {
        try await update(shop, Program(slug: shop.program, currency: "EUR"))
      }
      await expectRefusal(.invalidArgument, "program.time_zone") {
        try await update(shop, Program(slug: shop.program, timeZone: "UTC"))
      }
      await expectRefusal(.notFound, "program") { try await update(shop, Program(slug: "cups")) }
      let changed = try await update(shop, Program(slug: shop.program))
      #expect(changed?.currency == "USD" && changed?.timeZone == "Europe/Berlin" && changed?.windowDays == 60)
    }
  }

  @Test func `refuse what is out of range by the name of its field`() async throws {
    try await withShop { shop in
      let wrong: [(String, (inout Program) -> Void)] = [
        ("program.slug", { $0.slug = "Pens" }),
        ("program.slug", { $0.slug = "" }),
        ("program.name", { $0.name = String(repeating: "n", count: 201) }),
        ("program.currency", { $0.currency = "" }),
        ("program.currency", { $0.currency = "usd" }),
        ("program.currency", { $0.currency = "ZZZ" }),
        ("program.time_zone", { $0.timeZone = "Mars/Olympus" }),
        ("program.time_zone", { $0.timeZone = "../etc/passwd" }),
        ("program.time_zone", { $0.timeZone = String(repeating: "a", count: 65) }),
        ("program.window_days", { $0.windowDays = -1 }),
        ("program.window_days", { $0.windowDays = 3_651 }),
        ("program.hold_days", { $0.holdDays = -1 }),
        ("program.hold_days", { $0.holdDays = 366 }),
        ("program.commission.sale_rate_e4", { $0.commission = CommissionRule(saleRateE4: -1) }),
        ("program.commission.sale_rate_e4", { $0.commission = CommissionRule(saleRateE4: 1_000_001) }),
        ("program.commission.sale_flat_minor", { $0.commission = CommissionRule(saleFlatMinor: -1) }),
        ("program.commission.lead_flat_minor", { $0.commission = CommissionRule(leadFlatMinor: -1) }),
        ("program.commission.cap_minor", { $0.commission = CommissionRule(capMinor: -1) }),
        ("program.commission.tier_two_rate_e4", { $0.commission = CommissionRule(tierTwoRateE4: -1) }),
        ("program.commission.tier_two_rate_e4", { $0.commission = CommissionRule(tierTwoRateE4: 1_000_001) }),
        ("program.commission.first_orders", { $0.commission = CommissionRule(firstOrders: -1) }),
        ("program.commission.first_orders", { $0.commission = CommissionRule(firstOrders: 1_000_001) }),
        ("program.attribution.coupon", { $0.attribution = AttributionPolicy(coupon: CouponPrecedence(rawValue: 4)) }),
        ("program.attribution.touch", { $0.attribution = AttributionPolicy(touch: TouchPreference(rawValue: 3)) }),
        (
          "program.attribution.contact", { $0.attribution = AttributionPolicy(contact: ContactReferrer(rawValue: -1)) }
        ),
        ("program.attribution.contact_window_days", { $0.attribution = AttributionPolicy(contactWindowDays: -1) }),
        ("program.attribution.contact_window_days", { $0.attribution = AttributionPolicy(contactWindowDays: 3_651) }),
        ("program.click_retention_days", { $0.clickRetentionDays = -1 }),
        ("program.click_retention_days", { $0.clickRetentionDays = 59 }),
        ("program.click_retention_days", { $0.clickRetentionDays = 36_501 }),
        ("program.address_storage", { $0.addressStorage = AddressStorage(rawValue: 4) }),
        ("program.tracking_url", { $0.trackingUrl = "ftp://x.example" }),
      ]
      for (field, change) in wrong {
        var program = Program(slug: "pens", currency: "USD")
        change(&program)
        await expectRefusal(.invalidArgument, field) { try await create(shop, program) }
      }
      await expectRefusal(.alreadyExists, "program.slug") {
        try await create(shop, Program(slug: shop.program, currency: "USD"))
      }
    }
  }

  @Test func `belong to the key's account, or the one that the server's key names`() async throws {
    try await withServer { server in
      let acme = try await Shop(on: server)
      let quill = try await Shop(on: server, .init(account: "quill", program: "pens"))
      #expect(try await create(acme, Program(slug: "a", account: "acme", currency: "USD"))?.account == "acme")
      await expectRefusal(.notFound, "account") {
        try await create(acme, Program(slug: "b", account: "quill", currency: "USD"))
      }
      await expectRefusal(.invalidArgument, "program.account") {
        try await create(acme, Program(slug: "c", currency: "USD"), as: acme.root)
      }
      let made = try await create(acme, Program(slug: "d", account: "quill", currency: "USD"), as: acme.root)
      #expect(made?.account == "quill")
      #expect(
        try await quill.owner.call(ProgramsService.getProgram, GetProgramRequest(program: "d")).program == made)
    }
  }
}
