import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

/// Campaigns, keys that sign pixels, and where programs lead browsers.
@Suite struct CampaignCommandTests {
  @Test func aCampaignIsMadeListedAndEnded() async throws {
    let campaign = Campaign(
      program: "shop", code: "summer", landingUrl: "https://shop.example.com/a,b", createdAtUs: noon)
    let made = await run(
      "campaign", "create", "summer", "https://shop.example.com/a,b",
      answer: always(CreateCampaignResponse(campaign: campaign)))
    #expect(
      try #require(made.calls.first).decodedRequest(CreateCampaignRequest.self).campaign
        == Campaign(program: "shop", code: "summer", landingUrl: "https://shop.example.com/a,b"))
    #expect(
      made.output == """
        Program   shop
        Campaign  summer
        Leads to  https://shop.example.com/a,b
        Made      2026-01-31T12:00:00Z

        """)

    let list = await run(
      "campaign", "list", "--format", "csv", answer: always(ListCampaignsResponse(campaigns: [campaign])))
    #expect(
      list.output == "program,code,landing_url,created_at\r\n"
        + "shop,summer,\"https://shop.example.com/a,b\",2026-01-31T12:00:00Z\r\n")
    let ended = await run(
      "campaign", "delete", "summer", answer: always(DeleteCampaignResponse(campaign: campaign)))
    #expect(
      try #require(ended.calls.first).decodedRequest(DeleteCampaignRequest.self)
        == DeleteCampaignRequest(program: "shop", code: "summer"))
    #expect(ended.output == made.output)
  }

  @Test func aNewKeyIsPrintedWithItsSecret() async throws {
    let reply = RotatePixelKeyResponse(id: "abcd1234", secret: "SECRET")
    let table = await run("pixel-key", "rotate", answer: always(reply))
    #expect(
      try #require(table.calls.first).decodedRequest(RotatePixelKeyRequest.self)
        == RotatePixelKeyRequest(program: "shop"))
    #expect(table.output == "Key     abcd1234\nSecret  SECRET\n")
    let json = await run("pixel-key", "rotate", "--format", "json", answer: always(reply))
    #expect(json.output.contains("\"id\": \"abcd1234\"") && json.output.contains("\"secret\": \"SECRET\""))
  }

  @Test func aProgramSaysWhereItLeads() async throws {
    let outcome = await run(
      ["program", "create", "mugs", "--currency", "EUR", "--landing-url", "https://shop.example.com/"]
        + ["--thank-you-url", "https://shop.example.com/thanks", "--allow-host", "a.example"]
        + ["--allow-host", "*.b.example", "--form-field", "phone", "--form-field", "size"],
      answer: always(
        CreateProgramResponse(
          program: Program(
            slug: "mugs", currency: "EUR", landingUrl: "https://shop.example.com/",
            allowedHosts: [AllowedHost(host: "a.example"), AllowedHost(host: "*.b.example")],
            formFields: [FormField(name: "phone")]))))
    let sent = try #require(outcome.calls.first).decodedRequest(CreateProgramRequest.self).program
    #expect(sent?.landingUrl == "https://shop.example.com/" && sent?.thankYouUrl == "https://shop.example.com/thanks")
    #expect(sent?.allowedHosts.map(\.host) == ["a.example", "*.b.example"])
    #expect(sent?.formFields.map(\.name) == ["phone", "size"])
    #expect(outcome.output.contains("Links lead to          https://shop.example.com/\n"))
    #expect(outcome.output.contains("Allowed hosts          a.example, *.b.example\n"))
    #expect(outcome.output.contains("Fields kept            phone\n"))
  }

  @Test func anUpdateTakesThePlaceOfListsThatAreGivenAndKeepsTheOthers() async throws {
    let present = Program(
      slug: "shop", currency: "EUR", landingUrl: "https://old.example/", thankYouUrl: "https://thanks.example/",
      allowedHosts: [AllowedHost(host: "a.example"), AllowedHost(host: "b.example")],
      formFields: [FormField(name: "phone")])
    func updated(_ arguments: String...) async throws -> Program? {
      let outcome = await run(["program", "update", "shop"] + arguments) { call in
        call.method == "GetProgram"
          ? encoded(GetProgramResponse(program: present)) : encoded(UpdateProgramResponse(program: present))
      }
      return try #require(outcome.calls.last).decodedRequest(UpdateProgramRequest.self).program
    }
    func expected(_ change: (inout Program) -> Void) -> Program {
      var program = present
      program.commission = CommissionRule()
      change(&program)
      return program
    }
    #expect(try await updated("--name", "x") == expected { $0.name = "x" })
    #expect(try await updated("--allow-host", "c.example") == expected { $0.allowedHosts = [.init(host: "c.example")] })
    #expect(try await updated("--allow-host", "") == expected { $0.allowedHosts = [] })
    #expect(try await updated("--form-field", "") == expected { $0.formFields = [] })
    #expect(try await updated("--landing-url", "") == expected { $0.landingUrl = "" })
  }

  @Test func programsGetListsWhole() async {
    let program = Program(
      slug: "shop", currency: "EUR", allowedHosts: [AllowedHost(host: "a.example"), AllowedHost(host: "b.example")])
    let csv = await run(
      "program", "show", "shop", "--format", "csv", answer: always(GetProgramResponse(program: program)))
    #expect(csv.output.contains(",landing_url,thank_you_url,allowed_hosts,form_fields\r\n"))
    #expect(csv.output.hasSuffix(",,,a.example;b.example,\r\n"))
    let json = await run(
      "program", "show", "shop", "--format", "json", answer: always(GetProgramResponse(program: program)))
    #expect(json.output.contains("\"allowed_hosts\": [\n      \"a.example\",\n      \"b.example\"\n    ]"))
  }
}
