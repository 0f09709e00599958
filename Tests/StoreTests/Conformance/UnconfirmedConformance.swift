import PartnerProgram
import Store
import Testing

@Suite("Unconfirmed conversions")
struct UnconfirmedConformance {
  private static let carol = Customer(email: "Carol@example.com", externalID: "C-7")

  @Test(arguments: Backend.allCases)
  func moveNothingAndAreFlagged(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store, timeZone: "Pacific/Auckland")
    let click = try await shop.click(shop.alice, subID: "mail", landing: "https://shop.example/p?x")
    let before = try await Picture(of: shop).lines()
    let evidence: [EvidenceSubmission] = [.token(click.clickID), .forgery, .visitor(click.visitorID), .coupon("none!")]
    let time = Shop.start + 1
    let id = try await shop.pixel("A-1", [1_000, 50], at: time, evidence, customer: Self.carol).claimID()
    #expect(try await shop.pixel("A-1", [1_000, 50], at: time + 1, evidence, customer: Self.carol).isRepeated)
    try await shop.pixel("F-1", nil, at: time, evidence)
    #expect(try await shop.pixel("F-1", nil, at: time, evidence).isRepeated)
    try await shop.pixel("A-1", [7], at: time, currency: "EUR")

    let order = try OrderID("A-1")
    #expect(try await open.store.conversion(program: shop.program.id, kind: .sale, order: order, refund: nil) == nil)
    for name in [ContactName.email(Self.carol.email), .externalID(Self.carol.externalID)] {
      #expect(try await open.store.contact(program: shop.program.id, name: #require(name)) == nil)
    }
    #expect(try await shop.balances(nil).isEmpty)
    let rows = try await shop.report(nil, keys: [.partner, .subID, .landingPage, .day], includesFlagged: true).rows
    #expect(
      rows.map(\.figures) == [RollupDelta(visits: 1, uniqueVisits: 1, flaggedUnconfirmed: 2)],
      "the one without evidence counts under nobody")
    #expect(rows.first?.partner == shop.alice.id && rows.first?.subID?.text == "mail")
    #expect(rows.first?.landingPage?.text == "https://shop.example/p" && rows.first?.day == Shop.today + 1)

    let waiting = try await shop.unconfirmed()
    #expect(waiting.map(\.kind) == [.sale, .lead, .sale] && waiting.map(\.orderID.text) == ["A-1", "F-1", "A-1"])
    #expect(waiting.allSatisfy { $0.differsIn == nil })
    let sale = try #require(waiting.last)
    #expect(try sale.amounts == shop.amounts([1_000, 50]))
    #expect(sale.id == id && sale.receivedAt == time)
    #expect(sale.customerEmail == Self.carol.email && sale.customerExternalID == Self.carol.externalID)
    #expect(sale.coupon == "none!" && sale.click == click.clickID && sale.visitor == click.visitorID)
    #expect(sale.partner == shop.alice.id && sale.subID?.text == "mail")
    #expect(waiting.first?.partner == nil && waiting.first?.amounts.currency.code == "EUR")
    #expect(try await shop.unconfirmed(before: waiting[1].id).map(\.id) == [id])
    #expect(try await shop.unconfirmed(limit: 1).map(\.id) == [waiting[0].id])
    try await shop.expectConsistent()
    // Nothing but the flags, which reports tell on demand.
    let without = before.map { $0.replacing("flaggedUnconfirmed: 0", with: "") }
    let after = try await Picture(of: shop).lines().map { $0.replacing("flaggedUnconfirmed: 2", with: "") }
    #expect(after == without)
  }

  /// A claim outlives a restart, and joins the order that the cart records then.
  @Test(arguments: Backend.allCases)
  func joinAfterARestart(_ backend: Backend) async throws {
    let open = try backend.make()
    var shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice, subID: "mail")
    let evidence: [EvidenceSubmission] = [.token(click.clickID), .forgery, .coupon("X"), .nonsense]
    let claim = try await shop.pixel("A-1", [1_000], at: Shop.start + 1, evidence, customer: Self.carol).claimID()
    try await open.reopen()
    shop = shop.moved(to: open.store)
    #expect(try await shop.pixel("A-1", [1_000], evidence, customer: Self.carol).isRepeated)
    let sale = try await shop.sale("A-1", [1_000], at: Shop.start + 2)
    #expect(!sale.isReplayed && sale.minorUnits == [100] && sale.receipt.winner?.subID?.text == "mail")
    #expect(sale.receipt.verdict(on: .forgery) == .badSignature && sale.receipt.verdict(on: .coupon("X")) == .unknown)
    #expect(sale.receipt.verdict(on: .nonsense) == .unknown && sale.conversionID != claim)
    let recorded = try await shop.recordedSale("A-1")
    #expect(recorded.customerEmail == Self.carol.email && recorded.contactOrderNumber == 1)
    #expect(try await shop.unconfirmed().isEmpty)
    #expect(
      try await shop.figures(shop.alice, includesFlagged: true)
        == RollupDelta(visits: 1, uniqueVisits: 1, sales: 1, revenueMinor: 1_000, commissionMinor: 100))
    let reloaded = try await shop.pixel("A-1", [1_000], at: Shop.start + 9, evidence, customer: Self.carol).recorded()
    #expect(reloaded.isReplayed && reloaded.receipt == sale.receipt)
    let confirmed = try await shop.confirm(claim)
    #expect(confirmed.isReplayed && confirmed.conversionID == sale.conversionID && confirmed.minorUnits == [100])
    #expect(try await shop.unconfirmed().isEmpty)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func areConfirmedByAPersonOnce(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    let sale = try await shop.pixel("A-1", [1_000], at: Shop.start + 1, [.click(click.clickID)]).claimID()
    let lead = try await shop.pixel("F-1", nil, at: Shop.start + 1, [.click(click.clickID)]).claimID()
    let confirmed = try await shop.confirm(sale)
    #expect(!confirmed.isReplayed && confirmed.minorUnits == [100])
    #expect(try await shop.confirm(lead).minorUnits == [50])
    let again = try await shop.confirm(sale, at: Shop.start + Shop.day)
    #expect(again.isReplayed && again.receipt == confirmed.receipt && again.commissions == confirmed.commissions)
    let recorded = try await shop.recordedSale("A-1")
    #expect(recorded.id == confirmed.conversionID && recorded.occurredAt == Shop.start + 1)
    #expect(recorded.entries.map(\.entry.recordedAt) == [Shop.start + Shop.hour])
    #expect(try await shop.sale("A-1", [1_000]).isReplayed)
    await expectConflict("items[0].unit_price_minor") { try await shop.sale("A-1", [1_001]) }
    await expectMissing { try await shop.confirm(ConversionID(rawValue: Shop.id())) }
    let other = try await Shop(in: open.store, name: "other")
    await expectMissing { try await other.confirm(sale) }
    #expect(
      try await shop.figures(shop.alice, includesFlagged: true)
        == RollupDelta(
          visits: 1, uniqueVisits: 1, leads: 1, sales: 1, revenueMinor: 1_000, commissionMinor: 150))
    try await shop.expectConsistent()
  }

  /// The preview knows who takes part and who is the customer.
  @Test(arguments: Backend.allCases)
  func countUnderWhomTheyWouldBeCreditedTo(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: "alice@example.com")
    let click = try await shop.click(shop.alice)
    try await shop.lead("F-1", [.partner(shop.bob)], customer: Self.carol)
    try await shop.pixel(
      "A-1", [10], at: Shop.start + 1, [.click(click.clickID)], customer: Customer(email: "ALICE@example.com"))
    try await shop.pixel("A-2", [10], at: Shop.start + 1, customer: Self.carol)
    try await shop.pixel("A-3", [10], at: Shop.start + 61 * Shop.day, [.click(click.clickID)])
    try await shop.setStatus(.inactive, of: shop.alice)
    try await shop.pixel("A-4", [10], at: Shop.start + 1, [.click(click.clickID)])
    #expect(try await shop.unconfirmed().map(\.partner) == [nil, nil, nil, nil], "contacts tell claims nothing")
    #expect(try await shop.report(nil, keys: [], includesFlagged: true).totals.map(\.figures.flaggedUnconfirmed) == [0])
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases)
  func cannotBeTestsOrRefundsNorJoinATest(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    await expectInvalid("test") { try await shop.pixel("A-1", [10], isTest: true) }
    let refund = try shop.refundCommand("A-1", nil, nil)
    guard case .conversion(let command) = refund else { throw UnexpectedOutcome() }
    for isSigned in [false, true] {
      await expectInvalid("kind") {
        try await shop.store.perform(.pixel(PixelCommand(conversion: command, isSigned: isSigned)))
      }
    }
    try await shop.sale("T-1", [1_000], isTest: true)
    let claim = try await shop.pixel("T-1", [1_000], [.partner(shop.alice)]).claimID()
    #expect(try await shop.unconfirmed().map(\.differsIn) == ["test"])
    await expectConflict("test") { try await shop.confirm(claim) }
    let early = try await shop.pixel("T-2", [1_000]).claimID()
    try await shop.sale("T-2", [1_000], isTest: true)
    await expectConflict("test") { try await shop.confirm(early) }
    #expect(try await shop.unconfirmed().count == 2)
    #expect(try await shop.balances(nil).isEmpty)
    // A sale without its money could join whatever the money.
    try await shop.sale("A-1", [1_000])
    await expectInvalid("items") {
      try await shop.store.perform(
        .pixel(
          PixelCommand(
            conversion: ConversionCommand(
              conversionID: ConversionID(rawValue: Shop.id()), program: shop.program.id, kind: .sale,
              orderID: OrderID("A-1"), amounts: nil, occurredAt: Shop.start, receivedAt: Shop.start),
            isSigned: false)))
    }
    try await shop.expectConsistent()
  }

  /// What a command changes in memory goes when it fails.
  @Test(arguments: Backend.allCases)
  func aConfirmationThatFailsLeavesTheClaim(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-0", [1 << 60], at: Shop.start + 1, [.click(click.clickID)])
    let claim = try await shop.pixel("A-1", [1], at: Shop.start + 1, [.click(click.clickID)]).claimID()
    await expectPrecondition("total in USD") { try await shop.confirm(claim) }
    #expect(try await shop.unconfirmed().map(\.id) == [claim])
    #expect(try await shop.figures(shop.alice, includesFlagged: true).flaggedUnconfirmed == 1)
    await expectPrecondition("total in USD") { try await shop.sale("A-1", [1]) }
    #expect(try await shop.unconfirmed().map(\.id) == [claim])
    try await shop.expectConsistent()
  }
}
