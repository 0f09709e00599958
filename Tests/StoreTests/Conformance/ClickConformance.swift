import PartnerProgram
import Store
import Testing

@Suite("Clicks")
struct ClickConformance {
  @Test(arguments: Backend.allCases)
  func countsVisitsUnderPartnerAndSubID(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let first = try await shop.click(shop.alice, subID: "mail")
    #expect(first.disposition == .counted && first.isUniqueVisit && !first.isReplayed)
    try await shop.click(shop.alice, subID: "mail")
    try await shop.click(shop.alice)
    try await shop.click(shop.bob, subID: "mail")

    let page = try await shop.report(shop.alice)
    #expect(page.rows.map { $0.subID?.text ?? "" } == ["", "mail"])
    #expect(
      page.rows.map(\.figures) == [RollupDelta(visits: 1, uniqueVisits: 1), RollupDelta(visits: 2, uniqueVisits: 2)])
    #expect(page.totals.map(\.figures) == [RollupDelta(visits: 3, uniqueVisits: 3)])
    #expect(try await shop.figures(shop.bob) == RollupDelta(visits: 1, uniqueVisits: 1))
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func countsAVisitorAgainOnlyAfter24Hours(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visitor = try await shop.click(shop.alice).visitorID
    func isUnique(after elapsed: Int64, subID: String = "", partner: Partner? = nil) async throws -> Bool {
      try await shop.click(
        partner ?? shop.alice, at: Shop.start + elapsed, subID: subID, visitor: visitor
      ).isUniqueVisit
    }
    #expect(try await !isUnique(after: Shop.day - 1))
    #expect(try await isUnique(after: 1, subID: "other"))
    #expect(try await isUnique(after: 1, partner: shop.bob))
    #expect(try await !isUnique(after: 2 * Shop.day - 2), "the visit before was less than 24 hours ago")
    #expect(try await isUnique(after: 3 * Shop.day - 2), "the visit before was exactly 24 hours ago")
    #expect(try await !isUnique(after: Shop.day), "a click that arrives late is not unique")
    #expect(try await !isUnique(after: 4 * Shop.day - 3), "a late click does not move the latest visit back")
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func answersARepeatFromTheRecord(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let id = ClickID(rawValue: Shop.id())
    let first = try await shop.click(shop.alice, subID: "mail", click: id)
    let again = try await shop.click(shop.alice, at: Shop.start + Shop.hour, subID: "mail", click: id)
    #expect(again.isReplayed && !first.isReplayed)
    #expect(again.visitorID == first.visitorID && again.isUniqueVisit && again.disposition == .counted)
    #expect(try await shop.figures(shop.alice).visits == 1)

    await expectConflict("partner") { try await shop.click(shop.bob, subID: "mail", click: id) }
    await expectConflict("sub_id") { try await shop.click(shop.alice, subID: "news", click: id) }
    await expectConflict("sub_id") { try await shop.click(shop.alice, click: id) }
    #expect(try await shop.figures(shop.bob).visits == 0)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aClickIDIsUniqueInItsProgramOnly(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let other = try await Shop(in: open.store, name: "other")
    let id = ClickID(rawValue: Shop.id())
    try await shop.click(shop.alice, click: id)
    let second = try await other.click(other.alice, click: id)
    #expect(!second.isReplayed)
  }

  @Test(arguments: Backend.allCases)
  func keepsClicksOfAnInactivePartnerWithoutCounting(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.setStatus(.inactive, of: shop.alice)
    let click = try await shop.click(shop.alice, click: ClickID(rawValue: Shop.id()))
    #expect(click.disposition == .inactivePartner && !click.isUniqueVisit)
    #expect(try await shop.figures(shop.alice) == RollupDelta())
    #expect(try await shop.click(shop.alice, click: click.clickID).isReplayed, "it is kept")

    try await shop.setStatus(.active, of: shop.alice)
    let next = try await shop.click(shop.alice, visitor: click.visitorID)
    #expect(next.isUniqueVisit, "what did not count does not make a later visit a repeated one")
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aConflictShowsSubIDsWithoutControlCharacters(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let id = ClickID(rawValue: Shop.id())
    try await shop.click(shop.alice, subID: "a\u{1B}", click: id)
    let repeated = try shop.clickCommand(shop.alice, subID: "b\u{7}", click: id)
    await #expect(
      throws: StoreError.alreadyExists(
        field: "sub_id", message: #"the click \#(id) is recorded with the SubID "a\u{1B}", not "b\u{7}""#)
    ) { try await open.store.perform(repeated) }
  }

  @Test(arguments: Backend.allCases)
  func keepsTextsOfEveryLength(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    for subID in ["x", String(repeating: "y", count: 255), "ä", "a\u{301}", "日本"] {
      try await shop.click(shop.alice, subID: subID)
    }
    let rows = try await shop.report(shop.alice).rows
    #expect(rows.compactMap { $0.subID?.bytes.count } == ["a\u{301}".utf8.count, 1, 255, 2, 6])
    try await shop.expectConsistent()
  }
}
