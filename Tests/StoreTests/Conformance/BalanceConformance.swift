import PartnerProgram
import Store
import Testing

@Suite("Balances")
struct BalanceConformance {
  /// A commission is pending until the day comes that lies so many days after the order's, in the program's time zone.
  @Test(arguments: Backend.allCases)
  func becomeApprovedOnTheDay(_ backend: Backend) async throws {
    let open = try backend.make()
    // 22:13 UTC is the next day in Berlin an hour later.
    let shop = try await Shop(in: open.store, timeZone: "Europe/Berlin", holdDays: 10)
    let click = try await shop.click(shop.alice)
    let evidence: [EvidenceSubmission] = [.click(click.clickID)]
    try await shop.sale("A-1", [1_000], at: Shop.start, evidence)
    let second = try await shop.sale("A-2", [2_000], at: Shop.start + Shop.hour, evidence)
    try await shop.refund("A-1", "R-1", [500], at: Shop.start + 5 * Shop.day)
    // Midnight in Berlin is 23:00 UTC.
    let midnight = ProgramCalendar.utc.start(of: Shop.today + 11) - Shop.hour
    #expect(second.commissions.first?.availableAt == midnight)
    for (day, approved) in [(0, 0), (9, 0), (10, 50), (11, 250), (400, 250)] as [(Int32, Int64)] {
      let balance = try #require(try await shop.balance(shop.alice, on: Shop.today + day))
      #expect(balance.approvedMinor == approved && balance.balanceMinor == 250, "\(day)")
      let total = try #require(try await shop.report(shop.alice, keys: [], today: Shop.today + day).totals.first)
      #expect(total.approvedMinor == approved && total.pendingMinor == 250 - approved, "\(day)")
    }
    let rows = try await shop.report(shop.alice, keys: [.day], today: Shop.today + 10).rows
    #expect(rows.map(\.pendingMinor) == [0, 200, 0] && rows.map(\.approvedMinor) == [100, 0, -50])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func withoutAHoldAreApprovedAtOnce(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, holdDays: 0)
    let sale = try await shop.sale("A-1", [1_000], [.partner(shop.alice)])
    #expect(sale.commissions.first?.availableAt == ProgramCalendar.utc.start(of: Shop.today))
    #expect(try await shop.balance(shop.alice)?.approvedMinor == 100)
    #expect(try await shop.balance(shop.alice, on: Shop.today + -1)?.pendingMinor == 100)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func areListedByPartnerAndCurrency(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let first = try await shop.makePartner("AARON")
    for (number, (partner, currency)) in [(shop.bob, "USD"), (shop.alice, "USD"), (shop.alice, "EUR"), (first, "JPY")]
      .enumerated()
    {
      try await shop.sale("A-\(number)", [1_000], [.partner(partner)], currency: currency)
    }
    let other = try await Shop(in: open.store, name: "other")
    try await other.sale("A-1", [1_000], [.partner(other.alice)])
    let all = try await shop.balances(nil)
    #expect(all.map(\.partner) == [first.id, shop.alice.id, shop.alice.id, shop.bob.id])
    #expect(all.map(\.currency.code) == ["JPY", "EUR", "USD", "USD"])
    let codes = ["AARON", "ALICE", "ALICE", "BOB"]
    for (position, balance) in all.enumerated() {
      let next = try await open.store.balances(
        program: shop.program.id, partner: nil, today: Shop.today, after: (codes[position], balance.currency.code),
        limit: 1)
      #expect(next == Array(all[(position + 1)...].prefix(1)))
    }
    #expect(try await shop.balances(shop.alice).map(\.currency.code) == ["EUR", "USD"])
    await expectInvalid("page_size") {
      try await open.store.balances(
        program: shop.program.id, partner: nil, today: Shop.today, after: nil, limit: 0)
    }
  }
}
