import PartnerProgram
import Store
import Testing

@Suite("Orders")
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
  func sumsThatDoNotFitAreRefusedAndDisturbNobody(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    let evidence = [EvidenceSubmission.click(click.clickID)]
    let most: Int64 = 1 << 59 + 1
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

    // A late click stays, but cannot move an order to a partner whose sales would not fit any more.
    let late = ClickID(rawValue: Shop.id())
    try await shop.sale("B-1", [most], at: Shop.start + 1, [.partner(shop.bob)])
    try await shop.sale("B-2", [most], at: Shop.start + 1, [.click(late)])
    #expect(try await !shop.click(shop.bob, click: late).isReplayed)
    #expect(try await shop.recordedSale("B-2").receipt.winner == nil)
    #expect(try await shop.figures(shop.bob).visits == 1)
    #expect(try await shop.figures(shop.bob).revenueMinor == most)
    try await shop.expectConsistent()
  }

  /// A sale that is refused after its contact was found leaves nothing of it.
  @Test(arguments: Backend.allCases)
  func aCommissionThatDoesNotFitIsRefused(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.setOverride(nil, sku: "hat", percentE4: 0, flat: .max)
    let carol = Customer(email: "carol@example.com")
    await expectInvalid("items") {
      try await shop.sale("A-1", [1, 1], [.partner(shop.alice)], skus: ["hat", "hat"], customer: carol)
    }
    let contact = try await open.store.contact(
      program: shop.program.id, name: try #require(ContactName.email(carol.email)))
    #expect(contact == nil)
    let most: Int64 = 1 << 60
    try await shop.setOverride(nil, sku: "hat", percentE4: 0, flat: most)
    #expect(try await shop.sale("A-1", [1], [.partner(shop.alice)], skus: ["hat"]).minorUnits == [most])
    await expectPrecondition("total") { try await shop.sale("A-2", [1], [.partner(shop.alice)], skus: ["hat"]) }
    try await shop.expectConsistent()
  }
}
