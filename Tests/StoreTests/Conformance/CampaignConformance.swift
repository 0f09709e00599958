import PartnerProgram
import Store
import Testing

@Suite("Campaigns")
struct CampaignConformance {
  @Test(arguments: Backend.allCases)
  func areMadeListedAndEnded(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, name: "a")
    let other = try await Shop(in: open.store, name: "b")
    var made: [Campaign] = []
    for code in ["b", "A", "c"] { made.append(try await shop.makeCampaign(code, "https://\(code).example/?x=1#f")) }
    let elsewhere = try await other.makeCampaign("b", "https://other.example/")
    await expectConflict("code") { try await shop.makeCampaign("b", "https://new.example/") }
    #expect(made[0].landingURL.text == "https://b.example/?x=1#f" && made[0].createdAt == Shop.start)

    let inOrder = [made[1], made[0], made[2]]
    let id = shop.program.id
    #expect(try await open.store.campaigns(program: id, after: nil, limit: 10) == inOrder)
    #expect(try await open.store.campaigns(program: id, after: nil, limit: 2) == Array(inOrder.prefix(2)))
    #expect(try await open.store.campaigns(program: id, after: try CampaignCode("b"), limit: 10) == [made[2]])
    #expect(try await open.store.campaigns(program: other.program.id, after: nil, limit: 10) == [elsewhere])
    await expectInvalid("page_size") { try await open.store.campaigns(program: id, after: nil, limit: 0) }

    #expect(try await shop.endCampaign("b") == made[0])
    await expectMissing { try await shop.endCampaign("b") }
    await expectMissing { try await shop.endCampaign("C") }
    #expect(try await open.store.campaigns(program: id, after: nil, limit: 10) == [made[1], made[2]])
    #expect(try await open.store.campaigns(program: other.program.id, after: nil, limit: 10) == [elsewhere])
    let again = try await shop.makeCampaign("b", "https://new.example/")
    #expect(again.landingURL.host == "new.example")
  }

  @Test(arguments: Backend.allCases)
  func belongToAProgram(_ backend: Backend) async throws {
    let open = try backend.make()
    let address = try #require(WebAddress("https://a.example/"))
    await expectMissing {
      try await open.store.perform(
        .createCampaign(
          Campaign(
            program: ProgramID(rawValue: 99), code: try CampaignCode("x"), landingURL: address, createdAt: Shop.start)))
    }
  }

  @Test(arguments: Backend.allCases)
  func areFoundInMemoryAsLongAsTheyLast(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let campaign = try await shop.makeCampaign("summer", "https://summer.example/")
    _ = try await shop.makeCampaign("autumn", "https://summer.example/autumn")
    for _ in 0..<2 {
      #expect(open.store.directory.campaign("summer", in: shop.program.id) == campaign)
      #expect(open.store.directory.campaign("Summer", in: shop.program.id) == nil)
      #expect(open.store.directory.campaign("summer", in: ProgramID(rawValue: 9)) == nil)
      try await open.reopen()
    }
    let moved = shop.moved(to: open.store)
    _ = try await moved.endCampaign("summer")
    #expect(open.store.directory.campaign("summer", in: shop.program.id) == nil)
    #expect(try open.store.directory.allows("https://summer.example/", shop), "another campaign is there still")
    _ = try await moved.endCampaign("autumn")
    #expect(try !open.store.directory.allows("https://summer.example/", shop))
  }

  /// They are all in memory, so that there is an end.
  @Test(arguments: Backend.allCases)
  func areManyButNotWithoutEnd(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let address = try #require(WebAddress("https://a.example/"))
    func campaign(_ number: Int) throws -> Command {
      .createCampaign(
        Campaign(
          program: shop.program.id, code: try CampaignCode("c\(number)"), landingURL: address, createdAt: Shop.start))
    }
    let commands = try (1...Campaign.maximumCampaigns).map { try campaign($0) }
    for outcome in try open.store.executeBatchDirectly(commands) {
      guard case .campaign = outcome else { throw UnexpectedOutcome() }
    }
    await expectPrecondition("10000 campaigns already") { try await open.store.perform(campaign(0)) }
    _ = try await shop.endCampaign("c1")
    _ = try await open.store.perform(campaign(0))
  }
}
