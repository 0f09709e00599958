import PartnerProgram
import Store
import Testing

@Suite("Terms and commissions")
struct TermsConformance {
  private func terms(
    _ percentE4: Int32, flat: Int64 = 0, lead: Int64 = 0, cap: Int64 = 0, firstOrders: Int32 = 0
  ) throws -> CommissionTerms {
    try CommissionTerms(
      rule: CommissionRule(saleRate: Rate(percentE4: percentE4), saleFlatMinor: flat, leadFlatMinor: lead),
      capMinor: cap, firstOrders: firstOrders)
  }

  /// What changes after an order was recorded does not change the order, also when it is decided again.
  @Test(arguments: Backend.allCases)
  func anOrderKeepsTheTermsThatItWasRecordedUnder(_ backend: Backend) async throws {
    let open = try backend.make()
    var shop = try await Shop(in: open.store, attribution: AttributionPolicy(coupon: .afterClick), holdDays: 3)
    try await shop.makeCoupon("BOB10", of: shop.bob)
    let late = ClickID(rawValue: Shop.id())
    func sale(_ order: String) async throws -> ConversionOutcome {
      try await shop.sale(
        order, [1_000], at: Shop.start + 1, [.coupon("BOB10"), .click(late)], skus: ["hat"])
    }
    let first = try await sale("A-1")
    #expect(first.minorUnits == [100] && first.receipt.rule == .coupon)
    try await shop.setOverride(nil, sku: "hat", percentE4: 200_000)
    #expect(try await sale("A-2").minorUnits == [200])
    try await shop.setOverride(nil, sku: "hat", percentE4: 250_000)
    #expect(try await sale("A-3").minorUnits == [250])
    try await shop.deleteOverride(nil, sku: "hat")
    #expect(try await sale("A-4").minorUnits == [100])
    try await shop.setTerms(attribution: .standard, holdDays: 9, commission: terms(500_000))
    #expect(try await sale("A-5").minorUnits == [500])
    try await shop.setOverride(nil, sku: "hat", percentE4: 300_000)
    try await shop.setTerms(attribution: .standard, holdDays: 8, commission: terms(600_000))
    #expect(try await sale("A-6").minorUnits == [300], "an override stays when the program's terms change")

    try await open.reopen()
    shop = shop.moved(to: open.store)
    try await shop.click(shop.alice, click: late)
    for (order, amount, hold) in [("A-1", 100, 3), ("A-2", 200, 3), ("A-3", 250, 3), ("A-4", 100, 3)] {
      let again = try await sale(order)
      #expect(again.isReplayed && again.receipt.winner?.partner == shop.alice.id, "the policy of then: \(order)")
      #expect(again.minorUnits == [Int64(amount)], "\(order)")
      #expect(again.commissions.first?.availableAt == ProgramCalendar.utc.start(of: Shop.today + Int32(hold)))
    }
    let last = try await sale("A-5")
    #expect(last.receipt.winner?.partner == shop.bob.id && last.minorUnits == [500])
    #expect(last.commissions.first?.availableAt == ProgramCalendar.utc.start(of: Shop.today + 9))
    try await shop.expectConsistent()
  }

