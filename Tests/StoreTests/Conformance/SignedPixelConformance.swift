import PartnerProgram
import Store
import Testing

@Suite("Signed pixels")
struct SignedPixelConformance {
  @Test(arguments: Backend.allCases)
  func areTrustedLikeTheCart(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    try await shop.pixel("A-1", [1_000], at: Shop.start + 1, [.forgery])
    let sale = try await shop.pixel("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)], isSigned: true)
    let outcome = try sale.recorded()
    #expect(outcome.minorUnits == [100] && outcome.receipt.candidates.count == 2)
    #expect(try await shop.unconfirmed().isEmpty, "the claim that says the same has joined it")
    #expect(try await shop.pixel("A-1", [1_000], isSigned: true).recorded().isReplayed)
    #expect(try await shop.sale("A-1", [1_000]).isReplayed)
    #expect(try await shop.pixel("F-1", nil, [.partner(shop.bob)], isSigned: true).recorded().minorUnits == [50])
    #expect(try await shop.pixel("F-1", nil, isSigned: true).recorded().isReplayed)
    try await shop.expectConsistent()
  }

  /// Its money is not looked at when the order has some, only its evidence.
  @Test(arguments: Backend.allCases)
  func withOtherMoneyAddTheirEvidence(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000], at: Shop.start + 1)
    let customer = Customer(email: "carol@example.com")
    let pixel = try await shop.pixel("A-1", [1_100], [.click(click.clickID)], customer: customer, isSigned: true)
    #expect(pixel.differingField == "items[0].unit_price_minor")
    let recorded = try await shop.recordedSale("A-1")
    #expect(try recorded.amounts == shop.amounts([1_000]))
    #expect(recorded.commissions.map(\.amount.minorUnits) == [100])
    #expect(recorded.customerEmail == customer.email && recorded.receipt.winner?.partner == shop.alice.id)
    #expect(try await shop.pixel("A-1", [1_000], currency: "EUR", isSigned: true).differingField == "currency")
    #expect(try await shop.pixel("A-1", [1_000], isSigned: true, isTest: true).differingField == "test")
    #expect(try await shop.unconfirmed().isEmpty)
    try await shop.expectConsistent()
  }
}
