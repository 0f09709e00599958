import PartnerProgram
import Store
import Testing

@Suite("What is kept and not counted")
struct FlagConformance {
  @Test(arguments: Backend.allCases)
  func selfReferralsAndInactivePartnersAreFlagged(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: " Alice@Example.com")
    let own = try await shop.click(shop.alice, subID: "mail", landing: "https://shop.example/p?x")
    let inactive = try await shop.click(shop.bob, subID: "blog")
    try await shop.setStatus(.inactive, of: shop.bob)
    let evidence: [EvidenceSubmission] = [.click(own.clickID), .click(inactive.clickID)]
    let alice = Customer(email: "alice@example.COM")
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 1, evidence, customer: alice)
    #expect(sale.receipt.rule == .unattributed && sale.commissions.isEmpty)
    #expect(sale.receipt.verdict(on: .click(own.clickID)) == .selfReferral)
    try await shop.lead("F-1", at: Shop.start + 1, [.click(own.clickID)], customer: alice)
    try await shop.sale("A-2", [1_000], at: Shop.start + 1, [.click(inactive.clickID)])
    try await shop.sale("A-3", [1_000], at: Shop.start + 1, [.click(own.clickID)], customer: alice, isTest: true)
    try await shop.sale("A-4", [1_000], at: Shop.start + 1, [.coupon("NONE")])

    let rows = try await shop.report(nil, keys: [.partner, .subID, .landingPage], includesFlagged: true).rows
    #expect(rows.map(\.partner) == [shop.alice.id, shop.bob.id])
    #expect(rows.first?.landingPage?.text == "https://shop.example/p" && rows.last?.subID?.text == "blog")
    #expect(
      rows.map(\.figures) == [
        RollupDelta(visits: 1, uniqueVisits: 1, flaggedSelfReferrals: 2),
        RollupDelta(visits: 1, uniqueVisits: 1, flaggedInactiveConversions: 1),
      ])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aFlagGoesWhenSomebodyWins(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let inactive = try await shop.click(shop.bob)
    try await shop.setStatus(.inactive, of: shop.bob)
    let late = ClickID(rawValue: Shop.id())
    try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(inactive.clickID), .click(late)])
    #expect(try await shop.figures(shop.bob, includesFlagged: true).flaggedInactiveConversions == 1)
    try await shop.click(shop.alice, click: late)
    #expect(try await shop.figures(shop.bob, includesFlagged: true) == RollupDelta(visits: 1, uniqueVisits: 1))
    #expect(try await shop.figures(shop.alice).sales == 1)
    try await shop.expectConsistent()
  }

  /// An order that turns out to be the partner's own takes back what it had earned, its refund with it.
  @Test(arguments: Backend.allCases)
  func anAddressThatComesLaterMakesItASelfReferral(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: "alice@example.com")
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)])
    try await shop.refund("A-1", "R-1", [500], at: Shop.start + 2)
    let again = try await shop.sale("A-1", [1_000], customer: Customer(email: "alice@example.com"))
    #expect(again.receipt.rule == .unattributed && again.commissions.isEmpty)
    #expect(try await shop.balances(nil).isEmpty)
    #expect(
      try await shop.figures(shop.alice, includesFlagged: true)
        == RollupDelta(visits: 1, uniqueVisits: 1, flaggedSelfReferrals: 1))
    #expect(try await shop.recordedSale("A-1").refunds.first?.receipt == .refund(ofOrderWonBy: nil))
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func clicksOfBotsRepeatsAndInactivePartnersAreFlagged(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visit = try await shop.click(shop.alice)
    for elapsed in [-(10 * Shop.second - 1), 0, 10 * Shop.second - 1] {
      let click = try await shop.click(shop.alice, at: Shop.start + elapsed, visitor: visit.visitorID)
      #expect(click.disposition == .repeated && !click.isUniqueVisit, "\(elapsed)")
    }
    let next = try await shop.click(shop.alice, at: Shop.start + 10 * Shop.second, visitor: visit.visitorID)
    #expect(next.disposition == .counted && !next.isUniqueVisit)
    let other = try await shop.click(shop.alice, subID: "other", visitor: visit.visitorID)
    #expect(other.disposition == .counted, "a visit through another SubID is another visit")
    #expect(try await shop.click(shop.alice, isBot: true).disposition == .bot)
    try await shop.setStatus(.inactive, of: shop.alice)
    try await shop.click(shop.alice)
    #expect(try await shop.click(shop.alice, isBot: true).disposition == .bot, "whatever the partner")
    #expect(
      try await shop.figures(shop.alice, includesFlagged: true)
        == RollupDelta(visits: 3, uniqueVisits: 2, flaggedBots: 2, flaggedRepeats: 3, flaggedInactiveClicks: 1))
    try await shop.expectConsistent()
  }

  /// A repeat proves the visit that it repeats.
  @Test(arguments: Backend.allCases)
  func aRepeatCanEarn(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visit = try await shop.click(shop.alice)
    let again = try await shop.click(shop.alice, at: Shop.start + 1, visitor: visit.visitorID)
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 2, [.visitor(visit.visitorID)])
    #expect(sale.receipt.winner?.click == again.clickID)
    #expect(sale.receipt.candidates.map(\.verdict) == [.won, .laterTouchWon])
  }

  /// What was fetched ahead may be shown, and whoever came under a SubID that is none came all the same.
  @Test(arguments: Backend.allCases)
  func prefetchesAndInvalidSubIDsAreFlaggedAndCanEarn(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    let prefetch = try await shop.click(shop.alice, visitor: visitor, isPrefetch: true)
    #expect(prefetch.disposition == .prefetch && !prefetch.isUniqueVisit)
    let visit = try await shop.click(shop.alice, at: Shop.start + 1, visitor: visitor)
    #expect(visit.disposition == .counted && visit.isUniqueVisit, "it repeats no visit")
    let cut = try await shop.click(shop.alice, at: Shop.start + 2, visitor: visitor, hasInvalidSubID: true)
    #expect(cut.disposition == .invalidSubID, "it is no repeat")
    #expect(try await shop.sale("A-1", [1_000], at: Shop.start + 3, [.click(prefetch.clickID)]).minorUnits == [100])
    #expect(try await shop.sale("A-2", [1_000], at: Shop.start + 3, [.click(cut.clickID)]).minorUnits == [100])
    let sale = try await shop.sale("A-3", [1_000], at: Shop.start + 3, [.visitor(visitor)])
    #expect(sale.receipt.winner?.click == cut.clickID)
    #expect(
      try await shop.figures(shop.alice, includesFlagged: true)
        == RollupDelta(
          visits: 1, uniqueVisits: 1, sales: 3, revenueMinor: 3_000, commissionMinor: 300, flaggedPrefetches: 1,
          flaggedInvalidSubIDs: 1))
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func rowsOfNothingElseAreToldOnDemandOnly(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.click(shop.alice, subID: "bot", isBot: true)
    try await shop.click(shop.alice, subID: "mail")
    #expect(try await shop.report(shop.alice).rows.compactMap(\.subID?.text) == ["mail"])
    let all = try await shop.report(shop.alice, includesFlagged: true)
    #expect(all.rows.compactMap(\.subID?.text) == ["bot", "mail"])
    let page = try await shop.report(shop.alice, rowLimit: 1, includesFlagged: true)
    await expectInvalid("page_token") {
      try await shop.report(shop.alice, rowLimit: 1, pageToken: page.nextPageToken, includesFlagged: false)
    }
  }
}
