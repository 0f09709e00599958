import PartnerProgram
import Testing

@testable import Store

@Suite("Direct batches")
struct DirectBatchTests {
  /// What a batch adds to its sums and takes back again was never there.
  @Test func aClaimMayComeAndGoInOneBatch() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let click = ClickID(rawValue: Shop.id())
    let commands = [
      try shop.clickCommand(shop.alice, click: click),
      try shop.pixelCommand("A-1", [1_000], at: Shop.start + 1, [.click(click)]),
      try shop.pixelCommand("A-2", [1 << 60], at: Shop.start + 1, [.click(click)]),
      try shop.saleCommand("A-1", [1_000], at: Shop.start + 1),
      try shop.saleCommand("A-2", [1 << 60], at: Shop.start + 1),
    ]
    let outcomes = try open.store.executeBatchDirectly(commands)
    guard case .conversion(let sale) = outcomes[3], case .failed(.failedPrecondition) = outcomes[4] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(sale.minorUnits == [100])
    #expect(try await shop.unconfirmed().map(\.orderID.text) == ["A-2"])
    #expect(
      try await shop.figures(shop.alice, includesFlagged: true)
        == RollupDelta(
          visits: 1, uniqueVisits: 1, sales: 1, revenueMinor: 1_000, commissionMinor: 100, flaggedUnconfirmed: 1))
    try await shop.expectConsistent()
  }

  @Test func doWhatTheQueueDoes() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let commands = try (0..<100).map { try shop.clickCommand(shop.alice, subID: "\($0 % 3)") }
    let outcomes = try open.store.executeBatchDirectly(commands)
    #expect(outcomes.count == 100)
    #expect(outcomes.allSatisfy { if case .click(let click) = $0 { click.isUniqueVisit } else { false } })
    #expect(try await shop.figures(shop.alice).visits == 100)
    try await shop.click(shop.alice)
    try await shop.expectConsistent()
    await open.store.drain()
    #expect(throws: StoreError.self) { try open.store.executeBatchDirectly(commands) }
  }
}
