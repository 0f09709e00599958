import PartnerProgram
import Store
import Testing

@Suite("Erasing contacts")
struct ErasureConformance {
  private static let carol = Customer(email: "Carol@example.com", externalID: "C-7")

  private func erase(_ shop: Shop, _ name: ContactName?) async throws -> Int64 {
    let outcome = try await shop.store.perform(
      .eraseContact(program: shop.program.id, name: try #require(name)))
    guard case .contactErased(let conversions) = outcome else { throw UnexpectedOutcome() }
    return conversions
  }

  @Test(arguments: Backend.allCases)
  func namesGoAndMoneyStays(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.lead("F-1", [.partner(shop.alice)], customer: Self.carol)
    try await shop.sale("A-1", [1_000], at: Shop.start + 1, customer: Self.carol)
    try await shop.sale("T-1", [1_000], customer: Self.carol, isTest: true)
    try await shop.refund("A-1", "R-1", [100], at: Shop.start + 2)
    try await shop.sale("A-2", [1_000], at: Shop.start + 3, customer: Customer(email: "dave@example.com"))
    let before = try await Picture(of: shop).lines()
    #expect(try await erase(shop, .externalID("C-7")) == 3)

    #expect(try await Picture(of: shop).lines() == before, "reports and balances")
    for name in [ContactName.email("carol@example.com"), .externalID("C-7")] {
      let name = try #require(name)
      #expect(try await shop.store.contact(program: shop.program.id, name: name) == nil)
    }
    await expectMissing { try await self.erase(shop, .email("carol@example.com")) }
    let picture = try await Picture(of: shop).lines(sales: ["A-1", "T-1"], leads: ["F-1"])
    #expect(!picture.contains { $0.lowercased().contains("carol@") || $0.contains("C-7") }, "\(picture)")
    let sale = try await shop.recordedSale("A-1")
    #expect(sale.receipt.rule == .contactLastReferrer && sale.contactOrderNumber == 1)
    #expect(sale.receipt.candidates.map(\.verdict) == [.won, .contactWon])
    #expect(try await shop.recordedSale("A-2").customerEmail == "dave@example.com")
    try await shop.expectConsistent()
  }

  /// A late click or refund decides an order again whose customer was erased.
  @Test(arguments: Backend.allCases)
  func theNextDecisionKeepsTheWinner(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = ClickID(rawValue: Shop.id())
    try await shop.lead("F-1", [.partner(shop.alice)], customer: Self.carol)
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click)], customer: Self.carol)
    _ = try await erase(shop, .email("CAROL@example.com"))
    try await shop.sale("A-1", [1_000], [.forgery])
    try await shop.refund("A-1", nil, nil, at: Shop.start + 2)
    let kept = try await shop.recordedSale("A-1")
    #expect(kept.receipt.winner == sale.receipt.winner && kept.receipt.rule == .contactLastReferrer)
    #expect(kept.refundedMinor == 1_000)
    try await shop.click(shop.bob, at: Shop.start - 1, click: click)
    #expect(try await shop.recordedSale("A-1").receipt.winner?.partner == shop.bob.id, "a click still comes first")
    try await shop.expectConsistent()
  }

  /// Erased names cannot be told apart any more, and stay where they stood.
  @Test(arguments: Backend.allCases)
  func erasedCandidatesStayInTheirPlaces(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.lead("F-1", [.partner(shop.alice)], customer: Customer(email: "z@example.com"))
    let evidence: [EvidenceSubmission] = [.email("z@example.com"), .email("a at home"), .email("m@example.com")]
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 1, evidence)
    let verdicts = sale.receipt.candidates.map(\.verdict)
    #expect(verdicts == [.unknown, .won, .contactWon])
    _ = try await erase(shop, .email("m@example.com"))
    let again = try await shop.sale("A-1", [1_000], [.coupon("NONE")])
    #expect(again.receipt.candidates.map(\.verdict) == [.unknown] + verdicts)
    #expect(again.receipt.winner == sale.receipt.winner && again.receipt.rule == sale.receipt.rule)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aSelfReferralStaysKnown(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: "carol@example.com")
    let click = try await shop.click(shop.alice)
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)], customer: Self.carol)
    #expect(sale.receipt.verdict(on: .click(click.clickID)) == .selfReferral)
    _ = try await erase(shop, .email("carol@example.com"))
    let again = try await shop.sale("A-1", [1_000], [.visitor(click.visitorID), .partner(shop.alice)])
    #expect(again.receipt.winner == nil)
    #expect(again.receipt.verdict(on: .click(click.clickID)) == .selfReferral)
    #expect(again.receipt.verdict(on: .partner(shop.alice)) == .selfReferral)
    #expect(try await shop.figures(shop.alice, includesFlagged: true).flaggedSelfReferrals == 1)
    try await shop.expectConsistent()
  }

  /// Whoever converts again after being erased is a new contact.
  @Test(arguments: Backend.allCases)
  func theNextOrderMakesANewContact(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.sale("A-1", [10], [.partner(shop.alice)], customer: Self.carol)
    _ = try await erase(shop, .email("carol@example.com"))
    let sale = try await shop.sale("A-2", [10], at: Shop.start + 1, customer: Self.carol)
    #expect(sale.receipt.winner == nil)
    let contact = try await shop.store.contact(
      program: shop.program.id, name: try #require(ContactName.externalID("C-7")))
    #expect(contact?.orderCount == 1 && contact?.referrers == ContactReferrers())
    try await shop.expectConsistent()
  }
}
