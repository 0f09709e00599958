import GRDB
import PartnerProgram
import Testing

@testable import Store

@Suite("Replays")
struct ReplayTests {
  /// How many rows the writing connection has inserted, changed and deleted so far.
  private func changes(_ store: SQLiteStore) throws -> Int {
    try store.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "SELECT total_changes()") ?? -1 }
  }

  /// Everything that is sent a second time is answered and writes nothing, whatever it was.
  @Test func writeNothing() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store, holdDays: 0)
    let click = ClickID(rawValue: Shop.id())
    let carol = Customer(email: "carol@example.com", externalID: "C-7")
    let visitor = VisitorID(rawValue: Shop.id())
    let evidence: [EvidenceSubmission] = [.token(click), .visitor(visitor), .coupon("NONE")]
    func sendAll() async throws -> [Bool] {
      [
        try await shop.click(shop.alice, visitor: visitor, click: click).isReplayed,
        try await shop.lead("F-1", at: Shop.start + 1, evidence, customer: carol).isReplayed,
        try await shop.sale("A-1", [1_000], at: Shop.start + 1, evidence, customer: carol).isReplayed,
        try await shop.sale("A-1", [1_000], at: Shop.start + 9, [.token(click)]).isReplayed,
        try await shop.refund("A-1", "R-1", [100], at: Shop.start + 2).isReplayed,
        try await shop.refund("A-2", nil, nil, at: Shop.start + 2).isReplayed,
        try await shop.adjust("X", shop.alice, shop.money(5)).isReplayed,
        try await shop.pay("P").isReplayed,
      ]
    }
    #expect(try await sendAll() == [false, false, false, true, false, false, false, false])
    let before = try changes(open.store)
    for _ in 0..<2 {
      #expect(try await sendAll().allSatisfy { $0 })
      #expect(try changes(open.store) == before)
    }
    #expect(try await !shop.sale("A-3", [1]).isReplayed)
    #expect(try changes(open.store) > before, "what is new is written")
    try await shop.expectConsistent()
  }

  /// A click of a visitor whose orders it does not change adds itself and no entry to the ledger.
  @Test func aLateClickThatChangesNothingMovesNoMoney() async throws {
    let open = try OpenStore()
    let shop = try await Shop(in: open.store)
    let visitor = VisitorID(rawValue: Shop.id())
    try await shop.click(shop.alice, at: Shop.start, visitor: visitor)
    try await shop.sale("A-1", [1_000], at: Shop.start + 2, [.visitor(visitor)])
    func entries() throws -> Int? {
      try open.store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger_entries") }
    }
    #expect(try entries() == 1)
    try await shop.click(shop.bob, at: Shop.start - 1, visitor: visitor)
    try await shop.click(shop.alice, at: Shop.start + 1, visitor: visitor)
    #expect(try entries() == 1, "the same partner and SubID win by another click")
    #expect(try await shop.recordedSale("A-1").receipt.candidates.count == 3)
    try await shop.expectConsistent()
  }
}
