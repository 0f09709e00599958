import PartnerProgram
import Store
import Testing

/// What somebody achieves who calls the pixel as often as he likes, with whatever he likes.
@Suite("Forged pixels")
struct ForgedPixelConformance {
  private static let limit = 8

  @Test(arguments: Backend.allCases)
  func neitherBlockNorChangeNorEarn(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let forger = try await shop.click(shop.bob, subID: "forged")
    let click = try await shop.click(shop.alice)
    let evidence: [EvidenceSubmission] = [.click(forger.clickID)]
    let time = Shop.start + 1
    for number in 1...Self.limit { try await shop.pixel("A-1", [Int64(number)], at: time, evidence) }
    await expectPrecondition("the order A-1 has 8 unconfirmed") { try await shop.pixel("A-1", [9], at: time, evidence) }
    #expect(try await shop.pixel("A-1", [3], at: time, evidence).isRepeated, "a reload is no other claim")
    try await shop.pixel("A-2", [1], at: time, evidence)

    let sale = try await shop.sale("A-1", [1_000], at: time, [.click(click.clickID)])
    #expect(!sale.isReplayed && sale.receipt.winner?.partner == shop.alice.id && sale.receipt.candidates.count == 1)
    await expectPrecondition("the order A-1 has 8 unconfirmed") { try await shop.pixel("A-1", [9], at: time, evidence) }
    #expect(try await shop.balances(nil).map(\.partner) == [shop.alice.id])
    #expect(try await shop.recordedSale("A-1").amounts == (try shop.amounts([1_000])))
    let waiting = try await shop.unconfirmed()
    #expect(waiting.filter { $0.differsIn == "items[0].unit_price_minor" }.count == Self.limit && waiting.count == 9)
    for claim in waiting where claim.orderID.text == "A-1" {
      await expectConflict("items[0].unit_price_minor") { try await shop.confirm(claim.id) }
    }
    #expect(
      try await shop.pixel("A-1", [1_000], at: time, [.forgery]).recorded().isReplayed, "the true one still joins")
    #expect(
      try await shop.figures(shop.bob, includesFlagged: true)
        == RollupDelta(visits: 1, uniqueVisits: 1, flaggedUnconfirmed: 9))
    try await shop.expectConsistent()
  }

  /// Claims with the order's money, too, leave room for the evidence of those who are trusted.
  @Test(arguments: Backend.allCases, [true, false])
  func leaveRoomForTheCartsEvidence(_ backend: Backend, _ comesFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    func coupons(_ numbers: Range<Int>) -> [EvidenceSubmission] { numbers.map { .coupon("C-\($0)") } }
    if !comesFirst { try await shop.sale("A-1", [1_000], coupons(0..<6)) }
    for number in 1...Self.limit {
      try await shop.pixel("A-1", [1_000], coupons(number * 100..<number * 100 + 4))
    }
    if comesFirst { try await shop.sale("A-1", [1_000], coupons(0..<6)) }
    #expect(try await shop.recordedSale("A-1").receipt.candidates.count == 14)
    #expect(try await shop.unconfirmed().map(\.differsIn) == Array(repeating: "evidence", count: 6))
    let more = try await shop.sale("A-1", [1_000], coupons(6..<6 + 18))
    #expect(more.receipt.candidates.count == EvidenceItem.maximumItemsOfOrder)
    let one = try #require(try await shop.unconfirmed().last)
    await expectPrecondition("evidence: ") { try await shop.confirm(one.id) }
    try await shop.expectConsistent()
  }

  /// A manager may let in what is too much to come in by itself.
  @Test(arguments: Backend.allCases)
  func aPersonConfirmsWhatHasNoRoom(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.sale("A-1", [1_000], (0..<16).map { .coupon("C-\($0)") })
    let click = try await shop.click(shop.alice, at: Shop.start - 1)
    let claim = try await shop.pixel("A-1", [1_000], [.click(click.clickID)]).claimID()
    #expect(try await shop.figures(shop.alice, includesFlagged: true).flaggedUnconfirmed == 1)
    let confirmed = try await shop.confirm(claim)
    #expect(confirmed.minorUnits == [100] && confirmed.isReplayed)
    #expect(try await shop.unconfirmed().isEmpty)
    #expect(try await shop.figures(shop.alice, includesFlagged: true).flaggedUnconfirmed == 0)
    #expect(try await shop.confirm(claim).minorUnits == [100])
    try await shop.expectConsistent()
  }

  /// Only a merchant may say which partner it was.
  @Test(arguments: Backend.allCases, [true, false])
  func nameNoPartner(_ backend: Backend, _ comesFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    if !comesFirst { try await shop.sale("A-1", [1_000]) }
    try await shop.pixel("A-1", [1_000], [.partner(shop.bob)])
    let carol = Customer(email: "carol@example.com")
    try await shop.pixel("F-1", nil, [.partner(shop.bob)], customer: carol)
    #expect(try await shop.unconfirmed().allSatisfy { $0.partner == nil })
    if comesFirst { try await shop.sale("A-1", [1_000]) }
    try await shop.lead("F-1", customer: carol)
    #expect(try await shop.recordedSale("A-1").receipt.candidates.isEmpty)
    #expect(try await shop.unconfirmed().isEmpty)
    #expect(try await shop.balances(nil).isEmpty)
    try await shop.expectConsistent()
  }
}
