import GRDB
import PartnerProgram
import Testing

@testable import Store

@Suite("Full disk")
struct FullDiskTests {
  /// Lets the database grow by so many pages and no more, or again without a limit.
  private func allow(_ pages: Int?, in store: SQLiteStore) throws {
    try store.pool.writeWithoutTransaction { database in
      let used = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      let limit = pages.map { used + $0 } ?? 1_073_741_823
      try database.execute(sql: "PRAGMA max_page_count = \(limit)")
    }
  }

  @Test func writesAreRefusedReportsAnswerAndWritingResumes() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    try allow(3, in: open.store)

    var recorded: Int64 = 1
    var refused = 0
    for number in 0..<40 {
      let lane = CollectingLane()
      let size = 50
      for position in 0..<size {
        let subID = "\(number)-\(position)-" + String(repeating: "x", count: 200)
        try open.store.submit(shop.clickCommand(shop.alice, subID: subID), ticket: Ticket(position), lane: lane)
      }
      for outcome in await lane.outcomes(size) {
        switch outcome {
        case .click: recorded += 1
        case .failed(.full): refused += 1
        default: Issue.record("\(outcome)")
        }
      }
    }
    #expect(recorded > 1 && refused > 0)
    let sale = try shop.saleCommand("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)])
    #expect(try await shop.figures(shop.alice).visits == recorded, "reports still answer")
    try await shop.expectConsistent()

    try allow(nil, in: open.store)
    #expect(try await !open.store.perform(sale).conversion().isReplayed)
    try await shop.click(shop.alice)
    #expect(try await shop.figures(shop.alice).visits == recorded + 1)
    #expect(try await shop.figures(shop.alice).sales == 1)
    try await shop.expectConsistent()
    try await open.reopen()
    #expect(try await open.store.check() == [])
  }

  @Test func aFullDiskLeavesTheDirectoryAsItWas() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    try allow(0, in: open.store)
    let generation = open.store.directory.generation
    var made = 0
    do {
      for number in 0..<2_000 {
        _ = try await open.store.perform(
          .createPartner(
            try Partner(
              program: shop.program.id, code: PartnerCode("P\(number)"), name: String(repeating: "n", count: 200),
              createdAt: Shop.start)))
        made += 1
      }
      Issue.record("the disk did not become full")
    } catch {
      guard case StoreError.full = error else { throw error }
    }
    #expect(open.store.directory.generation == generation + UInt64(made))
    let code = try PartnerCode("P\(made)")
    #expect(code.bytes.withUnsafeBytes { open.store.directory.partner(program: shop.program.id, code: $0) } == nil)
  }
}
