import PartnerProgram
import Testing

@testable import Store

@Suite("Direct batches")
struct DirectBatchTests {
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
