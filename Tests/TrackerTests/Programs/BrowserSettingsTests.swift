import TTRPC
import Testing
import TributaryClient

@Suite("Where programs lead browsers") struct BrowserSettingsTests {
  private func update(_ shop: Shop, _ program: Program) async throws -> Program? {
    try await shop.owner.call(ProgramsService.updateProgram, UpdateProgramRequest(program: program)).program
  }

  private func stored(_ shop: Shop) async throws -> Program? {
    try await shop.cart.call(ProgramsService.getProgram, GetProgramRequest(program: "mugs")).program
  }

  @Test func `is kept as sent, with hosts in small letters, and every field is written`() async throws {
    try await withShop { shop in
      var program = try #require(try await stored(shop))
      program.landingUrl = "HTTPS://Shop.example.com/A?b=%20#C"
      program.thankYouUrl = "http://shop.example.com:80/thanks"
      program.allowedHosts = ["Shop.Example.com:8080", "*.EXAMPLE.com", "localhost"].map { AllowedHost(host: $0) }
      program.formFields = ["phone", "Phone", "a.b_c-1"].map { FormField(name: $0) }
      var expected = program
      expected.landingUrl = "https://shop.example.com/A?b=%20#C"
      expected.thankYouUrl = "http://shop.example.com/thanks"
      expected.allowedHosts = ["shop.example.com:8080", "*.example.com", "localhost"].map { AllowedHost(host: $0) }
      #expect(try await update(shop, program) == expected)
      #expect(try await stored(shop) == expected)

      // What is not sent is none.
      for emptying: (inout Program) -> Void in [
        { $0.landingUrl = "" }, { $0.thankYouUrl = "" }, { $0.allowedHosts = [] }, { $0.formFields = [] },
      ] {
        emptying(&expected)
        #expect(try await update(shop, expected) == expected)
        #expect(try await stored(shop) == expected)
      }
    }
  }

  @Test func `is refused by the name of the field that is wrong`() async throws {
    try await withShop { shop in
      let long = String(repeating: "n", count: 65)
      let wrong: [(String, (inout Program) -> Void)] = [
        ("program.landing_url", { $0.landingUrl = "shop.example.com" }),
        ("program.landing_url", { $0.landingUrl = "javascript:alert(1)" }),
        ("program.thank_you_url", { $0.thankYouUrl = "https://shop.example.com@evil.example" }),
        ("program.thank_you_url", { $0.thankYouUrl = "//evil.example" }),
        ("program.allowed_hosts[0].host", { $0.allowedHosts = [AllowedHost(host: "")] }),
        (
          "program.allowed_hosts[1].host",
          { $0.allowedHosts = [AllowedHost(host: "a.example"), AllowedHost(host: "https://b.example")] }
        ),
        ("program.allowed_hosts", { $0.allowedHosts = ["a.example", "A.example"].map { AllowedHost(host: $0) } }),
        ("program.allowed_hosts", { $0.allowedHosts = (0...50).map { AllowedHost(host: "h\($0).example") } }),
        ("program.form_fields[0].name", { $0.formFields = [FormField(name: "a b")] }),
        ("program.form_fields[2].name", { $0.formFields = ["a", "b", long].map { FormField(name: $0) } }),
        ("program.form_fields", { $0.formFields = ["a", "a"].map { FormField(name: $0) } }),
        ("program.form_fields", { $0.formFields = (0...16).map { FormField(name: "f\($0)") } }),
      ]
      let before = try await stored(shop)
      for (field, change) in wrong {
        var program = Program(slug: "mugs")
        change(&program)
        await expectRefusal(.invalidArgument, field) { try await update(shop, program) }
        var new = Program(slug: "pens", currency: "USD")
        change(&new)
        await expectRefusal(.invalidArgument, field) {
          try await shop.owner.call(ProgramsService.createProgram, CreateProgramRequest(program: new))
        }
      }
      #expect(try await stored(shop) == before)
    }
  }
}
