import TTRPC
import Testing
import TributaryClient

@Suite("Campaigns") struct CampaignTests {
  @Test func `are made, listed and ended`() async throws {
    try await withShop { shop in
      let made = try await shop.makeCampaign("Summer-1", "HTTPS://Shop.Example.com:443/a?b#c")
      let expected = Campaign(
        program: "mugs", code: "Summer-1", landingUrl: "https://shop.example.com/a?b#c", createdAtUs: TestClock.start)
      #expect(made == expected)
      await expectRefusal(.alreadyExists, "campaign.code") {
        try await shop.makeCampaign("Summer-1", "https://other.example/")
      }
      #expect(try await shop.makeCampaign("summer-1", "https://other.example/")?.code == "summer-1", "case matters")
      let request = ListCampaignsRequest(program: "mugs")
      #expect(
        try await shop.owner.call(ProgramsService.listCampaigns, request).campaigns.map(\.code)
          == ["Summer-1", "summer-1"])

      let end = DeleteCampaignRequest(program: "mugs", code: "Summer-1")
      #expect(try await shop.owner.call(ProgramsService.deleteCampaign, end).campaign == expected)
      await expectRefusal(.notFound, "code") { try await shop.owner.call(ProgramsService.deleteCampaign, end) }
      #expect(
        try await shop.owner.call(ProgramsService.listCampaigns, request).campaigns.map(\.code) == ["summer-1"])
    }
  }

  @Test func `are refused by the name of the field that is wrong`() async throws {
    try await withShop { shop in
      for code in ["", "a b", "ä", String(repeating: "c", count: 65)] {
        await expectRefusal(.invalidArgument, "campaign.code") {
          try await shop.makeCampaign(code, "https://shop.example.com/")
        }
        await expectRefusal(.notFound, "code") {
          try await shop.owner.call(
            ProgramsService.deleteCampaign, DeleteCampaignRequest(program: "mugs", code: code))
        }
      }
      for address in ["", "shop.example.com", "javascript:alert(1)", "https://a@evil.example", "https:/evil.example"] {
        await expectRefusal(.invalidArgument, "campaign.landing_url") { try await shop.makeCampaign("new", address) }
      }
      let longest = try await shop.makeCampaign(String(repeating: "c", count: 64), "https://shop.example.com")
      #expect(longest?.code.count == 64)
    }
  }

  @Test(arguments: [1, 2, 3, 1_000] as [Int32])
  func `come in order, page by page`(size: Int32) async throws {
    try await withShop { shop in
      for code in ["b", "A", "c", "a"] { try await shop.makeCampaign(code, "https://shop.example.com/\(code)") }
      var codes: [String] = []
      var token = ""
      repeat {
        let page = try await shop.owner.call(
          ProgramsService.listCampaigns, ListCampaignsRequest(program: "mugs", pageSize: size, pageToken: token))
        #expect(page.nextPageToken.isEmpty ? page.campaigns.count <= size : page.campaigns.count == size)
        codes += page.campaigns.map(\.code)
        token = page.nextPageToken
      } while !token.isEmpty && codes.count < 10
      #expect(codes == ["A", "a", "b", "c"])
      for (field, request) in [
        ("page_token", ListCampaignsRequest(program: "mugs", pageToken: "no code")),
        ("page_size", ListCampaignsRequest(program: "mugs", pageSize: 1_001)),
      ] {
        await expectRefusal(.invalidArgument, field) {
          try await shop.owner.call(ProgramsService.listCampaigns, request)
        }
      }
    }
  }
}
