import TTRPC
import Testing
import TributaryClient

@Suite("Partners") struct PartnerTests {
  private func create(_ shop: Shop, _ partner: Partner) async throws -> Partner? {
    try await shop.owner.call(ProgramsService.createPartner, CreatePartnerRequest(partner: partner)).partner
  }

  private func update(_ shop: Shop, _ partner: Partner) async throws -> Partner? {
    try await shop.owner.call(ProgramsService.updatePartner, UpdatePartnerRequest(partner: partner)).partner
  }

  private func get(_ shop: Shop, _ code: String) async throws -> Partner? {
    try await shop.owner.call(
      ProgramsService.getPartner, GetPartnerRequest(program: shop.program, partner: code)
    ).partner
  }

  @Test func `are made with every default filled in`() async throws {
    try await withShop { shop in
      let expected = Partner(
        program: "mugs", code: "Zoe", name: "Zoe", status: .active, createdAtUs: TestClock.start)
      let made = try await create(shop, Partner(program: "mugs", code: "Zoe", createdAtUs: 5))
      #expect(made == expected)
      #expect(try await get(shop, "Zoe") == expected)
    }
  }

  @Test func `are changed in every field but the code`() async throws {
    try await withShop { shop in
      shop.clock.advance(by: TestClock.hour)
      var partner = Partner(
        program: "mugs", code: "anna", name: "Anna’s kitchen", email: "anna@example.com", status: .inactive,
        partnerCenterAccess: true, createdAtUs: TestClock.start, parent: "ben")
      let changed = try await update(shop, partner)
      #expect(changed == partner)
      #expect(try await get(shop, "anna") == partner)
      partner = Partner(program: "mugs", code: "anna")
      let expected = Partner(
        program: "mugs", code: "anna", name: "anna", status: .active, createdAtUs: TestClock.start)
      #expect(try await update(shop, partner) == expected)
    }
  }

  @Test func `refuse what is out of range by the name of its field`() async throws {
    try await withShop { shop in
      let wrong: [(String, (inout Partner) -> Void)] = [
        ("partner.code", { $0.code = "" }),
        ("partner.code", { $0.code = "a b" }),
        ("partner.code", { $0.code = "ä" }),
        ("partner.code", { $0.code = String(repeating: "c", count: 65) }),
        ("partner.name", { $0.name = String(repeating: "n", count: 201) }),
        ("partner.email", { $0.email = String(repeating: "e", count: 321) }),
        ("partner.status", { $0.status = PartnerStatus(rawValue: 3) }),
      ]
      for (field, change) in wrong {
        var partner = Partner(program: "mugs", code: "zoe")
        change(&partner)
        await expectRefusal(.invalidArgument, field) { try await create(shop, partner) }
      }
      await expectRefusal(.alreadyExists, "partner.code") {
        try await create(shop, Partner(program: "mugs", code: "anna"))
      }
      await expectRefusal(.notFound, "partner") { try await update(shop, Partner(program: "mugs", code: "zoe")) }
      await expectRefusal(.notFound, "partner") { try await get(shop, "zoe") }
      await expectRefusal(.notFound, "program") { try await create(shop, Partner(program: "cups", code: "zoe")) }
      await expectRefusal(.notFound, "program") { try await create(shop, Partner(code: "zoe")) }
    }
  }

  @Test func `are brought in by another partner of their program`() async throws {
    try await withShop { shop in
      #expect(try await create(shop, Partner(program: "mugs", code: "zoe", parent: "idle"))?.parent == "idle")
      #expect(try await get(shop, "zoe")?.parent == "idle")
      #expect(try await update(shop, Partner(program: "mugs", code: "zoe"))?.parent == "")
      let pens = try await Shop(on: shop.server, .init(account: "quill", program: "pens"))
      _ = try await create(pens, Partner(program: "pens", code: "max"))
      for parent in ["anna", "max", "nobody", "Ben", " "] {
        await expectRefusal(.invalidArgument, "partner.parent", "\(parent)") {
          try await update(shop, Partner(program: "mugs", code: "anna", parent: parent))
        }
      }
      await expectRefusal(.invalidArgument, "partner.parent") {
        try await create(shop, Partner(program: "mugs", code: "new", parent: "new"))
      }
      #expect(try await get(shop, "anna")?.parent == "")
    }
  }

  @Test func `have codes that tell capitals apart and are unique in their program alone`() async throws {
    try await withShop { shop in
      let code = "A.b_c-" + String(repeating: "9", count: 58)
      for code in ["ANNA", code] {
        #expect(try await create(shop, Partner(program: "mugs", code: code))?.code == code)
      }
      let other = try await Shop(on: shop.server, .init(account: "quill", program: "pens"))
      #expect(try await other.click("anna").disposition == .counted)
      #expect(try await shop.total("anna").visits == 0)
    }
  }
}
