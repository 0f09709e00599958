import PartnerProgram
import Store
import Testing

@Suite("Coupons and named partners")
struct CouponConformance {
  /// A policy for coupons, who wins by which rule, and what becomes of the coupon and the click.
  static let precedences: [(CouponPrecedence, String, AttributionRule, Verdict, Verdict)] = [
    (.beforeClick, "BOB", .coupon, .won, .couponWon),
    (.afterClick, "ALICE", .lastTouch, .clickWon, .won),
    (.ignored, "ALICE", .lastTouch, .ignoredByPolicy, .won),
  ]

  @Test(arguments: Backend.allCases, precedences)
  func standWhereThePolicySays(
    _ backend: Backend, _ expected: (CouponPrecedence, String, AttributionRule, Verdict, Verdict)
  ) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, attribution: AttributionPolicy(coupon: expected.0))
    try await shop.makeCoupon("Save10", of: shop.bob)
    let click = try await shop.click(shop.alice)
    let evidence: [EvidenceSubmission] = [.click(click.clickID), .coupon("sAVE10")]
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 1, evidence)
    #expect(sale.partnerCodes[try #require(sale.receipt.winner?.partner)]?.text == expected.1)
    #expect(sale.receipt.rule == expected.2)
    #expect(sale.receipt.verdict(on: .coupon("sAVE10")) == expected.3)
    #expect(sale.receipt.verdict(on: .click(click.clickID)) == expected.4)

    let named = try await shop.sale("A-2", [1_000], at: Shop.start + 1, evidence + [.partner(shop.bob)])
    #expect(named.receipt.rule == .explicitPartner && named.receipt.winner?.partner == shop.bob.id)
    #expect(named.receipt.verdict(on: .click(click.clickID)) == .explicitPartnerWon)
    try await shop.expectConsistent()
  }

  /// The SubID is that of the partner's own click, if it led one; it would be somebody else's otherwise.
  @Test(arguments: Backend.allCases)
  func areCreditedUnderTheClickOfTheSamePartner(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.makeCoupon("BOB10", of: shop.bob)
    let own = try await shop.click(shop.bob, subID: "blog", landing: "https://shop.example/b?1")
    let others = try await shop.click(shop.alice, at: Shop.start + 1, subID: "mail")
    let evidence: [EvidenceSubmission] = [.coupon("BOB10"), .click(others.clickID)]
    let without = try await shop.sale("A-1", [1_000], at: Shop.start + 2, evidence)
    #expect(without.receipt.winner == Winner(partner: shop.bob.id))
    let with = try await shop.sale("A-2", [1_000], at: Shop.start + 2, evidence + [.click(own.clickID)])
    #expect(
      with.receipt.winner
        == Winner(
          partner: shop.bob.id, subID: try SubID("blog"), click: own.clickID,
          landingPage: LandingPage(url: "https://shop.example/b")))
    #expect(try await shop.report(shop.bob).rows.map(\.figures.sales) == [1, 1])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func endWithoutChangingWhatTheyDecided(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.makeCoupon("SAVE10", of: shop.bob)
    let sale = try await shop.sale("A-1", [1_000], [.coupon("SAVE10")])
    try await shop.deleteCoupon("save10")
    await expectMissing { try await shop.deleteCoupon("SAVE10") }
    try await shop.makeCoupon("SAVE10", of: shop.alice)

    let again = try await shop.sale("A-1", [1_000], [.coupon("SAVE10")])
    #expect(again.isReplayed && again.receipt == sale.receipt)
    let decidedAgain = try await shop.sale("A-1", [1_000], [.forgery])
    #expect(decidedAgain.receipt.winner == Winner(partner: shop.bob.id), "whose it was then")
    #expect(decidedAgain.receipt.candidates.count == 2)
    #expect(try await shop.sale("A-2", [1_000], [.coupon("SAVE10")]).receipt.winner == Winner(partner: shop.alice.id))
    try await shop.deleteCoupon("SAVE10")
    #expect(try await shop.sale("A-3", [1_000], [.coupon("SAVE10")]).receipt.rule == .unattributed)
    try await shop.expectConsistent()
  }

  /// Whether a partner took part is known from when the evidence came, whatever becomes of the partner.
  @Test(arguments: Backend.allCases)
  func rememberWhetherThePartnerTookPart(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.makeCoupon("BOB10", of: shop.bob)
    let earned = try await shop.sale("A-1", [1_000], [.coupon("BOB10")])
    try await shop.setStatus(.inactive, of: shop.bob)
    let refused = try await shop.sale("A-2", [1_000], [.coupon("BOB10"), .partner(shop.bob)])
    #expect(refused.receipt.candidates.map(\.verdict) == [.partnerInactive, .partnerInactive])
    #expect(try await shop.sale("A-1", [1_000], [.forgery]).receipt.winner == earned.receipt.winner)
    try await shop.setStatus(.active, of: shop.bob)
    #expect(try await shop.sale("A-2", [1_000], [.forgery]).receipt.winner == nil)
    #expect(try await shop.figures(shop.bob).sales == 1)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func areUniqueInTheirProgramAndListedByTheirCodes(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let other = try await Shop(in: open.store, name: "other")
    for code in ["B", "a", "C"] { try await shop.makeCoupon(code, of: shop.alice) }
    try await other.makeCoupon("B", of: other.bob)
    await expectConflict("code") { try await shop.makeCoupon("b", of: shop.bob) }
    func codes(after code: String?, limit: Int) async throws -> [String] {
      try await open.store.coupons(program: shop.program.id, after: code.map { try CouponCode($0) }, limit: limit)
        .map(\.code.text)
    }
    #expect(try await codes(after: nil, limit: 2) == ["A", "B"])
    #expect(try await codes(after: "B", limit: 2) == ["C"])
    #expect(try await other.sale("A-1", [10], [.coupon("B")]).receipt.winner == Winner(partner: other.bob.id))
    #expect(try await other.sale("A-2", [10], [.coupon("C")]).receipt.winner == nil)
    try await shop.expectConsistent()
  }
}
