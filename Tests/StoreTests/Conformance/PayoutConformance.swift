import PartnerProgram
import Store
import Testing

@Suite("Payouts")
struct PayoutConformance {
  private func currency(_ code: String) throws -> Currency { try #require(Currency(code: code)) }

  /// A shop that approves at once and owes to both of its partners in two currencies.
  private func owingShop(_ store: any Store, name: String = "shop") async throws -> Shop {
    let shop = try await Shop(in: store, name: name, holdDays: 0)
    for (order, partner, price, currency) in [
      ("A-1", shop.alice, 1_000, "USD"), ("A-2", shop.alice, 500, "USD"), ("A-3", shop.alice, 3_000, "EUR"),
      ("A-4", shop.bob, 400, "USD"),
    ] as [(String, Partner, Int64, String)] {
      try await shop.sale(order, [price], [.partner(partner)], currency: currency)
    }
    return shop
  }

  @Test(arguments: Backend.allCases)
  func payEachEntryOnce(_ backend: Backend) async throws {
    let open = try backend.make()
    var shop = try await owingShop(open.store)
    let (payout, isReplayed) = try await shop.pay("MAY")
    #expect(!isReplayed && payout.isComplete && payout.createdAt == Shop.start)
    #expect(payout.totals.map(\.amount.description) == ["3.00 EUR", "1.90 USD"])
    #expect(payout.totals.map(\.partners) == [1, 2])
    try await open.reopen()
    shop = shop.moved(to: open.store)
    for day in [Shop.today, Shop.today + 30] {
      let again = try await shop.pay("MAY", on: day)
      #expect(again.isReplayed && again.payout == payout)
    }
    let second = try await shop.pay("JUNE", on: Shop.today + 30)
    #expect(second.payout.totals.isEmpty && second.payout.isComplete && !second.isReplayed)
    let balance = try #require(try await shop.balance(shop.alice))
    #expect(balance.earnedMinor == 150 && balance.paidMinor == -150 && balance.balanceMinor == 0)
    #expect(try await shop.figures(shop.alice).paidMinor == 150)
    #expect(try await shop.report(shop.alice, keys: []).totals.map(\.approvedMinor) == [0, 0])
    #expect(try await shop.recordedSale("A-1").entries.map(\.payout?.text) == ["MAY"])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func areReadWithTheirLines(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await owingShop(open.store)
    let other = try await owingShop(open.store, name: "other")
    _ = try await shop.pay("MAY")
    _ = try await shop.pay("JUNE")
    func lines(_ payout: String, after position: (String, String)?, limit: Int) async throws -> [PayoutLine]? {
      try await open.store.payoutLines(
        program: shop.program.id, payout: EntryName(payout), after: position, limit: limit)
    }
    let all = try #require(try await lines("MAY", after: nil, limit: 10))
    #expect(all.map(\.partner) == [shop.alice.id, shop.alice.id, shop.bob.id])
    #expect(all.map(\.amount.description) == ["3.00 EUR", "1.50 USD", "0.40 USD"] && all.map(\.entries) == [1, 2, 1])
    #expect(try await lines("MAY", after: ("ALICE", "EUR"), limit: 1) == [all[1]])
    #expect(try await lines("MAY", after: ("ALICE", "USD"), limit: 10) == [all[2]])
    #expect(try await lines("JUNE", after: nil, limit: 10) == [])
    #expect(try await lines("may", after: nil, limit: 10) == nil)
    let payouts = try await open.store.payouts(program: shop.program.id, after: nil, limit: 10)
    #expect(payouts.map(\.id.text) == ["JUNE", "MAY"], "newest first")
    #expect(
      try await open.store.payouts(program: shop.program.id, after: EntryName("JUNE"), limit: 10).map(\.id.text)
        == ["MAY"])
    #expect(try await other.pay("MAY").payout.totals.count == 2, "names and money are a program's own")
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func onlyWhatReachesItsThreshold(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await owingShop(open.store)
    let usd = shop.program.currency
    let (eur, jpy) = (try currency("EUR"), try currency("JPY"))
    _ = try await shop.pay("P-1", thresholds: [usd: 41])
    #expect(try await shop.paid(by: "P-1") == [shop.alice.id: [shop.money(150)]], "EUR is not named")
    _ = try await shop.pay("P-2", thresholds: [usd: 40, eur: 301, jpy: 1])
    #expect(try await shop.paid(by: "P-2") == [shop.bob.id: [shop.money(40)]])
    await expectConflict("thresholds") { try await shop.pay("P-2", thresholds: [usd: 40, eur: 300, jpy: 1]) }
    await expectConflict("thresholds") { try await shop.pay("P-2") }
    #expect(try await shop.pay("P-2", thresholds: [jpy: 1, eur: 301, usd: 40]).isReplayed)
    _ = try await shop.pay("P-3", thresholds: [eur: 300])
    #expect(try await shop.paid(by: "P-3") == [shop.alice.id: [Money(minorUnits: 300, currency: eur)]])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func onlyWhatIsApproved(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, holdDays: 10)
    try await shop.sale("A-1", [1_000], at: Shop.start, [.partner(shop.alice)])
    try await shop.sale("A-2", [2_000], at: Shop.start + Shop.day, [.partner(shop.alice)])
    #expect(try await shop.pay("P-1", on: Shop.today + 9).payout.totals.isEmpty)
    #expect(try await shop.pay("P-2", on: Shop.today + 10).payout.totals.map(\.amount) == [shop.money(100)])
    let balance = try #require(try await shop.balance(shop.alice, on: Shop.today + 10))
    #expect(balance.pendingMinor == 200 && balance.approvedMinor == 0)
    #expect(try await shop.pay("P-3", on: Shop.today + 11).payout.totals.map(\.amount) == [shop.money(200)])
    try await shop.expectConsistent()
  }

  /// What was paid and then refunded is owed back, and the next payout pays that much less.
  @Test(arguments: Backend.allCases)
  func areNettedWithWhatIsOwedBack(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, holdDays: 0)
    let click = try await shop.click(shop.alice, subID: "mail")
    let evidence: [EvidenceSubmission] = [.click(click.clickID)]
    try await shop.sale("A-1", [1_000], at: Shop.start + 1, evidence)
    _ = try await shop.pay("P-1")
    try await shop.refund("A-1", nil, nil, at: Shop.start + 2)
    let owed = try #require(try await shop.balance(shop.alice))
    #expect(owed.balanceMinor == -100 && owed.approvedMinor == -100)
    #expect(try await shop.pay("P-2").payout.totals.isEmpty, "nothing is paid from less than nothing")
    try await shop.sale("A-2", [700], at: Shop.start + 3, evidence)
    #expect(try await shop.pay("P-3").payout.totals.isEmpty)
    try await shop.sale("A-3", [800], at: Shop.start + 4, evidence)
    #expect(try await shop.pay("P-4").payout.totals.map(\.amount) == [shop.money(50)])
    let lines = try await open.store.payoutLines(
      program: shop.program.id, payout: EntryName("P-4"), after: nil, limit: 10)
    #expect(lines?.map(\.entries) == [3])
    #expect(try await shop.recordedSale("A-1").refunds.flatMap(\.entries).map(\.payout?.text) == ["P-4"])
    #expect(try await shop.figures(shop.alice).paidMinor == 150)
    let row = try #require(try await shop.report(shop.alice).rows.first)
    #expect(row.approvedMinor == 0 && row.subID?.text == "mail")
    try await shop.expectConsistent()
  }

