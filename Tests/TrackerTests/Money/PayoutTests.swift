import TTRPC
import Testing
import TributaryClient

@Suite("Payouts") struct PayoutTests {
  /// Sales of 10,000 dollars' worth by Anna and Ben, and of 1,000 euros by Anna, the hold over.
  private func sell(_ shop: Shop) async throws {
    let anna = try await shop.evidence("anna", subID: "mail")
    try await shop.convert(shop.sale("A-1", [10_000], evidence: anna))
    try await shop.convert(shop.sale("A-2", [1_000], currency: "EUR", evidence: anna))
    try await shop.convert(shop.sale("B-1", [400], evidence: shop.evidence("ben")))
  }

  @Test func `pay what is approved, once for each id`() async throws {
    try await withShop { shop in
      try await sell(shop)
      shop.clock.advance(by: 13 * TestClock.day)
      let early = try await shop.payOut("may")
      #expect(early.payout?.totals == [] && early.payout?.complete == true && !early.replayed)
      #expect(try await shop.payoutLines("may") == [])

      // The hold ends when the day of the program begins, 22 hours before the sale's own hour.
      shop.clock.advance(by: 2 * TestClock.hour)
      let made = try await shop.payOut("june")
      let expected = Payout(
        id: "june", program: "mugs", createdAtUs: shop.clock.now,
        totals: [
          PayoutTotal(currency: "EUR", amountMinor: 100, partners: 1),
          PayoutTotal(currency: "USD", amountMinor: 1_040, partners: 2),
        ], complete: true)
      #expect(made == CreatePayoutResponse(payout: expected))
      let lines = [
        PayoutLine(partner: "anna", name: "anna", currency: "EUR", amountMinor: 100, entries: 1),
        PayoutLine(partner: "anna", name: "anna", currency: "USD", amountMinor: 1_000, entries: 1),
        PayoutLine(partner: "ben", name: "ben", currency: "USD", amountMinor: 40, entries: 1),
      ]
      #expect(try await shop.payoutLines("june") == lines)

      try await shop.adjust("fix-1", by: 77)
      shop.clock.advance(by: TestClock.day)
      #expect(try await shop.payOut("june") == CreatePayoutResponse(payout: expected, replayed: true))
      #expect(try await shop.payoutLines("june") == lines)
      let balances = try await shop.balances("anna")
      #expect(balances.map(\.currency) == ["EUR", "USD"])
      #expect(balances.map(\.paidMinor) == [-100, -1_000] && balances.map(\.balanceMinor) == [0, 77])
      let entries = try await shop.conversion("A-1").conversion?.entries
      #expect(entries?.map(\.payout) == ["june"])
      let total = try await shop.total()
      #expect(total.commissionPaidMinor == 1_000 && total.commissionApprovedMinor == 77)
      #expect(total.commissionMinor == 1_000 && total.commissionPendingMinor == 0)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `leave out what is below its threshold or of another currency`() async throws {
    try await withShop(.init(holdDays: 0)) { shop in
      try await sell(shop)
      let large = [PayoutThreshold(currency: "USD", minimumMinor: 41)]
      try await shop.payOut("large", large)
      #expect(try await shop.payoutLines("large").map { "\($0.partner) \($0.amountMinor)" } == ["anna 1000"])
      #expect(try await shop.payOut("large", large).replayed)
      for other in [
        [], [PayoutThreshold(currency: "USD", minimumMinor: 40)], [.init(currency: "EUR", minimumMinor: 41)],
      ] {
        await expectRefusal(.alreadyExists, "thresholds") { try await shop.payOut("large", other) }
      }
      try await shop.payOut(
        "exact", [.init(currency: "USD", minimumMinor: 40), .init(currency: "EUR", minimumMinor: 101)])
      #expect(try await shop.payoutLines("exact").map { "\($0.partner) \($0.amountMinor)" } == ["ben 40"])
      #expect(try await shop.balances().map(\.approvedMinor) == [100, 0, 0])
      for (field, wrong) in [
        ("thresholds[0].currency", [PayoutThreshold(currency: "usd", minimumMinor: 1)]),
        ("thresholds[0].minimum_minor", [PayoutThreshold(currency: "USD")]),
        ("thresholds[1].currency", [.init(currency: "USD", minimumMinor: 1), .init(currency: "USD", minimumMinor: 2)]),
      ] {
        await expectRefusal(.invalidArgument, field) { try await shop.payOut("wrong", wrong) }
      }
      await expectRefusal(.invalidArgument, "id") { try await shop.payOut("") }
      await expectRefusal(.notFound, "payout") { try await shop.payoutLines("wrong") }
    }
  }

  @Test func `are clawed back by a refund that comes after them`() async throws {
    try await withShop(.init(holdDays: 0)) { shop in
      try await sell(shop)
      try await shop.payOut("june")
      shop.clock.advance(by: 40 * TestClock.day)
      try await shop.convert(shop.fullRefund("A-1"))
      let balance = try await shop.balances("anna").last
      #expect(balance?.balanceMinor == -1_000 && balance?.approvedMinor == -1_000 && balance?.paidMinor == -1_000)
      #expect(try await shop.total().commissionApprovedMinor == -1_000)
      // Nothing is paid while something is owed back; later sales make up for it.
      #expect(try await shop.payOut("july").payout?.totals == [])
      try await shop.convert(shop.sale("A-3", [12_500], evidence: shop.evidence("anna")))
      try await shop.payOut("august")
      #expect(
        try await shop.payoutLines("august") == [
          PayoutLine(partner: "anna", name: "anna", currency: "USD", amountMinor: 250, entries: 2)
        ])
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `many times at once with one id pay once`() async throws {
    try await withShop(.init(holdDays: 0)) { shop in
      try await sell(shop)
      let replies = try await withThrowingTaskGroup { group in
        for _ in 0..<50 { group.addTask { try await shop.payOut("june") } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(replies.filter { !$0.replayed }.count == 1 && Set(replies.map(\.payout)).count == 1)
      #expect(try await shop.balances().map(\.balanceMinor) == [0, 0, 0])
    }
  }
}
