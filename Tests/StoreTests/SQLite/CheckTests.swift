import GRDB
import PartnerProgram
import Testing

@testable import Store

@Suite("Check")
struct CheckTests {
  /// One forbidden change in each table, and what the check must say of it.
  static let tamperings = [
    ("UPDATE rollup SET visits = visits + 1", "visits is stored as 2, recomputed as 1"),
    ("DELETE FROM rollup", "rollup program=shop partner=ALICE sub_id=\"mail\""),
    ("UPDATE rollup SET revenue_minor = revenue_minor + 1", "revenue_minor"),
    ("UPDATE balances SET earned_minor = earned_minor + 1", "balance program=shop partner=ALICE currency=\"USD\""),
    ("UPDATE balances SET sold_minor = 0", "sold_minor is stored as 0, recomputed as 1000"),
    ("UPDATE ledger_entries SET amount_minor = 99 WHERE kind = 1", "ledger of a conversion"),
    ("DELETE FROM ledger_entries WHERE kind = 2", "ledger of a conversion"),
    ("UPDATE conversions SET refunded_minor = 0 WHERE kind = 2", "refunds of an order"),
    ("UPDATE conversions SET commission_minor = 1 WHERE kind = 2", "amount_minor is stored as 100, recomputed as 1"),
    ("UPDATE conversions SET base_minor = 5 WHERE kind = 2", "base of an order"),
    ("UPDATE conversions SET partner_id = 2 WHERE kind = 2", "winner of a receipt"),
    ("UPDATE conversions SET sub_id = 'x' WHERE kind = 3", "partner of a refund"),
    ("DELETE FROM conversions WHERE kind = 3", "order of a conversion"),
    ("UPDATE orders SET refund_id = 'x' WHERE kind = 3", "order of a conversion"),
    ("UPDATE order_lines SET quantity = 2", "base of an order"),
    ("UPDATE receipt_candidates SET verdict = 3", "winner of a receipt"),
    ("UPDATE clicks SET is_unique_visit = 0", "unique_visits is stored as 1, recomputed as 0"),
    ("DELETE FROM clicks", "touch of a click"),
    ("UPDATE touches SET partner_id = 2", "touch of a click"),
    ("UPDATE visits SET last_visit_at = 0", "latest visit of a visitor"),
  ]

  @Test(arguments: tamperings)
  func findsAPlantedDifference(_ sql: String, _ line: String) async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice, subID: "mail")
    try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)])
    try await shop.refund("A-1", "R-1", [100])
    #expect(try await open.store.check() == [])
    await open.store.drain()

    let queue = try DatabaseQueue(path: open.databasePath)
    try await queue.write { try $0.execute(sql: sql) }
    try queue.close()
    let lines = try SQLiteStore.check(directory: open.temporary.path)
    #expect(lines.contains { $0.contains(line) }, "\(lines)")
  }

  @Test func tellsALimitedNumberOfDifferences() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    for number in 0..<20 { try await shop.click(shop.alice, subID: "sub-\(number)") }
    await open.store.drain()
    let queue = try DatabaseQueue(path: open.databasePath)
    try await queue.write { try $0.execute(sql: "DELETE FROM rollup; DELETE FROM visits") }
    try queue.close()
    var limits = StoreLimits()
    limits.differencesInCheck = 25
    #expect(try SQLiteStore.check(directory: open.temporary.path, limits: limits).count == 25)
  }

  @Test func aSubIDCannotDriveTheTerminal() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    try await shop.click(shop.alice, subID: "a\u{1B}[2J\"\n\u{202E}\\é")
    await open.store.drain()
    let queue = try DatabaseQueue(path: open.databasePath)
    try await queue.write { try $0.execute(sql: "DELETE FROM rollup") }
    try queue.close()
    let lines = try SQLiteStore.check(directory: open.temporary.path)
    #expect(lines.count == 1 && lines[0].contains(#"sub_id="a\u{1B}[2J\"\u{A}\u{202E}\\é" "#), "\(lines)")
  }

  @Test func readsWhileTheStoreIsOpen() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    try await shop.click(shop.alice)
    #expect(try SQLiteStore.check(directory: open.temporary.path) == [])
  }
}
