import PartnerProgram
import Store
import Testing

@Suite("Refunds")
struct RefundConformance {
  @Test(arguments: Backend.allCases)
  func refundsInPartsReverseExactlyWhatWasEarned(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice, subID: "mail")
    let sale = try await shop.sale("A-1", [1_005], at: Shop.start + 1, [.click(click.clickID)])
    #expect(sale.commissions.map(\.amount.minorUnits) == [100])

    let first = try await shop.refund("A-1", "R-1", [333], at: Shop.start + Shop.day)
    #expect(first.receipt == .refund(ofOrderWonBy: sale.receipt.winner))
    #expect(first.commissions.map(\.availableAt) == sale.commissions.map(\.availableAt))
    let second = try await shop.refund("A-1", "R-2", [333], at: Shop.start + Shop.day, currency: "USD")
    let rest = try await shop.refund("A-1", "R-3", nil, at: Shop.start + 2 * Shop.day)
    let reversed = [first, second, rest].flatMap(\.commissions).map(\.amount.minorUnits)
    #expect(reversed.count == 3 && reversed.allSatisfy { $0 < 0 } && reversed.reduce(0, +) == -100)

    let days = try await shop.report(shop.alice, keys: [.day]).rows
    #expect(days.compactMap { $0.day?.description } == ["2023-11-14", "2023-11-15", "2023-11-16"])
    #expect(days.map(\.figures.refunds) == [0, 2, 1])
    #expect(days.map(\.figures.revenueMinor) == [1_005, -666, -339])
    #expect(try await shop.figures(shop.alice).commissionMinor == 0)
    #expect(try await shop.refund("A-1", "R-2", [333]).isReplayed)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func refundsThatCannotBe(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.sale("A-1", [1_000])
    await expectInvalid("currency") { try await shop.refund("A-1", "R-1", [1], currency: "EUR") }
    await expectPrecondition("test") { try await shop.refund("A-1", "R-1", [1], isTest: true) }
    try await shop.refund("A-1", "R-1", [400])
    await expectConflict("items[0].unit_price_minor") { try await shop.refund("A-1", "R-1", [401]) }
    await expectConflict("full_refund") { try await shop.refund("A-1", "R-1", nil) }
    await expectConflict("currency") { try await shop.refund("A-1", "R-1", [400], currency: "EUR") }
    await expectConflict("test") { try await shop.refund("A-1", "R-1", [400], isTest: true) }
    #expect(try await shop.recordedSale("A-1").refunds.count == 1)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func refundsOfMoreThanTheOrderTakeBackWhatIsLeft(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)])
    let steps: [(String, [Int64]?, RefundStatus, Int64, [Int64])] = [
      ("R-1", [400], .applied, 400, [-40]), ("R-2", [601], .exceedsOrder, 600, [-60]),
      ("R-3", [1], .exceedsOrder, 0, []), ("R-4", nil, .exceedsOrder, 0, []), ("R-5", [0], .applied, 0, []),
    ]
    for (position, step) in steps.enumerated() {
      let time = Shop.start + Int64(position + 2)
      let refund = try await shop.refund("A-1", step.0, step.1, at: time)
      #expect(refund.refundStatus == step.2 && refund.refundedMinor == step.3, "\(step.0)")
      #expect(refund.minorUnits == step.4, "\(step.0)")
      let again = try await shop.refund("A-1", step.0, step.1, at: time + Shop.day)
      #expect(again.isReplayed && again.refundStatus == step.2 && again.refundedMinor == step.3)
    }
    let sale = try await shop.recordedSale("A-1")
    #expect(sale.refundedMinor == 1_000 && sale.refunds.compactMap(\.refundID?.text) == steps.map(\.0))
    #expect(
      try await shop.figures(shop.alice)
        == RollupDelta(
          visits: 1, uniqueVisits: 1, sales: 1, refunds: 5, revenueMinor: 0, commissionMinor: 0, reversedMinor: -100))
    try await shop.expectConsistent()
  }

  /// A refund that happened before others, but comes after them, takes its share first.
  @Test(arguments: Backend.allCases)
  func anEarlierRefundThatComesLateChangesTheLaterOnes(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)])
    try await shop.refund("A-1", "LATE", [800], at: Shop.start + 3 * Shop.day)
    let early = try await shop.refund("A-1", "EARLY", [700], at: Shop.start + 2 * Shop.day)
    #expect(early.refundStatus == .applied && early.minorUnits == [-70])
    let late = try await shop.refund("A-1", "LATE", [800])
    #expect(late.isReplayed && late.refundStatus == .exceedsOrder && late.refundedMinor == 300)
    #expect(late.minorUnits == [-30])
    let entries = try await shop.recordedSale("A-1").refunds.last?.entries.map(\.entry.amount.minorUnits)
    #expect(entries == [-80, 50], "a correction is an entry of its own")
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func refundsBeforeTheirSaleWait(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    let commands: [(String, [Int64]?, String?, Bool)] = [
      ("R-1", [300], nil, false), ("R-2", nil, nil, false), ("R-3", [1], "USD", false), ("R-4", [1], nil, true),
    ]
    for (position, (id, prices, currency, isTest)) in commands.enumerated() {
      let refund = try await shop.refund(
        "A-1", id, prices, at: Shop.start + Int64(position + 2), currency: currency, isTest: isTest)
      #expect(refund.refundStatus == .waitingForOrder && refund.receipt == .waitingForOrder, "\(id)")
      #expect(refund.refundedMinor == 0 && refund.commissions.isEmpty && !refund.isReplayed)
    }
    #expect(try await shop.figures(shop.alice) == RollupDelta(visits: 1, uniqueVisits: 1))
    try await shop.expectConsistent()

    try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)], currency: "EUR")
    let sale = try await shop.recordedSale("A-1")
    #expect(sale.refunds.map(\.refundStatus) == [.applied, .applied, .currencyDiffers, .testDiffers])
    #expect(sale.refunds.map(\.baseMinor) == [300, 700, 0, 0])
    #expect(sale.refunds.map(\.receipt.rule) == Array(repeating: .sameAsOrder, count: 4))
    #expect(sale.refunds.prefix(2).allSatisfy { $0.amounts.currency.code == "EUR" }, "they take their order's currency")
    let totals = try await shop.report(shop.alice, keys: []).totals
    #expect(totals.map(\.currency.code) == ["EUR", "USD"])
    #expect(
      totals.map(\.figures) == [
        RollupDelta(sales: 1, refunds: 2, revenueMinor: 0, commissionMinor: 0, reversedMinor: -100),
        RollupDelta(visits: 1, uniqueVisits: 1),
      ])
    #expect(try await shop.refund("A-1", "R-2", nil).refundStatus == .applied)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func anOrderOfGiftsIsPaidBackOnce(_ backend: Backend) async throws {
    let open = try backend.make()
    let rule = try CommissionRule(saleRate: .zero, saleFlatMinor: 70)
    let shop = try await Shop(in: open.store, commission: CommissionTerms(rule: rule))
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [0], at: Shop.start + 1, [.click(click.clickID)])
    #expect(try await shop.refund("A-1", "R-1", nil, at: Shop.start + 1).minorUnits == [-70])
    for (id, prices) in [("R-2", nil), ("R-3", [0])] as [(String, [Int64]?)] {
      let refund = try await shop.refund("A-1", id, prices, at: Shop.start + 2)
      #expect(refund.refundStatus == .applied && refund.commissions.isEmpty, "\(id)")
    }
    #expect(try await shop.figures(shop.alice).commissionMinor == 0)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func anUnattributedOrderIsRefundedWithoutCommission(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.sale("A-1", [1_000])
    let refund = try await shop.refund("A-1", "R-1", [10])
    #expect(refund.receipt.rule == .sameAsOrder && refund.receipt.winner == nil && refund.commissions.isEmpty)
    try await shop.expectConsistent()
  }
}
