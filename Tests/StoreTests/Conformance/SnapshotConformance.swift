import PartnerProgram
import Store
import Testing

/// What an order has found out stays as it was, whatever changes later beside it.
@Suite("Snapshots")
struct SnapshotConformance {
  private static let carol = Customer(email: "carol@example.com")

  /// Sends an order once more with evidence that leads to nobody, so that it is decided again.
  private func decideAgain(_ shop: Shop, _ order: String, at time: Timestamp = Shop.start) async throws {
    #expect(try await shop.sale(order, [1_000], at: time, [.coupon("NONE")]).isReplayed)
  }

  @Test(arguments: Backend.allCases)
  func anotherNameOfAContactBringsWhatTheFirstOneBrought(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.sale("A-1", [1_000], at: Shop.start + Shop.hour, customer: Self.carol)
    try await shop.lead("F-1", at: Shop.start, [.partner(shop.alice)], customer: Self.carol)
    let again = try await shop.sale(
      "A-1", [1_000], at: Shop.start + Shop.hour, customer: Customer(externalID: "C-1"))
    #expect(again.receipt.winner == nil, "nobody had referred the contact when the order named it first")
    #expect(again.receipt.verdict(on: .externalID("C-1")) == .unknown)
    let next = try await shop.sale("A-2", [1_000], at: Shop.start + Shop.hour, customer: Customer(externalID: "C-1"))
    #expect(next.receipt.winner?.partner == shop.alice.id, "the name is the contact's now")
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func anErasedContactStaysTheOneThatDecided(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.lead("F-1", [.partner(shop.alice)], customer: Customer(email: "a@example.com"))
    try await shop.lead(
      "F-2", at: Shop.start + 60_000_000, [.partner(shop.bob)], customer: Customer(email: "b@example.com"))
    let time = Shop.start + Shop.hour
    for email in ["a@example.com", "b@example.com"] {
      try await shop.sale("A-1", [1_000], at: time, customer: Customer(email: email))
    }
    #expect(try await shop.recordedSale("A-1").receipt.winner?.partner == shop.alice.id)
    _ = try await open.store.perform(
      .eraseContact(program: shop.program.id, name: #require(.email("b@example.com"))))
    try await decideAgain(shop, "A-1", at: time)
    #expect(try await shop.recordedSale("A-1").receipt.winner?.partner == shop.alice.id)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func aPartnersLaterAddressMakesNobodyACustomer(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.sale("A-1", [1_000], [.partner(shop.alice)], customer: Self.carol)
    try await shop.update(shop.alice, email: Self.carol.email)
    try await decideAgain(shop, "A-1")
    #expect(try await shop.recordedSale("A-1").commissions.map(\.amount.minorUnits) == [100])
    let own = try await shop.sale("A-2", [1_000], [.partner(shop.alice)], customer: Self.carol)
    #expect(own.receipt.verdict(on: .partner(shop.alice)) == .selfReferral)
    try await shop.expectConsistent()
  }

  /// The customer's name may come after the evidence that would pay them.
  @Test(arguments: Backend.allCases)
  func aNameThatComesLaterIsStillCompared(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: Self.carol.email)
    #expect(try await shop.sale("A-1", [1_000], [.partner(shop.alice)]).minorUnits == [100])
    let named = try await shop.sale("A-1", [1_000], customer: Self.carol)
    #expect(named.receipt.winner == nil && named.commissions.isEmpty)
    try await shop.expectConsistent()
  }
}
