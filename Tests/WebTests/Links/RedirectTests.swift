import PartnerProgram
import Store
import Testing

@testable import Web

/// Where links lead.
@Suite struct RedirectTests {
  /// The host of an address as a browser would go to it.
  private func host(_ location: String) throws -> Substring {
    let rest = try #require(location.hasPrefix("https://") ? location.dropFirst("https://".count) : nil)
    return rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\" && $0 != ":" && $0 != "@" }
  }

  @Test func noTargetTakesAVisitorAwayFromTheShop() async throws {
    #expect(HostileTargets.all.count >= 60)
    try await withBrowserShop { shop in
      for target in HostileTargets.all {
        let answer = try await shop.web.get("/t?p=anna&to=\(encoded(target.utf8))")
        #expect(answer.status == 302, "\(target.debugDescription)")
        let location = try #require(answer["location"])
        #expect(location.hasPrefix("https://shop.example.com/?tributary="), "\(target.debugDescription)")
        #expect(answer["set-cookie"]?.hasPrefix("tributary=") == true && answer.values(of: "set-cookie").count == 1)
        #expect(answer.body.isEmpty)
      }
      let reasons: [StaticString] = ["no_address", "host_not_allowed"]
      let refused = reasons.map { reason in
        shop.count(.redirectTargetsRefused, reason)
      }
      #expect(refused.reduce(0, +) == HostileTargets.all.count)
      // The same with as little encoding as gets it through a request's line: what is sent then may mean something else,
      // but no other place.
      for target in HostileTargets.all {
        let sparse = target.utf8.map { byte in
          (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "#")
            ? String(UnicodeScalar(byte)) : encoded([byte])
        }.joined()
        let location = try await shop.web.get("/t?p=anna&to=\(sparse)")["location"] ?? ""
        #expect(location.hasPrefix("https://shop.example.com/"), "\(sparse)")
        #expect(location.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }, "\(sparse)")
      }
    }
  }

  @Test(arguments: [
    ("https://shop.example.com/mugs?a=1#b", "https://shop.example.com/mugs?a=1&tributary=TOKEN#b"),
    ("HTTPS://SHOP.example.com:443/", "https://shop.example.com/?tributary=TOKEN"),
    ("http://shop.example.com/", "http://shop.example.com/?tributary=TOKEN"),
    ("https://blog.example.net/", "https://blog.example.net/?tributary=TOKEN"),
    ("https://a.b.example.edu/x", "https://a.b.example.edu/x?tributary=TOKEN"),
    ("https://spring.example.org/other", "https://spring.example.org/other?tributary=TOKEN"),
    ("https://shop.example.com/?tributary=old&a=%20", "https://shop.example.com/?a=%20&tributary=TOKEN"),
  ])
  func anAllowedTargetIsWhereTheVisitorGoes(target: String, expected: String) async throws {
    try await withBrowserShop { shop in
      let location = try #require(try await shop.web.get("/t?p=anna&to=\(encoded(target.utf8))")["location"])
      let parts = expected.split(separator: "TOKEN", omittingEmptySubsequences: false)
      #expect(location.hasPrefix(parts[0]) && location.hasSuffix(parts[1]), "\(location)")
      let token = location.dropFirst(parts[0].count).dropLast(parts[1].count)
      #expect(token.utf8.count == 50 && shop.count(.redirectTargetsRefused, "host_not_allowed") == 0)
      let pages = try await shop.rows(keys: [.landingPage]).map { $0.landingPage?.text }
      #expect(pages == [String(expected.prefix { $0 != "?" })])
    }
  }

  @Test func aCampaignComesBeforeTheProgramAndATargetBeforeIt() async throws {
    try await withBrowserShop { shop in
      func page(_ query: String) async throws -> String {
        let answer = try await shop.web.get("/t?p=anna&\(query)")
        return String((answer["location"] ?? "").prefix { $0 != "&" })
      }
      func site(_ query: String) async throws -> Substring {
        let page = try await page(query)
        return try host(page)
      }
      let campaigns = try await page("c=spring")
      #expect(campaigns == "https://spring.example.org/sale?x=1")
      #expect(try await site("c=spring&to=https://blog.example.net/") == "blog.example.net")
      #expect(try await page("c=spring&to=https://evil.example/") == "https://spring.example.org/sale?x=1")
      #expect(try await site("c=SPRING") == "shop.example.com")
      #expect(try await site("c=spring%00") == "shop.example.com")
      #expect(shop.count(.redirectTargetsRefused, "unknown_campaign") == 2)
      #expect(try await site("c=&to=") == "shop.example.com")
      #expect(shop.count(.redirectTargetsRefused, "unknown_campaign") == 2)
    }
  }

