import PartnerProgram
import Store
import Testing

@Suite("Adjustments")
struct AdjustmentConformance {
  @Test(arguments: Backend.allCases)
  func correctABalanceOnce(_ backend: Backend) async throws {
    let open = try backend.make()
    var shop = try await Shop(in: open.store)
    let made = try await shop.adjust("BONUS-1", shop.alice, shop.money(500), reason: "für den Mai")
    #expect(!made.isReplayed && made.entry.entry.kind == .adjusted && made.entry.entry.number > 0)
    #expect(made.entry.entry.reason == "für den Mai" && made.entry.payout == nil)
    #expect(made.entry.availableAt == ProgramCalendar.utc.start(of: Shop.today), "at once")
    #expect(try await shop.adjust("BONUS-2", shop.alice, shop.money(-700)).entry.payout == nil)
    try await open.reopen()
    shop = shop.moved(to: open.store)
    let again = try await shop.adjust(
      "BONUS-1", shop.alice, shop.money(500), reason: "für den Mai", day: Shop.today + 5)
    #expect(again.isReplayed && again.entry == made.entry)
    let balance = try #require(try await shop.balance(shop.alice))
    #expect(balance.adjustedMinor == -200 && balance.approvedMinor == -200 && balance.pendingMinor == 0)
    let row = try #require(try await shop.report(shop.alice, keys: [.day, .subID]).rows.first)
    #expect(row.figures == RollupDelta(adjustedMinor: -200) && row.approvedMinor == -200)
    #expect(row.day == Shop.today && row.subID == nil)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func otherContentIsAConflictThatNamesTheField(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let eur = try #require(Currency(code: "EUR"))
    _ = try await shop.adjust("X", shop.alice, shop.money(5), reason: "a\u{301}")
    await expectConflict("partner") { try await shop.adjust("X", shop.bob, shop.money(5), reason: "a\u{301}") }
    await expectConflict("currency") {
      try await shop.adjust("X", shop.alice, Money(minorUnits: 5, currency: eur), reason: "a\u{301}")
    }
    await expectConflict("amount_minor") { try await shop.adjust("X", shop.alice, shop.money(6), reason: "a\u{301}") }
    await expectConflict("reason") { try await shop.adjust("X", shop.alice, shop.money(5), reason: "á") }
    #expect(try await !shop.adjust("x", shop.bob, shop.money(5)).isReplayed, "case matters")
    let other = try await Shop(in: open.store, name: "other")
    #expect(try await !other.adjust("X", other.alice, other.money(1)).isReplayed, "ids are a program's own")
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aBalanceThatDoesNotFitIsRefused(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    await expectPrecondition("total") { try await shop.adjust("Z", shop.alice, shop.money(.max)) }
    let most: Int64 = 1 << 60
    _ = try await shop.adjust("X", shop.alice, shop.money(most))
    await expectPrecondition("total") { try await shop.adjust("Y", shop.alice, shop.money(1)) }
    await expectPrecondition("total") { try await shop.adjust("Z", shop.bob, shop.money(.min)) }
    #expect(try await shop.balance(shop.alice)?.adjustedMinor == most)
    #expect(try await !shop.adjust("Y", shop.alice, shop.money(-1)).isReplayed, "what failed is not kept")
    try await shop.expectConsistent()
  }
}
