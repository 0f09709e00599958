import PartnerProgram
import Store
import Testing

@Suite("What programs are for browsers")
struct BrowserConformance {
  @Test(arguments: Backend.allCases)
  func everyFieldIsWrittenAndKept(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let program = try await shop.setBrowsing(
      trackingURL: "https://go.example.com", landingURL: "https://shop.example.com/a?b#c",
      thankYouURL: "https://shop.example.com/thanks", hosts: ["b.example:8080", "*.a.example"],
      fields: ["phone", "Shoe.size"])
    #expect(program.landingURL?.text == "https://shop.example.com/a?b#c")
    #expect(program.thankYouURL?.text == "https://shop.example.com/thanks")
    #expect(program.allowedHosts.map(\.text) == ["b.example:8080", "*.a.example"], "in the order that was sent")
    #expect(program.formFields.map(\.text) == ["phone", "Shoe.size"])
    for _ in 0..<2 {
      #expect(open.store.directory.program(id: program.id)?.program == program)
      #expect(try await open.store.programs(account: nil, after: nil, limit: 10) == [program])
      try await open.reopen()
    }
    let emptied = try await shop.moved(to: open.store).setBrowsing()
    #expect(emptied.landingURL == nil && emptied.thankYouURL == nil)
    #expect(emptied.allowedHosts.isEmpty && emptied.formFields.isEmpty)
  }

  @Test(arguments: Backend.allCases)
  func visitorsMayBeSentToTheProgramsOwnHostsAndToNoOther(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, name: "a")
    let other = try await Shop(in: open.store, name: "b")
    try await shop.setBrowsing(
      trackingURL: "https://go.example.com/x", landingURL: "https://shop.example.com/",
      thankYouURL: "http://thanks.example:8080/t", hosts: ["*.wild.example"])
    try await shop.makeCampaign("c", "https://campaign.example/")
    try await other.setBrowsing(landingURL: "https://other.example/", hosts: ["*.example.com"])
    let directory = open.store.directory
    for allowed in [
      "https://shop.example.com/anything?x#y", "http://shop.example.com/", "https://go.example.com/",
      "http://thanks.example:8080/", "https://campaign.example/other", "https://a.b.wild.example/",
    ] {
      #expect(try directory.allows(allowed, shop), "\(allowed)")
    }
    for refused in [
      "https://evil.example/", "https://other.example/", "https://wild.example/", "https://example.com/",
      "https://www.shop.example.com/", "http://thanks.example/", "https://shop.example.com:8443/",
      "https://shop.example.com.evil.example/", "https://notwild.example/",
    ] {
      #expect(try !directory.allows(refused, shop), "\(refused)")
    }
    #expect(try directory.allows("https://shop.example.com/", other), "by its own pattern")
    #expect(try !directory.allows("https://campaign.example/", other))
    let entry = try #require(directory.program(id: shop.program.id))
    #expect(directory.allows(host: "a.wild.example", in: entry) && !directory.allows(host: "wild.example", in: entry))

    try await shop.setBrowsing(landingURL: "https://new.example/")
    #expect(try directory.allows("https://new.example/", shop) && !directory.allows("https://shop.example.com/", shop))
    #expect(try !directory.allows("https://a.wild.example/", shop))
  }

  @Test(arguments: Backend.allCases)
  func programsAreFoundByTheHostThatTracksThem(_ backend: Backend) async throws {
    let open = try backend.make()
    #expect(open.store.directory.onlyProgram == nil)
    let first = try await Shop(in: open.store, name: "b")
    #expect(open.store.directory.onlyProgram?.id == first.program.id)
    let second = try await Shop(in: open.store, name: "a")
    #expect(open.store.directory.onlyProgram == nil)
    func found(_ host: String) -> [ProgramID] { open.store.directory.programs(trackedAt: host).map(\.id) }
    #expect(found("go.example.com") == [] && found("") == [])
    try await first.setBrowsing(trackingURL: "https://Go.example.com:443/x")
    try await second.setBrowsing(trackingURL: "http://go.example.com")
    try await first.setBrowsing(trackingURL: "https://Go.example.com:443/x", landingURL: "https://shop.example/")
    #expect(found("go.example.com") == [first.program.id, second.program.id])
    #expect(open.store.directory.programs(trackedAt: "go.example.com").first?.program.landingURL != nil, "as it stands")
    try await open.reopen()
    #expect(found("go.example.com") == [first.program.id, second.program.id])
    try await first.moved(to: open.store).setBrowsing(trackingURL: "https://go.example.com:8443")
    #expect(found("go.example.com") == [second.program.id] && found("go.example.com:8443") == [first.program.id])
    try await second.moved(to: open.store).setBrowsing()
    #expect(found("go.example.com") == [])
  }
}
