import TTRPC
import Testing
import TributaryClient

@Suite("Balances") struct BalanceTests {
  @Test func `tell what is earned, reversed, on hold and approved, apart for each currency`() async throws {
    try await withShop(.init(timeZone: "Pacific/Auckland")) { shop in
      #expect(try await shop.balances() == [])
      let evidence = try await shop.evidence("anna")
      try await shop.convert(shop.sale("A-1", [10_000], evidence: evidence))
      try await shop.convert(shop.sale("A-2", [1_000], currency: "JPY", evidence: evidence))
      try await shop.convert(shop.refund("A-1", "R-1", [2_500]))
      try await shop.convert(shop.lead("L-1", evidence: shop.evidence("ben")))
      let pending = [
        Balance(partner: "anna", currency: "JPY", earnedMinor: 100, balanceMinor: 100, pendingMinor: 100),
        Balance(
          partner: "anna", currency: "USD", earnedMinor: 1_000, reversedMinor: -250, balanceMinor: 750,
          pendingMinor: 750),
        Balance(partner: "ben", currency: "USD", earnedMinor: 150, balanceMinor: 150, pendingMinor: 150),
      ]
      #expect(try await shop.balances() == pending)
      #expect(try await shop.balances("ben") == [pending[2]])
      // In Auckland it is 11:13 of November 15; 14 days later the day begins at 11:00 UTC of November 28.
      let begin: Int64 = 1_701_169_200_000_000
      shop.clock.advance(by: begin - 1 - TestClock.start)
      #expect(try await shop.balances() == pending)
      shop.clock.advance(by: 1)
      let approved = pending.map { balance in
        var balance = balance
        balance.approvedMinor = balance.pendingMinor
        balance.pendingMinor = 0
        return balance
      }
      #expect(try await shop.balances() == approved)
      let total = try await shop.total()
      #expect(total.commissionPendingMinor == 0 && total.commissionApprovedMinor == 750)
      await expectRefusal(.notFound, "partner") { try await shop.balances("nobody") }
    }
  }
}
