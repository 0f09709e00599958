import GRDB
import PartnerProgram
import Testing

@testable import Store
@testable import Web

/// What links record.
@Suite struct VisitTests {
  @Test func aFollowedLinkIsAVisitWithAllThatTheBrowserSaid() async throws {
    try await withBrowserShop { shop in
      let answer = try await shop.web.get(
        "/t?p=anna&sid=newsletter+%C3%BC",
        headers: [("referer", "https://blog.example/post"), ("user-agent", "Mozilla/5.0")])
      #expect(answer.status == 302)
      let figures = try await shop.figures()
      #expect(figures.visits == 1 && figures.uniqueVisits == 1)
      #expect(try await shop.rows(keys: [.subID]).map { $0.subID?.text } == ["newsletter ü"])
      #expect(shop.count(.links, "counted") == 1)
      let stored = try await shop.web.store.pool.read { database in
        try String.fetchOne(
          database, sql: "SELECT landing_url || ' ' || referrer_url || ' ' || user_agent || ' ' || ip FROM clicks")
      }
      #expect(stored == "https://shop.example.com/ https://blog.example/post Mozilla/5.0 127.0.0.0")
      #expect(try await shop.web.store.check() == [])
    }
  }

  @Test func whatIsTooLongIsCut() async throws {
    try await withBrowserShop { shop in
      let answer = try await shop.web.get(
        "/t?p=anna",
        headers: [
          ("referer", "https://blog.example/" + String(repeating: "é", count: 1_500)),
          ("user-agent", String(repeating: "x", count: 4_000)),
        ])
      #expect(answer.status == 302)
      let lengths = try await shop.web.store.pool.read { database in
        try String.fetchOne(
          database,
          sql: "SELECT length(CAST(referrer_url AS BLOB)) || ' ' || length(CAST(user_agent AS BLOB)) FROM clicks")
      }
      // 21 bytes before the first "é" leave an odd number: the last one would not fit whole.
      #expect(lengths == "2047 512")
    }
  }

  /// A SubID as it is sent, how it is kept, and whether it is whole.
  struct SubIDCase: Sendable, CustomTestStringConvertible {
    let sent: String
    let kept: String?
    let isValid: Bool
    var testDescription: String { String(sent.prefix(40)) }
  }

  @Test(arguments: [
    SubIDCase(sent: "", kept: nil, isValid: true),
    SubIDCase(sent: "a+b", kept: "a b", isValid: true),
    SubIDCase(sent: "a%2Bb", kept: "a+b", isValid: true),
    SubIDCase(sent: "a%2bb%20c", kept: "a+b c", isValid: true),
    SubIDCase(sent: "100%", kept: "100%", isValid: true),
    SubIDCase(sent: "%zz%4", kept: "%zz%4", isValid: true),
    SubIDCase(sent: "a=b=c", kept: "a=b=c", isValid: true),
    SubIDCase(sent: "%D0%BA%D0%BB%D1%8E%D1%87", kept: "ключ", isValid: true),
    SubIDCase(sent: "%F0%9F%8D%B5", kept: "🍵", isValid: true),
    SubIDCase(sent: "%3Cscript%3E", kept: "<script>", isValid: true),
    SubIDCase(sent: "x&sid=y", kept: "x", isValid: true),
    SubIDCase(sent: "&sid=y", kept: nil, isValid: true),
    SubIDCase(sent: String(repeating: "x", count: 255), kept: String(repeating: "x", count: 255), isValid: true),
    SubIDCase(sent: String(repeating: "x", count: 256), kept: String(repeating: "x", count: 255), isValid: false),
    SubIDCase(
      sent: String(repeating: "%C3%A9", count: 128), kept: String(repeating: "é", count: 127), isValid: false),
    SubIDCase(sent: "ab%00cd", kept: "ab", isValid: false),
    SubIDCase(sent: "%00", kept: nil, isValid: false),
    SubIDCase(sent: "ab%ffcd", kept: "ab", isValid: false),
    SubIDCase(sent: "%ff", kept: nil, isValid: false),
    SubIDCase(sent: "ab%C3", kept: "ab", isValid: false),
    SubIDCase(sent: "ab%ED%A0%80", kept: "ab", isValid: false),
    SubIDCase(sent: "ab%C0%AF", kept: "ab", isValid: false),
  ])
  func aSubIDIsKeptAsFarAsItIsOne(given: SubIDCase) async throws {
    try await withBrowserShop { shop in
      let answer = try await shop.web.get("/t?p=anna&sid=\(given.sent)")
      #expect(answer.status == 302 && answer["set-cookie"] != nil)
      let rows = try await shop.rows(keys: [.subID])
      #expect(rows.map { $0.subID?.text } == [given.kept])
      #expect(rows.first?.figures.visits == (given.isValid ? 1 : 0))
      #expect(rows.first?.figures.flaggedInvalidSubIDs == (given.isValid ? 0 : 1))
      #expect(shop.count(.links, given.isValid ? "counted" : "invalid_sub_id") == 1)
    }
  }

  @Test func whatNobodyHasSeenIsNoVisit() async throws {
    try await withBrowserShop { shop in
      let answers = [
        try await shop.web.request("HEAD", "/t?p=anna"),
        try await shop.web.get("/t?p=anna", headers: [("sec-purpose", "prefetch;prerender")]),
        try await shop.web.get("/t?p=anna", headers: [("purpose", "Prefetch")]),
        try await shop.web.get("/t?p=anna", headers: [("x-moz", "prefetch")]),
        try await shop.web.get("/t?p=anna", headers: [("sec-purpose", "prerender")]),
      ]
      for answer in answers {
        #expect(answer.status == 302 && answer["location"]?.contains("tributary=") == true)
        #expect(answer["set-cookie"]?.hasPrefix("tributary=") == true && answer.body.isEmpty)
      }
      let figures = try await shop.figures()
      #expect(figures.visits == 0 && figures.flaggedPrefetches == 5 && shop.count(.links, "prefetch") == 5)
      // An invalid SubID of a link that was fetched ahead is that of a prefetch, and a bot's a bot's.
      _ = try await shop.web.request("HEAD", "/t?p=anna&sid=%ff")
      _ = try await shop.web.request("HEAD", "/t?p=anna&sid=%ff", headers: [("user-agent", "Googlebot/2.1")])
      #expect(try await shop.figures().flaggedPrefetches == 6)
      #expect(try await shop.figures().flaggedBots == 1)
      #expect(try await shop.web.get("/t?p=anna", headers: [("purpose", "reading")])["location"] != nil)
      #expect(try await shop.figures().visits == 1)
    }
  }

  @Test func aBotIsSentOnWithoutACookie() async throws {
    try await withBrowserShop { shop in
      let answer = try await shop.web.get(
        "/t?p=anna", headers: [("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")])
      #expect(answer.status == 302 && answer["set-cookie"] == nil)
      let figures = try await shop.figures()
      #expect(figures.flaggedBots == 1 && figures.visits == 0)
      #expect(shop.count(.links, "bot") == 1)
    }
  }

  @Test func aPartnerThatIsNotActiveEarnsNoVisit() async throws {
    try await withBrowserShop { shop in
      let answer = try await shop.web.get("/t?p=idle&sid=%ff")
      #expect(answer.status == 302 && answer["set-cookie"] != nil)
      #expect(try await shop.figures("idle").flaggedInactiveClicks == 1 && shop.count(.links, "inactive_partner") == 1)
    }
  }
}
