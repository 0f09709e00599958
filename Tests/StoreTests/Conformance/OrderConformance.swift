import PartnerProgram
import Store
import Synchronization
import Testing

@Suite("Orders and refunds")
struct OrderConformance {
  @Test(arguments: Backend.allCases)
  func theSameOrderGetsTheSameReplyAlsoAfterReopening(_ backend: Backend) async throws {
    let open = try backend.make()
    var shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice, subID: "mail")
    let first = try await shop.sale("A-1", [1_000, 250], at: Shop.start + 1, [.click(click.clickID), .forgery])
    for round in 0..<2 {
      let again = try await shop.sale("A-1", [1_000, 250], at: Shop.start + Shop.day)
      #expect(again.isReplayed && again.conversionID == first.conversionID, "round \(round)")
      #expect(again.receipt == first.receipt && again.commissions == first.commissions)
      #expect(again.partnerCodes == first.partnerCodes)
      try await open.reopen()
      shop = shop.moved(to: open.store)
    }
    #expect(try await shop.figures(shop.alice).sales == 1)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func otherMoneyIsAConflictThatNamesTheField(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000, 250], at: Shop.start + 1, [.click(click.clickID)])
    await expectConflict("items[1].unit_price_minor") { try await shop.sale("A-1", [1_000, 251]) }
    await expectConflict("items") { try await shop.sale("A-1", [1_000]) }
    await expectConflict("currency") { try await shop.sale("A-1", [1_000, 250], currency: "EUR") }
    do {
      try await shop.sale("A-1", [999, 250])
    } catch StoreError.alreadyExists(_, let message) {
      #expect(message.contains("A-1") && message.contains("1000") && message.contains("999"), "\(message)")
    }
    #expect(try await shop.sale("A-1", [1_000, 250]).isReplayed, "the stored order stays")
    #expect(try await shop.figures(shop.alice).revenueMinor == 1_250)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func manyAtOnceMakeOneConversion(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    let outcomes = try await withThrowingTaskGroup(of: ConversionOutcome.self) { group in
      for _ in 0..<200 {
        group.addTask { try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)]) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(outcomes.map(\.conversionID)).count == 1)
    #expect(outcomes.count { !$0.isReplayed } == 1)
    #expect(try await shop.figures(shop.alice).commissionMinor == 100)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func kindsHaveOrderNumbersOfTheirOwn(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    #expect(try await !shop.lead("X").isReplayed)
    #expect(try await !shop.sale("X", [1]).isReplayed)
    #expect(try await !shop.refund("X", nil, nil).isReplayed)
    #expect(try await shop.refund("X", nil, nil).isReplayed)
  }

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
    await expectPrecondition("send the sale first") { try await shop.refund("A-1", "R-1", [1]) }
    try await shop.sale("A-1", [1_000])
    await expectInvalid("currency") { try await shop.refund("A-1", "R-1", [1], currency: "EUR") }
    await expectPrecondition("left") { try await shop.refund("A-1", "R-1", [1_001]) }
    try await shop.refund("A-1", "R-1", [400])
    await expectPrecondition("left") { try await shop.refund("A-1", "R-2", [601]) }
    await expectConflict("items[0].unit_price_minor") { try await shop.refund("A-1", "R-1", [401]) }
    await expectConflict("full_refund") { try await shop.refund("A-1", "R-1", nil) }
    await expectConflict("currency") { try await shop.refund("A-1", "R-1", [400], currency: "EUR") }
    try await shop.refund("A-1", "R-2", [600])
    await expectPrecondition("nothing is left") { try await shop.refund("A-1", "R-3", nil) }
    await expectPrecondition("left") { try await shop.refund("A-1", "R-3", [1]) }
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func anOrderOfGiftsIsPaidBackOnce(_ backend: Backend) async throws {
    let open = try backend.make()
    let rule = try CommissionRule(saleRate: .zero, saleFlatMinor: 70)
    let shop = try await Shop(in: open.store, rule: rule)
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [0], at: Shop.start + 1, [.click(click.clickID)])
    #expect(try await shop.refund("A-1", "R-1", nil).commissions.map(\.amount.minorUnits) == [-70])
    await expectPrecondition("nothing is left") { try await shop.refund("A-1", "R-2", nil) }
    #expect(try await shop.refund("A-1", "R-3", [0]).commissions.isEmpty)
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

  @Test(arguments: Backend.allCases)
  func sumsThatDoNotFitAreRefusedAndDisturbNobody(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    let evidence = [EvidenceSubmission.click(click.clickID)]
    let most = Int64.max / 2 + 1
    try await shop.sale("A-1", [most], at: Shop.start + 1, evidence)
    let lane = CollectingLane()
    for (order, price) in [("A-2", most), ("A-3", 10), ("A-4", most)] {
      try shop.store.submit(
        shop.saleCommand(order, [price], at: Shop.start + 1, evidence), ticket: Ticket(0), lane: lane)
    }
    let outcomes = await lane.outcomes(3)
    #expect(outcomes.map { if case .failed(.failedPrecondition) = $0 { true } else { false } } == [true, false, true])
    #expect(try await shop.figures(shop.alice).revenueMinor == most + 10)
    try await shop.expectConsistent()
  }
}
