import PartnerProgram
import Store
import Testing

@Suite("Second tier")
struct TierTwoConformance {
  private func shop(_ store: any Store) async throws -> Shop {
    let shop = try await Shop(
      in: store,
      commission: CommissionTerms(
        rule: CommissionRule(saleRate: Rate(percentE4: 100_000), leadFlatMinor: 50), capMinor: 300,
        tierTwoRate: Rate(percentE4: 250_000)))
    try await shop.update(shop.alice, parent: shop.bob)
    return shop
  }

  @Test(arguments: Backend.allCases)
  func theParentEarnsAShareOnTop(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await shop(open.store)
    let click = try await shop.click(shop.alice, subID: "mail")
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)])
    #expect(sale.commissions.map(\.partner) == [shop.alice.id, shop.bob.id])
    #expect(sale.commissions.map(\.tier) == [1, 2] && sale.minorUnits == [100, 25])
    #expect(sale.partnerCodes[shop.bob.id] == shop.bob.code)
    #expect(try await shop.lead("F-1", [.partner(shop.alice)]).minorUnits == [50, 12], "12.5 rounds to even")
    #expect(
      try await shop.sale("A-2", [9_000], [.partner(shop.alice)]).minorUnits == [300, 75], "of what the cap leaves")
    let refund = try await shop.refund("A-1", "R-1", [400], at: Shop.start + 2)
    #expect(refund.minorUnits == [-40, -10] && refund.commissions.map(\.tier) == [1, 2])

    let rows = try await shop.report(nil, keys: [.partner, .subID]).rows
    #expect(rows.map(\.partner) == [shop.alice.id, shop.alice.id, shop.bob.id])
    #expect(rows.map(\.figures.sales) == [1, 1, 0], "the order is the partner's")
    #expect(rows.map(\.figures.commissionMinor) == [350, 60, 102])
    #expect(rows.last?.figures == RollupDelta(commissionMinor: 102, reversedMinor: -10))
    #expect(try await shop.balance(shop.bob)?.balanceMinor == 102)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func theParentIsThatOfTheMomentOfWinning(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await shop(open.store)
    let carol = try await shop.makePartner("CAROL", email: "carol@example.com")
    let first = try await shop.sale("A-1", [1_000], [.partner(shop.alice)])
    try await shop.update(shop.alice, parent: carol)
    let again = try await shop.sale("A-1", [1_000], [.forgery])
    #expect(again.commissions == first.commissions, "while the winner stays, so does its parent")
    let second = try await shop.sale("A-2", [1_000], [.partner(shop.alice)])
    #expect(second.commissions.map(\.partner) == [shop.alice.id, carol.id])
    let own = try await shop.sale(
      "A-3", [1_000], [.partner(shop.alice)], customer: Customer(email: "Carol@example.com"))
    #expect(own.commissions.map(\.partner) == [shop.alice.id], "nobody earns by its own order")
    try await shop.update(carol, status: .inactive)
    let third = try await shop.sale("A-4", [1_000], [.partner(shop.alice)])
    #expect(third.commissions.map(\.partner) == [shop.alice.id])
    try await shop.update(carol)
    #expect(try await shop.sale("A-4", [1_000], [.forgery]).minorUnits == [100])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func theParentFollowsTheWinner(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await shop(open.store)
    let (late, visitor) = (ClickID(rawValue: Shop.id()), VisitorID(rawValue: Shop.id()))
    let carol = try await shop.makePartner("CAROL", parent: shop.alice)
    try await shop.click(shop.alice, visitor: visitor)
    try await shop.sale("A-1", [1_000], at: Shop.start + 2, [.visitor(visitor), .click(late)])
    try await shop.refund("A-1", "R-1", [500], at: Shop.start + 3)
    try await shop.click(carol, at: Shop.start + 1, click: late)
    #expect(try await shop.balances(nil).map(\.partner) == [shop.alice.id, carol.id])
    #expect(
      try await shop.balances(nil).map(\.balanceMinor) == [13, 50],
      "of 25 half is taken back, 12.5, which rounds to even")
    let sale = try await shop.recordedSale("A-1")
    #expect(sale.commissions.map(\.partner) == [carol.id, shop.alice.id])
    let sums = Dictionary(grouping: sale.entries, by: { [$0.entry.partner.rawValue, Int64($0.entry.tier)] })
      .mapValues { $0.map(\.entry.amount.minorUnits).reduce(0, +) }
    #expect(sums[[shop.alice.id.rawValue, 1]] == 0 && sums[[shop.bob.id.rawValue, 2]] == 0)
    #expect(sums[[shop.alice.id.rawValue, 2]] == 25 && sums[[carol.id.rawValue, 1]] == 100)
    try await shop.expectConsistent()
  }
}