  /// A commission that was paid and moves to another partner is owed back by the one and paid to the other.
  @Test(arguments: Backend.allCases)
  func followAnOrderThatMoves(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, holdDays: 0)
    let late = ClickID(rawValue: Shop.id())
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000], at: Shop.start + 2, [.click(click.clickID), .click(late)])
    _ = try await shop.pay("P-1")
    try await shop.click(shop.bob, at: Shop.start + 1, click: late)
    #expect(try await shop.balances(nil).map(\.approvedMinor) == [-100, 100])
    _ = try await shop.pay("P-2")
    #expect(try await shop.paid(by: "P-2") == [shop.bob.id: [shop.money(100)]])
    let rows = try await shop.report(nil, keys: [.partner]).rows
    #expect(rows.map(\.figures.paidMinor) == [100, 100] && rows.map(\.approvedMinor) == [-100, 0])
    _ = try await shop.adjust("FORGIVEN", shop.alice, shop.money(100))
    #expect(try await shop.balance(shop.alice)?.balanceMinor == 0)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases, [1, 2, 3, 4])
  func holdALimitedNumberOfEntries(_ backend: Backend, _ limit: Int) async throws {
    var limits = StoreLimits()
    limits.entriesInPayout = limit
    let open = try backend.make(limits: limits)
    let shop = try await owingShop(open.store)
    var paid: [PartnerID: [Money]] = [:]
    var rounds = 0
    var isComplete = false
    while !isComplete, rounds < 10 {
      rounds += 1
      isComplete = try await shop.pay("P-\(rounds)").payout.isComplete
      for (partner, amounts) in try await shop.paid(by: "P-\(rounds)") { paid[partner, default: []] += amounts }
    }
    // Balances of 1, 2 and 1 entries: one is never split, and one is always paid.
    #expect(rounds == [1: 3, 2: 3, 3: 2, 4: 1][limit])
    #expect(try await shop.balances(nil).map(\.balanceMinor) == [0, 0, 0])
    #expect(paid[shop.bob.id] == [shop.money(40)] && paid[shop.alice.id]?.count == 2)
    #expect(try await shop.pay("P-1").payout.isComplete == (limit == 4), "as it was")
    try await shop.expectConsistent()
  }
}
