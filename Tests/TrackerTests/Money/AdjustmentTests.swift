import TTRPC
import Testing
import TributaryClient

@Suite("Corrections by hand") struct AdjustmentTests {
  @Test func `change a balance once for each id, and are approved at once`() async throws {
    try await withShop { shop in
      let made = try await shop.adjust("fix-1", by: 250, reason: "Lost sale")
      let entry = try #require(made.entry)
      #expect(!made.replayed)
      #expect(
        entry
          == LedgerEntry(
            number: entry.number, kind: .adjusted, partner: "anna", tier: 1, currency: "USD", amountMinor: 250,
            recordedAtUs: TestClock.start, availableAtUs: TestClock.startOfDay, reason: "Lost sale"))
      shop.clock.advance(by: TestClock.day)
      let again = try await shop.adjust("fix-1", by: 250, reason: "Lost sale")
      #expect(again.replayed && again.entry == entry)
      try await shop.adjust("fix-2", by: -300, currency: "USD")
      let balance = try await shop.balances().first
      #expect(
        balance
          == Balance(partner: "anna", currency: "USD", adjustedMinor: -50, balanceMinor: -50, approvedMinor: -50))
      let total = try await shop.total()
      #expect(total.adjustedMinor == -50 && total.commissionMinor == 0 && total.commissionApprovedMinor == -50)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `sent again with something else are a conflict that names the field`() async throws {
    try await withShop { shop in
      try await shop.adjust("fix-1", by: 250)
      await expectRefusal(.alreadyExists, "amount_minor") { try await shop.adjust("fix-1", by: 251) }
      await expectRefusal(.alreadyExists, "partner") { try await shop.adjust("fix-1", "ben", by: 250) }
      await expectRefusal(.alreadyExists, "currency") { try await shop.adjust("fix-1", by: 250, currency: "EUR") }
      let pens = try await Shop(on: shop.server, .init(account: "quill", program: "pens"))
      #expect(try await !pens.adjust("fix-1", by: 1).replayed)
      #expect(try await shop.balances().map(\.balanceMinor) == [250])
    }
  }

  @Test func `are refused by the name of the field that is wrong`() async throws {
    try await withShop { shop in
      for id in ["", "a b", "ä", String(repeating: "x", count: 65)] {
        await expectRefusal(.invalidArgument, "id") { try await shop.adjust(id, by: 1) }
      }
      await expectRefusal(.invalidArgument, "amount_minor") { try await shop.adjust("fix-1", by: 0) }
      await expectRefusal(.invalidArgument, "currency") { try await shop.adjust("fix-1", by: 1, currency: "ZZZ") }
      for reason in ["", String(repeating: "r", count: 201)] {
        await expectRefusal(.invalidArgument, "reason") { try await shop.adjust("fix-1", by: 1, reason: reason) }
      }
      await expectRefusal(.notFound, "partner") { try await shop.adjust("fix-1", "nobody", by: 1) }
      let longest = try await shop.adjust(
        String(repeating: "x", count: 64), by: 1, reason: String(repeating: "r", count: 200))
      #expect(longest.entry?.reason.count == 200)
    }
  }
}
