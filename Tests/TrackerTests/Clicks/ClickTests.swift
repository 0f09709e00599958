import Foundation
import TTRPC
import Testing
import TributaryClient

@Suite("RecordClick") struct ClickTests {
  @Test func `a click gets an id, a visitor and a token, and is a unique visit`() async throws {
    try await withShop { shop in
      let reply = try await shop.click(subID: "spring")
      #expect(UUID(uuidString: reply.clickId) != nil && reply.clickId == reply.clickId.lowercased())
      #expect(UUID(uuidString: reply.visitorId) != nil && reply.visitorId == reply.visitorId.lowercased())
      #expect(reply.clickId != reply.visitorId)
      #expect(!reply.clickToken.isEmpty)
      #expect(reply.disposition == .counted && reply.uniqueVisit && !reply.replayed)
      let row = try #require(try await shop.report().rows.first)
      #expect(row.subId == "spring" && row.visits == 1 && row.uniqueVisits == 1)
    }
  }

  @Test func `a click keeps the ids that the caller made, in lower case`() async throws {
    try await withShop { shop in
      let (click, visitor) = (UUID().uuidString, UUID().uuidString)
      let reply = try await shop.click(id: click, visitor: visitor)
      #expect(reply.clickId == click.lowercased())
      #expect(reply.visitorId == visitor.lowercased())
      #expect(!reply.replayed)
    }
  }

  @Test(arguments: [
    "x", "00000000-0000-0000-0000-000000000000", "01890000-0000-7000-8000-00000000000",
    "01890000-0000-7000-8000-00000000000g", "018900000000700080000000000000001234",
    "{890000-0000-7000-8000-000000000001}",
  ])
  func `what is no UUID is refused in both ids`(text: String) async throws {
    try await withShop { shop in
      await expectRefusal(.invalidArgument, "click_id") { try await shop.click(id: text) }
      await expectRefusal(.invalidArgument, "visitor_id") { try await shop.click(visitor: text) }
    }
  }

  @Test func `a visitor counts once in 24 hours for each partner and SubID`() async throws {
    try await withShop { shop in
      let visitor = try await shop.click(subID: "a").visitorId
      shop.clock.advance(by: TestClock.day - 1)
      #expect(try await !shop.click(subID: "a", visitor: visitor).uniqueVisit)
      #expect(try await shop.click(subID: "b", visitor: visitor).uniqueVisit)
      #expect(try await shop.click(subID: "", visitor: visitor).uniqueVisit)
      #expect(try await shop.click("ben", subID: "a", visitor: visitor).uniqueVisit)
      shop.clock.advance(by: TestClock.day)
      #expect(try await shop.click(subID: "a", visitor: visitor).uniqueVisit)
      let row = try #require(try await shop.report().rows.first { $0.subId == "a" })
      #expect(row.visits == 3 && row.uniqueVisits == 2)
    }
  }

  @Test func `a click within ten seconds of a visit repeats it, and is kept and not counted`() async throws {
    try await withShop { shop in
      let visitor = try await shop.click(subID: "a").visitorId
      shop.clock.advance(by: 10 * TestClock.second - 1)
      let again = try await shop.click(subID: "a", visitor: visitor)
      #expect(again.disposition == .repeat && !again.uniqueVisit && !again.clickToken.isEmpty)
      #expect(try await shop.click(subID: "a", id: again.clickId, visitor: visitor).disposition == .repeat)
      #expect(try await shop.click(subID: "b", visitor: visitor).disposition == .counted)
      #expect(try await shop.click("ben", subID: "a", visitor: visitor).disposition == .counted)
      // A repeated click does not put off the end of the ten seconds.
      shop.clock.advance(by: 1)
      #expect(try await shop.click(subID: "a", visitor: visitor).disposition == .counted)
      let row = try #require(try await shop.report(flagged: true).rows.first { $0.subId == "a" })
      #expect(row.visits == 2 && row.uniqueVisits == 1 && row.flaggedRepeats == 1)
    }
  }

  @Test(arguments: [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.5.0",
    "facebookexternalhit/1.1", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0.0.0",
  ])
  func `a bot's click is kept and not counted`(userAgent: String) async throws {
    try await withShop { shop in
      let request = RecordClickRequest(program: "mugs", partner: "anna", userAgent: userAgent)
      let reply = try await shop.click(request)
      #expect(reply.disposition == .bot && !reply.uniqueVisit)
      var idle = request
      idle.partner = "idle"
      #expect(try await shop.click(idle).disposition == .bot)
      #expect(try await shop.report().rows == [])
      #expect(try await shop.report(flagged: true).rows.map(\.flaggedBots) == [1])
    }
  }

  @Test func `a click on an inactive partner's link is kept and not counted`() async throws {
    try await withShop { shop in
      let reply = try await shop.click("idle")
      #expect(reply.disposition == .inactivePartner && !reply.uniqueVisit)
      #expect(try await shop.total("idle").visits == 0)
      let again = try await shop.click("idle", id: reply.clickId, visitor: reply.visitorId)
      #expect(again.replayed && again.disposition == .inactivePartner)
    }
  }

  @Test func `unknown program and partner are not found`() async throws {
    try await withShop { shop in
      await expectRefusal(.notFound, "program") {
        try await shop.click(RecordClickRequest(program: "cups", partner: "anna"))
      }
      await expectRefusal(.notFound, "program") { try await shop.click(RecordClickRequest(partner: "anna")) }
      await expectRefusal(.notFound, "partner") { try await shop.click("zoe") }
      await expectRefusal(.notFound, "partner") { try await shop.click("Anna") }
      await expectRefusal(.notFound, "partner") { try await shop.click("") }
    }
  }

  @Test func `a click may be five minutes ahead of the clock and not a microsecond more`() async throws {
    try await withShop { shop in
      let latest = shop.clock.now + 5 * TestClock.minute
      let click = try await shop.click(at: latest)
      #expect(click.disposition == .counted)
      await expectRefusal(.invalidArgument, "occurred_at_us") { try await shop.click(at: latest + 1) }
      await expectRefusal(.invalidArgument, "occurred_at_us") { try await shop.click(at: .max) }
      await expectRefusal(.invalidArgument, "occurred_at_us") { try await shop.click(at: -1) }
      #expect(try await shop.total().visits == 1)
    }
  }
}
