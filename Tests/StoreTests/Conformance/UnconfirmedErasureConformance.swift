import PartnerProgram
import Store
import Testing

@Suite("Erasing contacts from unconfirmed conversions")
struct UnconfirmedErasureConformance {
  private static let carol = Customer(email: "Carol@example.com", externalID: "C-7")

  private func erase(_ shop: Shop, _ name: ContactName?) async throws -> Int64 {
    let outcome = try await shop.store.perform(
      .eraseContact(program: shop.program.id, name: try #require(name)))
    guard case .contactErased(let conversions) = outcome else { throw UnexpectedOutcome() }
    return conversions
  }

  @Test(arguments: Backend.allCases)
  func everyNameOfTheContactGoes(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let other = try await Shop(in: open.store, name: "other")
    let click = try await shop.click(shop.alice)
    try await shop.lead("F-1", customer: Self.carol)
    let time = Shop.start + 1
    let claim = try await shop.pixel(
      "A-1", [1_000], at: time, [.click(click.clickID)],
      customer: Customer(email: "carol@EXAMPLE.com", externalID: "C-9")
    ).claimID()
    try await shop.pixel("A-2", [1_000], at: time, customer: Customer(externalID: "C-7"))
    try await shop.pixel("A-3", [1_000], at: time, customer: Customer(email: "dave@example.com"))
    try await other.pixel("A-1", [1_000], at: time, customer: Self.carol)
    let before = try await Picture(of: shop).lines()
    #expect(try await erase(shop, .externalID("C-7")) == 3, "a lead and two claims")
    #expect(try await Picture(of: shop).lines() == before)
    let emails = try await shop.unconfirmed().map(\.customerEmail)
    #expect(emails == ["dave@example.com", "", ""])
    #expect(try await shop.unconfirmed().allSatisfy { $0.customerExternalID.isEmpty })
    #expect(try await other.unconfirmed().map(\.customerExternalID) == ["C-7"])
    await expectMissing { try await self.erase(shop, .email(Self.carol.email)) }
    // What is left of the claim still earns, and names nobody.
    let confirmed = try await shop.confirm(claim)
    #expect(confirmed.minorUnits == [100] && confirmed.receipt.candidates.map(\.evidence.kind) == [.clickID])
    #expect(try await shop.recordedSale("A-1").customerEmail.isEmpty)
    try await shop.expectConsistent()
  }

  /// Nobody but a pixel has named them.
  @Test(arguments: Backend.allCases)
  func whoIsNoContactCanBeErased(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.pixel("A-1", [1_000], customer: Self.carol)
    #expect(try await erase(shop, .email("CAROL@example.com")) == 1)
    #expect(try await shop.unconfirmed().map(\.customerEmail) == [""])
    await expectMissing { try await self.erase(shop, .email("carol@example.com")) }
    try await shop.expectConsistent()
  }
}