  /// Product and partner, then product, then partner, then program.
  @Test(arguments: Backend.allCases)
  func theMostSpecialOverrideCounts(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, commission: terms(10_000, flat: 1, lead: 5))
    var number = 0
    func earned(_ partner: Partner, _ skus: [String]) async throws -> [Int64] {
      number += 1
      return try await shop.sale(
        "A-\(number)", skus.map { _ in 10_000 }, [.partner(partner)], skus: skus
      ).minorUnits
    }
    let lines = ["hat", "bag", ""]
    #expect(try await earned(shop.alice, lines) == [301])
    try await shop.setOverride(shop.alice, sku: "", percentE4: 20_000, flat: 3, leadFlat: 9)
    #expect(try await earned(shop.alice, lines) == [603])
    #expect(try await earned(shop.bob, lines) == [301])
    try await shop.setOverride(nil, sku: "hat", percentE4: 30_000, flat: 10)
    #expect(try await earned(shop.alice, lines) == [300 + 10 + 200 + 200 + 3])
    #expect(try await earned(shop.bob, lines) == [300 + 10 + 100 + 100 + 1])
    try await shop.setOverride(shop.alice, sku: "hat", percentE4: 40_000)
    #expect(try await earned(shop.alice, lines) == [400 + 200 + 200 + 3])
    #expect(try await earned(shop.alice, ["hat"]) == [400], "no line needs the partner's rule")
    #expect(try await earned(shop.alice, ["HAT"]) == [203], "another product")
    #expect(try await shop.lead("F-1", [.partner(shop.alice)]).minorUnits == [9])
    #expect(try await shop.lead("F-2", [.partner(shop.bob)]).minorUnits == [5])
    try await shop.deleteOverride(shop.alice, sku: "hat")
    #expect(try await earned(shop.alice, ["hat"]) == [310])
    await expectMissing { try await shop.deleteOverride(shop.alice, sku: "hat") }
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func overridesAreListedByPartnerAndProduct(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    for (partner, sku) in [(shop.bob, ""), (nil, "hat"), (shop.alice, "hat"), (shop.alice, "")] {
      try await shop.setOverride(partner, sku: sku, percentE4: 1)
    }
    try await shop.setOverride(nil, sku: "hat", percentE4: 2)
    try await shop.setOverride(nil, sku: "bag", percentE4: 3)
    try await shop.deleteOverride(nil, sku: "bag")
    let all = try await open.store.commissionOverrides(program: shop.program.id, after: nil, limit: 10)
    #expect(all.map(\.partner) == [nil, shop.alice.id, shop.alice.id, shop.bob.id])
    #expect(all.map(\.sku) == ["hat", "", "hat", ""])
    #expect(all.map(\.rule.saleRate.percentE4) == [2, 1, 1, 1])
    for (position, override) in all.enumerated() {
      let code = override.partner == nil ? "" : override.partner == shop.alice.id ? "ALICE" : "BOB"
      let rest = try await open.store.commissionOverrides(
        program: shop.program.id, after: (code, override.sku), limit: 10)
      #expect(rest == Array(all[(position + 1)...]))
    }
  }

  @Test(arguments: Backend.allCases)
  func aSaleEarnsAtMostTheCap(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, commission: terms(100_000, cap: 150))
    let click = try await shop.click(shop.alice)
    let evidence: [EvidenceSubmission] = [.click(click.clickID)]
    for (order, price, currency, earned) in [
      ("A-1", 1_000, nil, 100), ("A-2", 1_500, nil, 150), ("A-3", 9_000, nil, 150), ("A-4", 9_000, "EUR", 900),
    ] as [(String, Int64, String?, Int64)] {
      let sale = try await shop.sale(order, [price], at: Shop.start + 1, evidence, currency: currency)
      #expect(sale.minorUnits == [earned], "\(order)")
    }
    #expect(try await shop.refund("A-3", "R-1", [4_500], at: Shop.start + 2).minorUnits == [-75])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func onlyTheFirstOrdersOfAContactEarn(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, commission: terms(100_000, lead: 7, firstOrders: 2))
    let carol = Customer(email: "carol@example.com")
    for (number, earned) in [(1, [100]), (2, [100]), (3, [])] as [(Int, [Int64])] {
      let sale = try await shop.sale(
        "A-\(number)", [1_000], at: Shop.start - Int64(number), [.partner(shop.alice)], customer: carol)
      #expect(sale.minorUnits == earned && sale.receipt.winner?.partner == shop.alice.id, "in the order of arrival")
    }
    #expect(try await shop.lead("F-1", [.partner(shop.alice)], customer: carol).minorUnits == [7])
    #expect(try await shop.sale("B-1", [1_000], [.partner(shop.alice)]).minorUnits == [100], "nobody's first")
    // An order whose customer is told later is that one's next, and is decided again.
    let known = try await shop.sale("B-1", [1_000], customer: Customer(email: "Carol@example.com"))
    #expect(known.commissions.isEmpty)
    #expect(try await shop.recordedSale("B-1").contactOrderNumber == 4)
    #expect(try await shop.sale("A-1", [1_000]).minorUnits == [100])
    #expect(try await shop.figures(shop.alice).commissionMinor == 207)
    try await shop.expectConsistent()
  }
}