  @Test func theAnswerIsKeptByNobodyAndTellsThePageWhereTheVisitorCameFrom() async throws {
    try await withBrowserShop { shop in
      let answer = try await shop.web.get("/t?p=anna")
      #expect(answer["cache-control"] == "no-store" && answer["content-length"] == "0")
      #expect(answer["referrer-policy"] == "no-referrer-when-downgrade")
    }
  }

  @Test func whoeverIsUnknownLandsSomewhereSensible() async throws {
    try await withBrowserShop { shop in
      for query in ["p=nobody", "p=", "", "p=ANNA", "p=%00", "p=anna%ff", "P=anna", "p", "=anna"] {
        let answer = try await shop.web.get("/t?\(query)&c=spring")
        #expect(answer.status == 302 && answer["location"] == "https://spring.example.org/sale?x=1", "\(query)")
        #expect(answer["set-cookie"] == nil)
      }
      #expect(shop.count(.links, "unknown_partner") == 9)
      for target in ["/t?p=anna&program=nothing", "/t?p=anna&program=%3Cb%3E", "/t?p=anna&program=mugs%00"] {
        let answer = try await shop.web.get(target)
        #expect(answer.status == 404 && answer["set-cookie"] == nil && answer["location"] == nil)
        #expect(answer["content-type"] == "text/html; charset=utf-8")
      }
      #expect(shop.count(.links, "unknown_program") == 3)
      #expect(try await shop.figures() == .init())
    }
  }

  @Test func aProgramWithoutAPageSaysSo() async throws {
    try await withBrowserShop(.init(landingURL: nil)) { shop in
      let answer = try await shop.web.get("/t?p=anna")
      #expect(answer.status == 200 && answer.text.contains("no landing page yet"))
      #expect(answer["set-cookie"]?.hasPrefix("tributary=") == true)
      #expect(try await shop.figures().visits == 1)
      #expect(try await shop.web.get("/t?p=nobody").status == 404)
    }
  }

  @Test func theProgramIsThatOfTheLinkOrOfTheHostOrTheOnlyOne() async throws {
    try await withWeb { web in
      let mugs = try await BrowserShop(on: web, .init(trackingURL: "https://go.mugs.example/x"))
      func page(_ query: String, host: String) async throws -> String? {
        let answer = try await web.request("GET", "/t?p=anna\(query)", headers: [("host", host)])
        return answer["location"].map { String($0.prefix { $0 != "?" }) }
      }
      let (atMugs, atHats) = ("https://shop.example.com/", "https://hats.example/")
      #expect(try await page("", host: "anything.example") == atMugs)
      let hats = try await BrowserShop(
        on: web, .init(slug: "hats", landingURL: atHats, trackingURL: "http://go.hats.example:8080"))
      #expect(try await page("", host: "go.mugs.example") == atMugs)
      #expect(try await page("", host: "GO.mugs.example") == atMugs)
      #expect(try await page("", host: "go.hats.example:8080") == atHats)
      #expect(try await page("", host: "go.hats.example") == nil)
      #expect(try await page("", host: "anything.example") == nil)
      #expect(try await page("&program=hats", host: "go.mugs.example") == atHats)
      #expect(try await page("&program=hats&program=mugs", host: "go.mugs.example") == atHats)
      _ = try await BrowserShop(on: web, .init(slug: "caps", trackingURL: "https://go.mugs.example/"))
      #expect(try await page("", host: "go.mugs.example") == nil)
      #expect(try await mugs.figures().visits == 3)
      #expect(try await hats.figures().visits == 3)
    }
  }

  @Test func noParameterGetsIntoTheHeaders() async throws {
    try await withBrowserShop { shop in
      let lineBreaks = [
        "%0d%0aSet-Cookie:%20a=b", "%0aSet-Cookie:%20a=b", "%0d%0a%0d%0a<script>alert(1)</script>",
        "%E5%98%8A%E5%98%8DSet-Cookie:a=b", "%250d%250aSet-Cookie:a=b", "x%00%0d%0aa:%20b",
      ]
      for name in ["p", "program", "c", "sid", "to", "other"] {
        for value in lineBreaks {
          for prefix in ["", "anna", "https://shop.example.com/"] {
            let answer = try await shop.web.get("/t?p=anna&\(name)=\(prefix)\(value)")
            #expect([302, 404].contains(answer.status))
            #expect(!answer.values(of: "set-cookie").contains { $0.contains("a=b") } && answer["a"] == nil)
            #expect(!answer.text.contains("<script>") && !answer.text.contains("Set-Cookie"))
            if let location = answer["location"] { #expect(try host(location) == "shop.example.com") }
          }
        }
      }
      // Not encoded they are no request at all.
      for value in ["\r\nSet-Cookie: a=b", "\nSet-Cookie: a=b", "\u{0}", "\t"] {
        let answer = try? await shop.web.get("/t?p=anna&to=\(value)")
        #expect(answer == nil || answer?.values(of: "set-cookie").contains { $0.contains("a=b") } == false)
      }
    }
  }
}
