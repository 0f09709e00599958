import PartnerProgram
import Store
import Testing

@Suite("Deleting old clicks")
struct PurgeConformance {
  /// Clicks of every kind on several days, old ones before `limit`, with orders that they brought.
  private func shop(_ store: any Store, _ limit: Timestamp) async throws -> (Shop, visitor: VisitorID) {
    let shop = try await Shop(in: store)
    let visitor = VisitorID(rawValue: Shop.id())
    for (number, elapsed) in [-3 * Shop.day, -2 * Shop.day, -1, 0, Shop.day].enumerated() {
      let time = limit + elapsed
      let click = try await shop.click(
        shop.alice, at: time, subID: "s\(number % 2)", landing: "https://shop.example/\(number % 2)?\(number)",
        visitor: visitor)
      try await shop.click(shop.alice, at: time + 1, subID: "s\(number % 2)", visitor: visitor)
      try await shop.click(shop.bob, at: time, isBot: true)
      try await shop.sale("A-\(number)", [1_000], at: time + 2, [.click(click.clickID), .forgery])
    }
    try await shop.setStatus(.inactive, of: shop.bob)
    try await shop.click(shop.bob, at: limit - 5)
    try await shop.click(shop.alice, at: limit - 5, subID: "ahead", isPrefetch: true)
    try await shop.click(shop.alice, at: limit - 5, hasInvalidSubID: true)
    try await shop.sale("B-1", [1_000], at: limit + 5 * Shop.day, [.visitor(visitor)])
    return (shop, visitor)
  }

  @Test(arguments: Backend.allCases, [1, 2, 1_000])
  func changesNoReportAndNoReceipt(_ backend: Backend, _ batch: Int) async throws {
    var limits = StoreLimits()
    limits.clicksInPurge = batch
    let open = try backend.make(limits: limits)
    let limit = Shop.start + 10 * Shop.day
    let (shop, _) = try await shop(open.store, limit)
    let other = try await Shop(in: open.store, name: "other")
    let others = try await other.click(other.alice, at: Shop.start, click: ClickID(rawValue: Shop.id()))
    let orders = (0..<5).map { "A-\($0)" } + ["B-1"]
    let before = try await Picture(of: shop).lines(sales: orders)
    #expect(try await open.store.purgeClicks(program: shop.program.id, before: limit) == 11)
    #expect(try await Picture(of: shop).lines(sales: orders) == before)
    #expect(try await open.store.purgeClicks(program: shop.program.id, before: limit) == 0)
    #expect(try await other.click(other.alice, click: others.clickID).isReplayed, "another program's stay")
    try await shop.expectConsistent()
    try await open.reopen()
    #expect(try await open.store.check() == [])
    #expect(try await Picture(of: shop.moved(to: open.store)).lines(sales: orders) == before)
  }

  @Test(arguments: Backend.allCases)
  func leavesTheVisitorsOtherClicksAndVisitsAtWork(_ backend: Backend) async throws {
    let open = try backend.make()
    let limit = Shop.start + 10 * Shop.day
    let (shop, visitor) = try await shop(open.store, limit)
    _ = try await open.store.purgeClicks(program: shop.program.id, before: limit)
    let later = limit + Shop.day
    let sale = try await shop.sale("C-1", [1_000], at: later + 5, [.visitor(visitor)])
    #expect(sale.receipt.winner?.partner == shop.alice.id && sale.receipt.candidates.count == 5)
    // The last visit through "s0" was a day after the limit, that through "s1" at the limit.
    let again = try await shop.click(shop.alice, at: later + (Shop.day - 1), subID: "s0", visitor: visitor)
    #expect(again.disposition == .counted && !again.isUniqueVisit)
    let repeated = try await shop.click(shop.alice, at: limit + 3, subID: "s1", visitor: visitor)
    #expect(repeated.disposition == .repeated)
    // All through "s1" is deleted, so that nothing says any more that the visitor was there.
    _ = try await open.store.purgeClicks(program: shop.program.id, before: later)
    let anew = try await shop.click(shop.alice, at: later + 1, subID: "s1", visitor: visitor)
    #expect(anew.isUniqueVisit)
    try await shop.expectConsistent()
  }

  /// An order that is decided again keeps what it knew of clicks that are gone, also of those that won nothing.
  @Test(arguments: Backend.allCases)
  func whatAnOrderKnowsOfAClickStaysKnown(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    let old = try await shop.click(shop.alice, subID: "mail", landing: "https://shop.example/p?x", visitor: visitor)
    let late = ClickID(rawValue: Shop.id())
    let time = Shop.start + Shop.hour
    let sale = try await shop.sale("A-1", [1_000], at: time, [.visitor(visitor), .click(late)])
    #expect(try await open.store.purgeClicks(program: shop.program.id, before: time) == 1)
    let decidedAgain = try await shop.sale("A-1", [1_000], [.forgery])
    #expect(decidedAgain.receipt.winner == sale.receipt.winner && decidedAgain.receipt.candidates.count == 3)
    #expect(decidedAgain.receipt.winner?.landingPage?.text == "https://shop.example/p")
    let better = try await shop.sale("A-1", [1_000], [.token(old.clickID)])
    #expect(better.receipt.winner == sale.receipt.winner)
    #expect(better.receipt.verdict(on: .token(old.clickID)) == .won, "the same click, by better evidence")
    try await shop.click(shop.bob, at: time - 1, click: late)
    #expect(try await shop.recordedSale("A-1").receipt.winner?.partner == shop.bob.id)
    #expect(try await shop.sale("A-2", [1_000], at: time, [.token(old.clickID)]).receipt.winner == nil)
    try await shop.expectConsistent()
  }

  /// Clicks are deleted in the order of their ids, not of time, so that between two commands an older one may be left.
  @Test(arguments: Backend.allCases)
  func isConsistentBetweenItsCommands(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    let older = try await shop.click(shop.alice, visitor: visitor)
    let newer = try await shop.click(shop.alice, at: Shop.start + Shop.day, visitor: visitor)
    for click in [newer.clickID, newer.clickID, older.clickID] {
      _ = try await open.store.perform(.purgeClicks(program: shop.program.id, clicks: [click]))
      try await shop.expectConsistent()
    }
    #expect(try await shop.figures(shop.alice) == RollupDelta(visits: 2, uniqueVisits: 2))
  }

  @Test(arguments: Backend.allCases)
  func goesOnBesideOtherCommands(_ backend: Backend) async throws {
    var limits = StoreLimits()
    limits.clicksInPurge = 7
    let open = try backend.make(limits: limits)
    let shop = try await Shop(in: open.store)
    let lane = CollectingLane()
    for number in 0..<500 {
      try open.store.submit(
        shop.clickCommand(shop.alice, at: Shop.start + Int64(number)), ticket: Ticket(number), lane: lane)
    }
    _ = await lane.outcomes(500)
    let deleted = try await withThrowingTaskGroup(of: Int64.self) { group in
      for _ in 0..<2 {
        group.addTask { try await shop.store.purgeClicks(program: shop.program.id, before: Shop.start + 250) }
      }
      group.addTask {
        for number in 0..<50 { try await shop.click(shop.bob, at: Shop.start + Shop.day + Int64(number)) }
        return 0
      }
      return try await group.reduce(0, +)
    }
    #expect(deleted == 250, "each once")
    #expect(try await shop.figures(shop.alice).visits == 500)
    #expect(try await shop.figures(shop.bob).visits == 50)
    try await shop.expectConsistent()
  }
}
