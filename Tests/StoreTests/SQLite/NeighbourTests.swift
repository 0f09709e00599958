import PartnerProgram
import Testing

@testable import Store

/// Commands that cannot be done fail alone, however large their numbers are.
@Suite("Neighbours in a batch")
struct NeighbourTests {
  private static let most: Int64 = 1 << 60

  private func payout(_ shop: Shop) throws -> Command {
    .createPayout(
      PayoutOrder(
        program: shop.program.id, id: try EntryName("P"), today: Shop.today + 100, createdAt: Shop.start))
  }

  @Test func aPayoutThatDoesNotFitDisturbsNobody() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let other = try await Shop(in: open.store, name: "other")
    // Nine partners are owed so much that the sum of the payout does not fit into 64 bits.
    for number in 0..<9 {
      let partner = try await shop.makePartner("P\(number)")
      _ = try await shop.adjust("A\(number)", partner, shop.money(Self.most))
    }
    let outcomes = try open.store.executeBatchDirectly([
      other.clickCommand(other.alice), payout(shop), other.clickCommand(other.alice),
    ])
    guard case .click = outcomes[0], case .failed = outcomes[1], case .click = outcomes[2] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(try await other.figures(other.alice).visits == 2)
    try await shop.expectConsistent()
  }

  @Test func balancesAtTheirLimitsAreStillTold() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    try await shop.setOverride(nil, sku: "hat", percentE4: 0, flat: Self.most)
    try await shop.sale("A-1", [1], [.partner(shop.alice)], skus: ["hat"])
    _ = try await shop.adjust("X", shop.alice, shop.money(Self.most))
    #expect(try await shop.balance(shop.alice)?.balanceMinor == 2 * Self.most)
    #expect(try await shop.report(shop.alice).totals.map(\.approvedMinor).reduce(0, +) <= 2 * Self.most)
    await expectPrecondition("total") { try await open.store.perform(payout(shop)) }
    #expect(try await shop.balance(shop.alice)?.balanceMinor == 2 * Self.most, "nothing of it stays")
    try await shop.expectConsistent()
  }

  @Test func sumsBeyondSixtyFourBitsAreCut() throws {
    let currency = try #require(Currency(code: "USD"))
    let balance = Balance(
      partner: PartnerID(rawValue: 1), currency: currency, earnedMinor: .max, reversedMinor: 0, adjustedMinor: .max,
      paidMinor: 0, pendingMinor: -1)
    #expect(balance.balanceMinor == .max && balance.approvedMinor == .max)
    let row = ReportRow(
      partner: nil, subID: nil, day: nil, landingPage: nil, currency: currency,
      figures: RollupDelta(commissionMinor: .max, adjustedMinor: .max), pendingMinor: 0)
    #expect(row.approvedMinor == .max)
  }
}
