import Foundation
import TTRPC
import Testing
import TributaryClient

@Suite("The receipt of a conversion") struct AttributionTests {
  @Test func `names the click that won, whatever kind of evidence led to it`() async throws {
    try await withShop { shop in
      let click = try await shop.click(subID: "mail")
      let evidence = [
        (EvidenceKind.clickToken, click.clickToken, Evidence(clickToken: click.clickToken)),
        (.clickId, click.clickId, Evidence(clickId: click.clickId)),
        (.visitorId, click.visitorId, Evidence(visitorId: click.visitorId)),
      ]
      for (number, (kind, value, evidence)) in evidence.enumerated() {
        let receipt = try #require(try await shop.convert(shop.sale("A-\(number)", evidence: evidence)).receipt)
        #expect(receipt.partner == "anna" && receipt.subId == "mail" && receipt.clickId == click.clickId)
        #expect(receipt.rule == .lastTouch)
        #expect(
          receipt.candidates == [
            Candidate(
              evidence: kind, value: value, clickId: click.clickId, partner: "anna", touchedAtUs: TestClock.start,
              verdict: .won)
          ])
      }
    }
  }

  @Test func `lists token, click id and then the visitor's clicks, the latest first, and the latest wins`() async throws
  {
    try await withShop { shop in
      let first = try await shop.click("anna", at: TestClock.start - 3)
      let second = try await shop.click("ben", at: TestClock.start - 2)
      let visit = try await shop.click("anna", subID: "v", at: TestClock.start - 4)
      let last = try await shop.click("ben", subID: "w", visitor: visit.visitorId, at: TestClock.start - 1)
      let receipt = try #require(
        try await shop.convert(
          shop.sale(
            "A-1",
            evidence: Evidence(
              clickToken: first.clickToken, clickId: second.clickId, visitorId: visit.visitorId))
        ).receipt)
      #expect(receipt.candidates.map(\.clickId) == [first.clickId, second.clickId, last.clickId, visit.clickId])
      #expect(receipt.candidates.map(\.evidence) == [.clickToken, .clickId, .visitorId, .visitorId])
      #expect(
        receipt.candidates.map(\.verdict) == [.laterTouchWon, .laterTouchWon, .won, .laterTouchWon])
      #expect(receipt.partner == "ben" && receipt.subId == "w")
    }
  }

  @Test func `a click earns for the whole window and not a microsecond longer`() async throws {
    try await withShop(.init(windowDays: 7)) { shop in
      let onTime = try await shop.click(at: TestClock.start - 7 * TestClock.day)
      let late = try await shop.click(at: TestClock.start - 7 * TestClock.day - 1)
      #expect(try await verdicts(shop, "A-1", Evidence(clickId: onTime.clickId)) == [.won])
      #expect(try await verdicts(shop, "A-2", Evidence(clickId: late.clickId)) == [.expired])
      #expect(try await verdicts(shop, "A-3", Evidence(visitorId: late.visitorId)) == [.expired])
    }
  }

  @Test func `a click after the conversion does not count, but clocks may differ by five minutes`() async throws {
    try await withShop { shop in
      let click = try await shop.click()
      // What a visitor does later says nothing about what it bought before, so such a click is no candidate of it.
      for (evidence, name, verdict) in [
        (Evidence(clickToken: click.clickToken), "T", Verdict.afterConversion),
        (Evidence(visitorId: click.visitorId), "V", .unknown),
      ] {
        let within = shop.sale("\(name)-1", evidence: evidence, at: TestClock.start - 5 * TestClock.minute)
        #expect(try await shop.convert(within).receipt?.candidates.map(\.verdict) == [.won])
        let before = shop.sale("\(name)-2", evidence: evidence, at: TestClock.start - 5 * TestClock.minute - 1)
        #expect(try await shop.convert(before).receipt?.candidates.map(\.verdict) == [verdict])
      }
    }
  }

  @Test func `an inactive partner earns nothing, whether then or now`() async throws {
    try await withShop { shop in
      let then = try await shop.click("idle")
      let now = try await shop.click("ben")
      try await shop.setStatus(of: "idle", .active)
      try await shop.setStatus(of: "ben", .inactive)
      #expect(try await verdicts(shop, "A-1", Evidence(clickId: then.clickId)) == [.partnerInactive])
      #expect(try await verdicts(shop, "A-2", Evidence(clickId: now.clickId)) == [.partnerInactive])
    }
  }

  @Test func `a token that is not ours is told apart from a click that is unknown`() async throws {
    try await withServer { server in
      let shop = try await Shop(on: server)
      let other = try await Shop(on: server, .init(account: "quill", program: "pens"))
      var foreignToken = ""
      try await withShop { elsewhere in foreignToken = try await elsewhere.click().clickToken }
      let elsewhere = try await other.click()
      let cases: [(Evidence, Verdict)] = [
        (Evidence(clickToken: "no token"), .badSignature),
        (Evidence(clickToken: foreignToken), .badSignature),
        (Evidence(clickToken: elsewhere.clickToken), .unknown),
        (Evidence(clickId: elsewhere.clickId), .unknown),
        (Evidence(clickId: UUID().uuidString), .unknown),
        (Evidence(clickId: "no id"), .unknown),
        (Evidence(visitorId: elsewhere.visitorId), .unknown),
        (Evidence(visitorId: UUID().uuidString), .unknown),
        (Evidence(visitorId: "no id"), .unknown),
      ]
      for (number, (evidence, verdict)) in cases.enumerated() {
        #expect(try await verdicts(shop, "A-\(number)", evidence) == [verdict], "\(evidence)")
      }
    }
  }

  @Test func `evidence of one click twice is a duplicate`() async throws {
    try await withShop { shop in
      let click = try await shop.click()
      let evidence = Evidence(clickToken: click.clickToken, clickId: click.clickId, visitorId: click.visitorId)
      #expect(try await verdicts(shop, "A-1", evidence) == [.won, .duplicate, .duplicate])
    }
  }

  @Test func `shows evidence as it was sent, shortened to 255 bytes between characters`() async throws {
    try await withShop { shop in
      let long = String(repeating: "é", count: 10_000)
      let candidates = try await shop.convert(
        shop.sale("A-1", evidence: Evidence(clickToken: long, clickId: long, visitorId: "short"))
      ).receipt?.candidates
      #expect(candidates?.map(\.value) == [String(long.prefix(127)), String(long.prefix(127)), "short"])
    }
  }

  @Test func `without evidence nobody earns, and it is recorded all the same`() async throws {
    try await withShop { shop in
      for (request, number) in zip([shop.sale("A-1"), shop.lead("A-1")], 1...) {
        let reply = try await shop.convert(request)
        #expect(UUID(uuidString: reply.conversionId) != nil)
        #expect(reply.receipt == Receipt(rule: .unattributed))
        #expect(reply.commissions.isEmpty)
        #expect(try await shop.convert(request).replayed, "conversion \(number)")
      }
      #expect(try await shop.total().sales == 0)
    }
  }

  /// The verdicts on the evidence of a new sale.
  private func verdicts(_ shop: Shop, _ order: String, _ evidence: Evidence) async throws -> [Verdict] {
    let receipt = try #require(try await shop.convert(shop.sale(order, evidence: evidence)).receipt)
    let won = receipt.candidates.contains { $0.verdict == .won }
    #expect(receipt.partner.isEmpty != won && (receipt.rule == .unattributed) != won)
    return receipt.candidates.map(\.verdict)
  }
}
