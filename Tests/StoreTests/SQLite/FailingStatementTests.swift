import Foundation
import GRDB
import PartnerProgram
import Testing

@testable import Store

@Suite("Failing statements")
struct FailingStatementTests {
  private func execute(_ sql: String, _ arguments: StatementArguments = [], in store: SQLiteStore) throws {
    try store.pool.writeWithoutTransaction { try $0.execute(sql: sql, arguments: arguments) }
  }

  @Test(arguments: ["visits", "rollup", "balances", "ledger_entries", "unpaid_entries", "awaited_clicks", "contacts"])
  func aBatchThatFailsHalfWayLeavesNothing(_ table: String) async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let touch = try await shop.click(shop.bob)
    try execute("ALTER TABLE \(table) RENAME TO hidden", in: open.store)
    let lane = CollectingLane()
    try open.store.submit(shop.clickCommand(shop.alice), ticket: Ticket(0), lane: lane)
    try open.store.submit(
      shop.saleCommand(
        "A-1", [1_000], at: Shop.start + 1, [.click(touch.clickID)], customer: Customer(externalID: "C-7")),
      ticket: Ticket(1), lane: lane)
    let outcomes = await lane.outcomes(2)
    let messages = outcomes.compactMap { if case .failed(.io(let message)) = $0 { message } else { nil } }
    #expect(messages.first == "no such table: \(table) (SQLite error 1)", "\(outcomes)")

    try execute("ALTER TABLE hidden RENAME TO \(table)", in: open.store)
    try await shop.expectConsistent()
    try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(touch.clickID)])
    #expect(try await shop.figures(shop.bob).sales == 1)
    try await shop.expectConsistent()
  }

  @Test func aCommandThatFailsHalfWayLeavesNothingAndItsNeighboursStay() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let command = try shop.saleCommand("A-1", [1_000], at: Shop.start)
    guard case .conversion(let sale) = command else { throw UnexpectedOutcome() }
    let id = sale.conversionID.rawValue.withBytes { Data($0) }
    try execute("INSERT INTO order_lines VALUES (?, 0, '', 1, 1)", [id], in: open.store)
    let lane = CollectingLane()
    try open.store.submit(command, ticket: Ticket(0), lane: lane)
    try open.store.submit(shop.clickCommand(shop.alice), ticket: Ticket(1), lane: lane)
    let outcomes = await lane.outcomes(2)
    #expect(
      outcomes.map(\.error) == [
        .io("UNIQUE constraint failed: order_lines.conversion_id, order_lines.position (SQLite error 1555)"), nil,
      ])
    #expect(try await shop.figures(shop.alice).visits == 1)

    try execute("DELETE FROM order_lines", in: open.store)
    try await shop.expectConsistent()
    #expect(try await !open.store.perform(command).conversion().isReplayed)
    try await shop.expectConsistent()
  }
}
