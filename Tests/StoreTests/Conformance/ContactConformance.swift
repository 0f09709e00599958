import PartnerProgram
import Store
import Testing

@Suite("Contacts")
struct ContactConformance {
  private static let carol = Customer(email: "carol@example.com")

  private func contact(_ shop: Shop, _ name: ContactName? = .email("carol@example.com")) async throws -> Contact? {
    try await shop.store.contact(program: shop.program.id, name: try #require(name))
  }

  @Test(arguments: Backend.allCases)
  func aLeadTodayEarnsTheSaleOfNextMonth(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice, subID: "mail", landing: "https://shop.example/p?x")
    let lead = try await shop.lead("F-1", at: Shop.start + 1, [.click(click.clickID)], customer: Self.carol)
    #expect(lead.receipt.verdict(on: .email("carol@example.com")) == .unknown, "nobody had referred her")
    let month = Shop.start + 30 * Shop.day
    let sale = try await shop.sale("A-1", [1_000], at: month, customer: Customer(email: " Carol@EXAMPLE.com. "))
    #expect(sale.receipt.rule == .contactLastReferrer && sale.minorUnits == [100])
    #expect(
      sale.receipt.winner
        == Winner(
          partner: shop.alice.id, subID: try SubID("mail"), landingPage: LandingPage(url: "https://shop.example/p")))
    #expect(sale.receipt.candidates.first?.referral?.occurredAt == Shop.start + 1)
    let contact = try #require(try await contact(shop))
    #expect(contact.orderCount == 1 && contact.referrers.first?.source == lead.conversionID)
    #expect(contact.referrers.last == contact.referrers.first, "an order that the contact decided binds nobody")
    #expect(contact.orders == [lead.conversionID: try OrderID("F-1")])
    #expect(try await shop.recordedSale("A-1").contactOrderNumber == 1)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func theReferrerCanEarnAsLongAsThePolicySays(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(
      in: open.store, attribution: AttributionPolicy(contact: .first, windowDays: 1, contactWindowDays: 3))
    for (number, partner) in [shop.alice, shop.bob].enumerated() {
      try await shop.lead(
        "F-\(number)", at: Shop.start + Int64(number), [.partner(partner)], customer: Self.carol)
    }
    func sale(_ order: String, after elapsed: Int64) async throws -> Receipt {
      try await shop.sale(order, [1_000], at: Shop.start + elapsed, customer: Self.carol).receipt
    }
    let first = try await sale("A-1", after: 3 * Shop.day)
    #expect(first.rule == .contactFirstReferrer && first.winner?.partner == shop.alice.id)
    #expect(try await sale("A-2", after: 3 * Shop.day + 1).candidates.map(\.verdict) == [.expired])
    try await shop.setTerms(attribution: AttributionPolicy(contact: .last, contactWindowDays: 3))
    let last = try await sale("A-3", after: 3 * Shop.day + 1)
    #expect(last.rule == .contactLastReferrer && last.winner?.partner == shop.bob.id)
    try await shop.setTerms(attribution: AttributionPolicy(contact: .ignored))
    #expect(try await sale("A-4", after: 2).candidates.map(\.verdict) == [.ignoredByPolicy])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func theLatestOrderBindsTheLastReferrer(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    func bind(_ order: String, _ partner: Partner, at elapsed: Int64) async throws -> [PartnerID?] {
      try await shop.sale(order, [10], at: Shop.start + elapsed, [.partner(partner)], customer: Self.carol)
      let referrers = try await contact(shop)?.referrers
      return [referrers?.first?.partner, referrers?.last?.partner]
    }
    let (alice, bob) = (shop.alice.id, shop.bob.id)
    #expect(try await bind("A-1", shop.alice, at: 100) == [alice, alice])
    #expect(try await bind("A-2", shop.bob, at: 99) == [alice, alice], "one that happened before")
    #expect(try await bind("A-3", shop.bob, at: 100) == [alice, bob], "at the same time the one with the larger id")
    try await shop.sale("A-1", [10], [.forgery])
    #expect(try await contact(shop)?.referrers.last?.partner == bob, "whichever is decided again later")
    #expect(try await bind("A-4", shop.alice, at: 101) == [alice, alice])
    #expect(try await contact(shop)?.orderCount == 4)
    try await shop.expectConsistent()
  }

  /// When the order that bound the contact loses its partner, the binding goes with it.
  @Test(arguments: Backend.allCases)
  func aBindingEndsWithItsReason(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: "alice@example.com")
    let number = Customer(externalID: "C-7")
    let first = try await shop.lead("F-1", at: Shop.start, [.partner(shop.bob)], customer: number)
    try await shop.lead("F-2", at: Shop.start + 2, [.partner(shop.alice)], customer: number)
    try await shop.lead("F-0", at: Shop.start + 1, [.coupon("NONE")], customer: number)
    #expect(try await contact(shop, .externalID("C-7"))?.referrers.last?.partner == shop.alice.id)
    let lost = try await shop.lead("F-2", customer: Customer(email: "Alice@example.com"))
    #expect(lost.receipt.verdict(on: .partner(shop.alice)) == .selfReferral)
    #expect(lost.receipt.rule == .contactLastReferrer && lost.receipt.winner?.partner == shop.bob.id)
    // The other name of a contact that the order had named before brings what that one brought.
    #expect(lost.receipt.verdict(on: .email("Alice@example.com")) == .won)
    #expect(lost.receipt.candidates.map(\.referral?.partner) == [shop.alice.id, shop.bob.id, shop.bob.id])
    let contact = try #require(try await contact(shop, .externalID("C-7")))
    #expect(contact.referrers.first?.source == first.conversionID && contact.referrers.last?.partner == shop.bob.id)
    #expect(contact.referrers.last?.source == first.conversionID, "not one that the contact itself decided")
    #expect(contact.names == [.email("alice@example.com"), .externalID("C-7")].compactMap(\.self))
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func theFirstReferrerIsOpenAgainWhenItsReasonEnds(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: "carol@example.com")
    let number = Customer(externalID: "C-7")
    try await shop.lead("F-1", [.partner(shop.alice)], customer: number)
    try await shop.lead("F-1", customer: Self.carol)
    #expect(try await contact(shop)?.referrers == ContactReferrers())
    let lead = try await shop.lead("F-2", at: Shop.start - 1, [.partner(shop.bob)], customer: number)
    let referrers = try #require(try await contact(shop)?.referrers)
    #expect(referrers.first?.source == lead.conversionID && referrers.last == referrers.first)
    try await shop.expectConsistent()
  }

  /// The address of a partner makes an order by the contact its own, too.
  @Test(arguments: Backend.allCases)
  func nobodyEarnsByItsOwnContact(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.lead("F-1", [.partner(shop.alice)], customer: Self.carol)
    try await shop.update(shop.alice, email: "Carol@Example.com")
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 1, customer: Self.carol)
    #expect(sale.receipt.candidates.map(\.verdict) == [.selfReferral] && sale.receipt.winner == nil)
    #expect(try await shop.figures(shop.alice, includesFlagged: true).flaggedSelfReferrals == 1)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func namesThatCameTogetherBelongToOne(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.lead("F-1", [.partner(shop.alice)], customer: Self.carol)
    let second = try await shop.lead(
      "F-2", at: Shop.start + 1, customer: Customer(email: "CAROL@example.com", externalID: "C-7"))
    #expect(
      second.receipt.candidates.map(\.verdict) == [.won, .contactWon], "the new name is that of the same contact")
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 2, customer: Customer(externalID: "C-7"))
    #expect(sale.receipt.rule == .contactLastReferrer && sale.receipt.winner?.partner == shop.alice.id)
    #expect(try await contact(shop, .externalID("C-7"))?.names.map(\.value) == ["carol@example.com", "C-7"])

    // Names that belong to two contacts stay where they are; the order is that of the address.
    try await shop.lead("F-3", [.partner(shop.bob)], customer: Customer(externalID: "D-8"))
    try await shop.sale("A-2", [10], at: Shop.start + 3, customer: Customer(email: Self.carol.email, externalID: "D-8"))
    #expect(try await contact(shop)?.orderCount == 2)
    #expect(try await contact(shop, .externalID("D-8"))?.orderCount == 0)
    try await shop.sale("A-1", [1_000], customer: Customer(externalID: "E-9"))
    #expect(try await contact(shop, .externalID("E-9"))?.orderCount == 2, "an order is counted once")
    #expect(try await shop.recordedSale("A-1").contactOrderNumber == 1)
    // An address that names nobody makes no contact, and no name is one's in another program.
    let nobody = try await shop.sale("A-3", [10], customer: Customer(email: "carol at home"))
    #expect(nobody.receipt.candidates.map(\.verdict) == [.unknown])
    let other = try await Shop(in: open.store, name: "other")
    #expect(try await contact(other) == nil)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func anOrderKeepsTheReferrerThatTheContactHadThen(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let month = Shop.start + 30 * Shop.day
    let early = try await shop.sale("A-1", [1_000], at: month, customer: Self.carol)
    #expect(early.receipt.winner == nil)
    try await shop.lead("F-1", at: Shop.start, [.partner(shop.alice)], customer: Self.carol)
    let again = try await shop.sale("A-1", [1_000], [.forgery], customer: Self.carol)
    #expect(again.receipt.winner == nil && again.receipt.candidates.count == 2, "nobody had referred her then")

    let later = try await shop.sale("A-2", [1_000], at: month, customer: Self.carol)
    #expect(later.receipt.winner?.partner == shop.alice.id)
    try await shop.lead("F-2", at: Shop.start + 1, [.partner(shop.bob)], customer: Self.carol)
    #expect(try await shop.sale("A-2", [1_000], [.forgery]).receipt.winner == later.receipt.winner)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func testsBindAndCountNobody(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.sale("T-1", [10], [.partner(shop.alice)], customer: Self.carol, isTest: true)
    try await shop.lead("T-2", [.partner(shop.alice)], customer: Self.carol, isTest: true)
    let contact = try #require(try await contact(shop), "it can be erased")
    #expect(contact.orderCount == 0 && contact.referrers == ContactReferrers())
    let sale = try await shop.sale("A-1", [10], at: Shop.start + 1, customer: Self.carol)
    #expect(sale.receipt.winner == nil)
    #expect(try await shop.recordedSale("A-1").contactOrderNumber == 1)
    try await shop.expectConsistent()
  }
}
