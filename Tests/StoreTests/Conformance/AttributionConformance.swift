import PartnerProgram
import Store
import Testing

@Suite("Attribution")
struct AttributionConformance {
  @Test(arguments: Backend.allCases)
  func aClickEarnsTheSale(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice, subID: "mail")
    let sale = try await shop.sale("A-1", [1_000, 500], at: Shop.start + Shop.hour, [.token(click.clickID)])
    #expect(sale.receipt.rule == .lastTouch && sale.receipt.winner?.click == click.clickID)
    #expect(sale.receipt.winner?.subID?.text == "mail")
    #expect(sale.receipt.candidates.map(\.verdict) == [.won])
    #expect(sale.partnerCodes[shop.alice.id] == shop.alice.code)
    #expect(sale.commissions.map(\.amount) == [Money(minorUnits: 150, currency: shop.program.currency)])
    #expect(sale.commissions.map(\.availableAt) == [ProgramCalendar.utc.start(of: Shop.today + 30)])
    let row = try #require(try await shop.report(shop.alice).rows.first)
    #expect(row.subID?.text == "mail")
    #expect(
      row.figures
        == RollupDelta(visits: 1, uniqueVisits: 1, sales: 1, revenueMinor: 1_500, commissionMinor: 150))
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func everyVerdict(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, attribution: AttributionPolicy(windowDays: 10))
    let now = Shop.start + 20 * Shop.day
    let expired = try await shop.click(shop.alice, at: now - (10 * Shop.day + 1))
    let oldest = try await shop.click(shop.alice, at: now - 10 * Shop.day)
    let latest = try await shop.click(shop.alice, at: now - Shop.day)
    let after = try await shop.click(shop.alice, at: now + (Timestamp.maximumLead + 1))
    let inactive = try await shop.click(shop.bob, at: now - Shop.hour)
    try await shop.setStatus(.inactive, of: shop.bob)
    let uncounted = try await shop.click(shop.bob, at: now - Shop.hour)
    try await shop.setStatus(.active, of: shop.bob)
    let other = try await Shop(in: open.store, name: "other")
    let foreign = try await other.click(other.alice, at: now - 1)
    try await shop.setStatus(.inactive, of: shop.bob)

    let bot = try await shop.click(shop.alice, at: now - 1, isBot: true)
    let verdicts: [(EvidenceSubmission, Verdict)] = [
      (.click(expired.clickID), .expired), (.click(oldest.clickID), .laterTouchWon),
      (.click(latest.clickID), .duplicate), (.token(latest.clickID), .won), (.click(after.clickID), .afterConversion),
      (.click(inactive.clickID), .partnerInactive), (.click(uncounted.clickID), .partnerInactive),
      (.click(foreign.clickID), .unknown), (.forgery, .badSignature), (.nonsense, .unknown),
      (.visitor(foreign.visitorID), .unknown), (.click(bot.clickID), .bot), (.coupon("NONE"), .unknown),
      (.partner(shop.bob), .partnerInactive),
    ]
    let sale = try await shop.sale("A-1", [1_000], at: now, verdicts.map(\.0))
    for (evidence, verdict) in verdicts {
      #expect(sale.receipt.verdict(on: evidence) == verdict, "\(evidence)")
    }
    #expect(sale.receipt.winner?.click == latest.clickID)
    let kinds = sale.receipt.candidates.map(\.evidence.kind)
    #expect(kinds == kinds.sorted(), "partner, coupon, token, click, visitor")
    let again = try await shop.sale("A-1", [1_000], at: now)
    #expect(again.receipt == sale.receipt && again.commissions == sale.commissions && again.isReplayed)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func findsTheRightClickOfAVisitorAmongEarlierAndLaterOnes(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, attribution: AttributionPolicy(windowDays: 10))
    let now = Shop.start + 20 * Shop.day
    let visitor = VisitorID(rawValue: Shop.id())
    try await shop.click(shop.bob, at: now + Shop.hour, subID: "later", visitor: visitor)
    try await shop.click(shop.bob, at: now - 11 * Shop.day, subID: "old", visitor: visitor)
    try await shop.click(shop.bob, at: now - 2 * Shop.day, subID: "before", visitor: visitor)
    let right = try await shop.click(shop.alice, at: now, subID: "last", visitor: visitor)
    try await shop.click(shop.alice, at: now - Shop.day, subID: "middle", visitor: visitor)

    let sale = try await shop.sale("A-1", [1_000], at: now, [.visitor(visitor)])
    #expect(sale.receipt.winner?.click == right.clickID)
    #expect(sale.receipt.candidates.compactMap { $0.referral?.subID?.text } == ["last", "middle", "before"])
    #expect(sale.receipt.candidates.map(\.verdict) == [.won, .laterTouchWon, .laterTouchWon])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func tellsWhyAVisitorWithoutAClickInTheWindowDoesNotCount(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, attribution: AttributionPolicy(windowDays: 10))
    let now = Shop.start + 20 * Shop.day
    let old = try await shop.click(shop.alice, at: now - 11 * Shop.day)
    let late = try await shop.click(shop.alice, at: now + Shop.hour)
    let expired = try await shop.sale("A-1", [1_000], at: now, [.visitor(old.visitorID)])
    #expect(expired.receipt.candidates.map(\.verdict) == [.expired])
    #expect(expired.receipt.rule == .unattributed && expired.commissions.isEmpty)
    let after = try await shop.sale("A-2", [1_000], at: now, [.visitor(late.visitorID)])
    #expect(after.receipt.candidates.map(\.verdict) == [.unknown], "what comes later says nothing")
    #expect(try await shop.figures(shop.alice).sales == 0)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func considersALimitedNumberOfClicksOfAVisitor(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    for number in 0..<Int64(Attribution.maximumTouchesOfVisitor + 5) {
      try await shop.click(shop.alice, at: Shop.start + number, visitor: visitor)
    }
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + Shop.hour, [.visitor(visitor)])
    #expect(sale.receipt.candidates.count == Attribution.maximumTouchesOfVisitor)
    #expect(
      sale.receipt.candidates.first?.referral?.occurredAt
        == Shop.start + Int64(Attribution.maximumTouchesOfVisitor + 4))
    #expect(sale.receipt.candidates.first?.verdict == .won)
  }

  /// Later clicks through a partner that is not active any more must not hide the one that earns.
  @Test(arguments: Backend.allCases, [0, 1, 200])
  func findsTheClickThatEarnsBehindManyThatMayNot(_ backend: Backend, _ excess: Int) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    try await shop.click(shop.alice, at: Shop.start - 1, visitor: visitor)
    let right = try await shop.click(shop.alice, at: Shop.start, visitor: visitor)
    let hiding = Attribution.maximumTouchesOfVisitor + excess
    for number in 1...Int64(hiding) {
      try await shop.click(shop.bob, at: Shop.start + number, visitor: visitor)
    }
    try await shop.setStatus(.inactive, of: shop.bob)
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + Shop.hour, [.visitor(visitor)])
    #expect(sale.receipt.winner?.click == right.clickID)
    let refused = Array(repeating: Verdict.partnerInactive, count: Attribution.maximumTouchesOfVisitor)
    #expect(sale.receipt.candidates.map(\.verdict) == refused + [.won])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func looksAtALimitedNumberOfClicksForOneThatEarns(_ backend: Backend) async throws {
    var limits = StoreLimits()
    // Thousands of clicks are sent at once, on machines of any speed.
    limits.queueWait = .seconds(3_600)
    let open = try backend.make(limits: limits)
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    let right = try await shop.click(shop.alice, at: Shop.start, visitor: visitor)
    let lane = CollectingLane()
    let hiding = Attribution.maximumTouchesExamined - 1
    for number in 1...hiding {
      try open.store.submit(
        shop.clickCommand(shop.bob, at: Shop.start + Int64(number), visitor: visitor), ticket: Ticket(number),
        lane: lane)
    }
    _ = await lane.outcomes(hiding)
    try await shop.setStatus(.inactive, of: shop.bob)
    let found = try await shop.sale("A-1", [1_000], at: Shop.start + Shop.hour, [.visitor(visitor)])
    #expect(found.receipt.winner?.click == right.clickID)
    try await shop.click(shop.bob, at: Shop.start + Shop.hour, visitor: visitor)
    let hidden = try await shop.sale("A-2", [1_000], at: Shop.start + Shop.hour, [.visitor(visitor)])
    #expect(hidden.receipt.winner == nil)
    #expect(hidden.receipt.candidates.count == Attribution.maximumTouchesOfVisitor)
  }

  @Test(arguments: Backend.allCases)
  func clocksMayDifferALittle(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let onTime = try await shop.click(shop.alice, at: Shop.start + Timestamp.maximumLead)
    let late = try await shop.click(shop.alice, at: Shop.start + (Timestamp.maximumLead + 1))
    let onTimeEvidence: [EvidenceSubmission] = [.click(onTime.clickID), .visitor(onTime.visitorID)]
    for (number, evidence) in onTimeEvidence.enumerated() {
      let sale = try await shop.sale("A-\(number)", [1_000], at: Shop.start, [evidence])
      #expect(sale.receipt.winner?.click == onTime.clickID)
    }
    let lateEvidence: [(EvidenceSubmission, Verdict)] = [
      (.click(late.clickID), .afterConversion), (.visitor(late.visitorID), .unknown),
    ]
    for (number, (evidence, verdict)) in lateEvidence.enumerated() {
      let sale = try await shop.sale("B-\(number)", [1_000], at: Shop.start, [evidence])
      #expect(sale.receipt.candidates.map(\.verdict) == [verdict])
    }
  }

  @Test(arguments: Backend.allCases)
  func leadsEarnAFlatCommissionInTheProgramsCurrency(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    let lead = try await shop.lead("F-1", at: Shop.start + 1, [.click(click.clickID)])
    #expect(lead.commissions.map(\.amount.minorUnits) == [50])
    #expect(try await shop.lead("F-1").isReplayed)
    #expect(
      try await shop.figures(shop.alice) == RollupDelta(visits: 1, uniqueVisits: 1, leads: 1, commissionMinor: 50))
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func testsAreAnsweredButNeverCountedOrPaid(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)], isTest: true)
    #expect(sale.receipt.winner?.partner == shop.alice.id && sale.commissions.isEmpty)
    #expect(try await shop.figures(shop.alice) == RollupDelta(visits: 1, uniqueVisits: 1))
    await expectConflict("test") { try await shop.sale("A-1", [1_000]) }
    await expectPrecondition("test") { try await shop.refund("A-1", "R-1", [500]) }
    #expect(try await shop.refund("A-1", "R-1", [500], isTest: true).commissions.isEmpty)
    #expect(try await shop.figures(shop.alice) == RollupDelta(visits: 1, uniqueVisits: 1))
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func severalCurrenciesStayApart(_ backend: Backend) async throws {
    let open = try backend.make()
    let rule = try CommissionRule(saleRate: Rate(percentE4: 100_000), saleFlatMinor: 7)
    let shop = try await Shop(in: open.store, commission: CommissionTerms(rule: rule))
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)])
    let foreign = try await shop.sale("A-2", [1_000], at: Shop.start + 1, [.click(click.clickID)], currency: "EUR")
    #expect(foreign.commissions.map(\.amount.description) == ["1.00 EUR"], "the fixed part is in USD only")
    let page = try await shop.report(shop.alice)
    #expect(page.rows.map(\.currency.code) == ["EUR", "USD"])
    #expect(page.rows.map(\.figures.commissionMinor) == [100, 107])
    #expect(page.totals.map(\.figures.visits) == [0, 1])
    try await shop.expectConsistent()
  }
}
