import PartnerProgram
import Store
import Testing

/// Clicks that are recorded after the orders which they brought.
@Suite("Late clicks")
struct LateClickConformance {
  @Test(arguments: Backend.allCases)
  func aClickThatAnOrderNamedDecidesItLate(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let evidence: [@Sendable (ClickID) -> EvidenceSubmission] = [{ .click($0) }, { .token($0) }]
    for (number, name) in evidence.enumerated() {
      let click = ClickID(rawValue: Shop.id())
      let order = "A-\(number)"
      let before = try await shop.sale(order, [1_000], at: Shop.start + 1, [name(click)])
      #expect(before.receipt.rule == .unattributed && before.receipt.verdict(on: name(click)) == .unknown)
      try await shop.click(shop.alice, subID: "mail", landing: "https://shop.example/p?x", click: click)
      let after = try await shop.sale(order, [1_000])
      #expect(after.isReplayed && after.conversionID == before.conversionID)
      #expect(after.receipt.rule == .lastTouch && after.receipt.winner?.click == click)
      #expect(after.receipt.winner?.landingPage?.text == "https://shop.example/p")
      #expect(after.minorUnits == [100])
    }
    #expect(try await shop.figures(shop.alice).sales == 2)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aLaterClickOfTheVisitorMovesTheOrderWithItsRefunds(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    let now = Shop.start + Shop.hour
    try await shop.sale("A-1", [1_000], at: now, [.visitor(visitor)])
    try await shop.refund("A-1", "R-1", [250], at: now + 1)
    try await shop.click(shop.alice, at: now - 2, subID: "mail", visitor: visitor)
    #expect(try await shop.balance(shop.alice)?.balanceMinor == 75)
    try await shop.click(shop.bob, at: now - 1, subID: "blog", visitor: visitor)
    // One that is earlier than the winner's changes nothing but the receipt.
    try await shop.click(shop.alice, at: now - 3, visitor: visitor)

    let sale = try await shop.recordedSale("A-1")
    #expect(sale.receipt.winner?.partner == shop.bob.id && sale.receipt.candidates.count == 3)
    func entries(_ recorded: RecordedConversion) -> [[Int64]] {
      recorded.entries.map { [$0.entry.partner == shop.alice.id ? 1 : 2, $0.entry.amount.minorUnits] }
    }
    #expect(entries(sale) == [[1, 100], [1, -100], [2, 100]])
    #expect(sale.refunds.map(entries) == [[[1, -25], [2, -25], [1, 25]]], "the smallest amount first")
    #expect(sale.refunds.first?.receipt == .refund(ofOrderWonBy: sale.receipt.winner))
    #expect(try await shop.balance(shop.alice) == nil, "as if nothing had moved")
    let bob = try #require(try await shop.balance(shop.bob))
    #expect(bob.earnedMinor == 100 && bob.reversedMinor == -25 && bob.pendingMinor == 75)
    let visit = RollupDelta(visits: 1, uniqueVisits: 1)
    #expect(try await shop.report(shop.alice).rows.map(\.figures) == [visit, visit])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aVisitorsClickAfterTheConversionSaysNothing(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let (late, onTime) = (VisitorID(rawValue: Shop.id()), VisitorID(rawValue: Shop.id()))
    try await shop.sale("A-1", [1_000], [.visitor(late)])
    try await shop.sale("A-2", [1_000], [.visitor(onTime)])
    try await shop.click(shop.alice, at: Shop.start + (Timestamp.maximumLead + 1), visitor: late)
    try await shop.click(shop.alice, at: Shop.start + Timestamp.maximumLead, visitor: onTime)
    #expect(try await shop.sale("A-1", [1_000]).receipt.candidates.map(\.verdict) == [.unknown])
    #expect(try await shop.sale("A-2", [1_000]).receipt.candidates.map(\.verdict) == [.won])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func whatMayNotEarnIsNamedInTheReceipt(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, attribution: AttributionPolicy(windowDays: 1))
    let ids = (0..<3).map { _ in ClickID(rawValue: Shop.id()) }
    let now = Shop.start + 2 * Shop.day
    try await shop.sale("A-1", [1_000], at: now, ids.map { .click($0) })
    try await shop.click(shop.alice, at: now - 1, click: ids[0], isBot: true)
    try await shop.click(shop.alice, at: now - (Shop.day + 1), click: ids[1])
    try await shop.click(shop.alice, at: now + Shop.hour, click: ids[2])
    let sale = try await shop.sale("A-1", [1_000])
    #expect(ids.map { sale.receipt.verdict(on: .click($0)) } == [.bot, .expired, .afterConversion])
    #expect(sale.receipt.rule == .unattributed && sale.commissions.isEmpty)
    try await shop.expectConsistent()
  }

  /// A click costs no more than a limited number of orders, and these are the latest.
  @Test(arguments: Backend.allCases)
  func aClickDecidesTheLatestOrdersOfItsVisitor(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    let limit = 100
    let lane = CollectingLane()
    for number in 0...limit {
      try open.store.submit(
        shop.saleCommand("A-\(number)", [1_000], at: Shop.start + Int64(number), [.visitor(visitor)]),
        ticket: Ticket(number), lane: lane)
    }
    _ = await lane.outcomes(limit + 1)
    try await shop.click(shop.alice, at: Shop.start, visitor: visitor)
    #expect(try await shop.figures(shop.alice).sales == Int64(limit))
    #expect(try await shop.sale("A-0", [1_000]).receipt.winner == nil)
    #expect(try await shop.sale("A-1", [1_000]).receipt.winner?.partner == shop.alice.id)
    try await shop.expectConsistent()
  }

  /// The first order that happened binds the contact's first referrer, the last one the last.
  @Test(arguments: Backend.allCases)
  func aClickDecidesOrdersAsTheyHappened(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    let carol = Customer(email: "carol@example.com")
    var sales: [ConversionID] = []
    for (number, elapsed) in [3, 1, 2].enumerated() {
      sales.append(
        try await shop.sale(
          "A-\(number)", [10], at: Shop.start + Int64(elapsed), [.visitor(visitor)], customer: carol
        ).conversionID)
    }
    try await shop.click(shop.alice, visitor: visitor)
    let contact = try await open.store.contact(
      program: shop.program.id, name: try #require(ContactName.email(carol.email)))
    #expect(contact?.referrers.first?.source == sales[1] && contact?.referrers.last?.source == sales[0])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func firstTouchFindsAnEarlierClickThatComesLate(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, attribution: AttributionPolicy(touch: .first))
    let visitor = VisitorID(rawValue: Shop.id())
    let now = Shop.start + Shop.day
    try await shop.click(shop.alice, at: now - 1, visitor: visitor)
    let before = try await shop.sale("A-1", [1_000], at: now, [.visitor(visitor)])
    #expect(before.receipt.rule == .firstTouch && before.receipt.winner?.partner == shop.alice.id)
    try await shop.click(shop.bob, at: now - 2, visitor: visitor)
    let after = try await shop.sale("A-1", [1_000])
    #expect(after.receipt.winner?.partner == shop.bob.id)
    #expect(after.receipt.candidates.map(\.verdict) == [.earlierTouchWon, .won])
    try await shop.expectConsistent()
  }
}
