import GRDB
import PartnerProgram
import Testing

@testable import Store

@Suite("Erasure")
struct ErasureTests {
  /// Every value of every table, as SQL literals.
  private func dump(_ store: SQLiteStore) throws -> [String] {
    try store.pool.read { database in
      try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'").flatMap { table in
        let columns = try database.columns(in: table).map { "quote(\($0.name))" }.joined(separator: " || ' ' || ")
        return try String.fetchAll(database, sql: "SELECT '\(table) ' || \(columns) FROM \(table)")
      }
    }
  }

  @Test func noTableHoldsTheNamesAnyMore() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store, holdDays: 0)
    let carol = Customer(email: "Carol.Needle@Example.com", externalID: "NEEDLE-7")
    let late = ClickID(rawValue: Shop.id())
    let click = try await shop.click(shop.alice)
    try await shop.lead("F-1", at: Shop.start + 1, [.click(click.clickID)], customer: carol)
    try await shop.sale("A-1", [1_000], at: Shop.start + 2, [.click(late)], customer: carol)
    try await shop.sale("A-1", [1_000], customer: Customer(email: "carol.needle@example.com"))
    try await shop.sale("T-1", [1_000], customer: Customer(externalID: "NEEDLE-7"), isTest: true)
    try await shop.refund("A-1", "R-1", [10], at: Shop.start + 3)
    _ = try await shop.pay("P")
    // Two claims that wait, and one that was confirmed.
    try await shop.pixel("A-7", [10], customer: carol)
    try await shop.pixel("A-8", [10], customer: Customer(externalID: "NEEDLE-7"))
    _ = try await shop.confirm(try await shop.pixel("A-9", [10], customer: carol).claimID())
    // Claims that joined orders by themselves: one that had waited, one at once, and one that named another customer.
    try await shop.pixel("A-10", [10], [.click(click.clickID)], customer: carol)
    try await shop.sale("A-10", [10])
    try await shop.pixel("A-10", [10], [.coupon("X")], customer: carol)
    try await shop.sale("A-10", [10], customer: Customer(email: "erin@example.com"))
    // An order of somebody else names one of hers, too.
    try await shop.lead("F-2", customer: Customer(email: "dave@example.com"))
    try await shop.sale("A-2", [10], customer: Customer(email: "dave@example.com", externalID: "NEEDLE-7"))
    func needles() throws -> [String] { try dump(open.store).filter { $0.lowercased().contains("needle") } }
    #expect(try needles().count > 6)
    _ = try await open.store.perform(
      .eraseContact(program: shop.program.id, name: try #require(.externalID("NEEDLE-7"))))
    #expect(try needles() == [])
    try await shop.click(shop.bob, click: late)
    #expect(try needles() == [])
    #expect(try await shop.recordedSale("A-2").contactOrderNumber == 1)
    let name = try #require(ContactName.email("dave@example.com"))
    #expect(try await open.store.contact(program: shop.program.id, name: name)?.orderCount == 1)
    try await shop.expectConsistent()
  }
}
