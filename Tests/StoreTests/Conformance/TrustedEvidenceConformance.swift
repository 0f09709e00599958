import PartnerProgram
import Store
import Testing

/// What an unsigned pixel, which anybody can send, does to an order that the merchant has told of: of the rules of who may
/// decide and whose order it is, each in both orders of arrival.
@Suite("Trusted evidence")
struct TrustedEvidenceConformance {
  static let carol = Customer(email: "Carol@example.com")
  static let time = Shop.start + Shop.hour

  /// What cart and pixel do in one order or the other.
  private func run(
    _ cartFirst: Bool, cart: () async throws -> Void, pixel: () async throws -> Void
  ) async throws {
    if cartFirst { try await cart() }
    try await pixel()
    if !cartFirst { try await cart() }
  }

  private func recordedLead(_ shop: Shop, _ form: String) async throws -> RecordedConversion {
    try #require(
      try await shop.store.conversion(program: shop.program.id, kind: .lead, order: try OrderID(form), refund: nil))
  }

  @Test(arguments: Backend.allCases, [true, false])
  func aLaterClickOfAPixelTakesNoLead(_ backend: Backend, _ cartFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let alice = try await shop.click(shop.alice)
    let bob = try await shop.click(shop.bob, at: Shop.start + 1)
    try await run(cartFirst) {
      try await shop.lead("F-1", at: Self.time, [.click(alice.clickID)], customer: Self.carol)
    } pixel: {
      try await shop.pixel("F-1", nil, at: Self.time, [.click(bob.clickID)])
      try await shop.pixel("F-1", nil, at: Self.time, [.click(bob.clickID)], customer: Self.carol)
    }
    let lead = try await recordedLead(shop, "F-1")
    #expect(lead.commissions.map(\.partner) == [shop.alice.id] && lead.commissions.map(\.amount.minorUnits) == [50])
    #expect(lead.receipt.verdict(on: .click(alice.clickID)) == .won)
    #expect(lead.receipt.verdict(on: .click(bob.clickID)) == .unconfirmed)
    #expect(lead.receipt.candidate(from: .click(bob.clickID))?.isTrusted == false)
    #expect(try await shop.balances(nil).map(\.partner) == [shop.alice.id])
    #expect(try await shop.unconfirmed().map(\.differsIn) == ["customer.email"], "only the one that named nobody")
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases, [true, false])
  func aLaterClickOfAPixelTakesNoSale(_ backend: Backend, _ cartFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let alice = try await shop.click(shop.alice, subID: "mail")
    let bob = try await shop.click(shop.bob, at: Shop.start + 1)
    let coupon: EvidenceSubmission = .coupon("BOB10")
    try await shop.makeCoupon("BOB10", of: shop.bob)
    try await run(cartFirst) {
      try await shop.sale("A-1", [1_000], at: Self.time, [.click(alice.clickID)])
    } pixel: {
      try await shop.pixel("A-1", [1_000], at: Self.time, [.click(bob.clickID), coupon])
    }
    let sale = try await shop.recordedSale("A-1")
    #expect(sale.receipt.winner?.partner == shop.alice.id && sale.receipt.winner?.subID?.text == "mail")
    #expect(sale.receipt.rule == .lastTouch && sale.commissions.map(\.amount.minorUnits) == [100])
    #expect(sale.receipt.verdict(on: .click(bob.clickID)) == .unconfirmed)
    #expect(sale.receipt.verdict(on: coupon) == .unconfirmed)
    #expect(try await shop.balances(nil).map(\.partner) == [shop.alice.id])
    #expect(try await shop.unconfirmed().isEmpty)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases, [true, false])
  func aPixelWithThePartnersAddressMakesNoSelfReferral(_ backend: Backend, _ cartFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: "alice@example.com")
    let click = try await shop.click(shop.alice)
    try await run(cartFirst) {
      try await shop.sale("A-1", [1_000], at: Self.time, [.click(click.clickID)])
    } pixel: {
      try await shop.pixel("A-1", [1_000], at: Self.time, customer: Customer(email: "Alice@Example.com"))
    }
    let sale = try await shop.recordedSale("A-1")
    #expect(sale.commissions.map(\.amount.minorUnits) == [100])
    #expect(try await shop.figures(shop.alice, includesFlagged: true).flaggedSelfReferrals == 0)
    // More that the cart knows is held against what the cart says.
    try await shop.sale("A-1", [1_000], [.forgery], customer: Self.carol)
    #expect(try await shop.recordedSale("A-1").commissions.map(\.amount.minorUnits) == [100])
    #expect(try await shop.recordedSale("A-1").customerEmail == Self.carol.email)
    try await shop.expectConsistent()
  }

  /// Where nobody but a pixel says who referred the order, all that pixels say of the customer counts, and flags nobody.
  @Test(arguments: Backend.allCases)
  func aPixelEarnsNothingByItsOwnAddress(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    try await shop.update(shop.alice, email: "alice@example.com")
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000], at: Self.time)
    try await shop.pixel("A-1", [1_000], [.click(click.clickID)], customer: Customer(email: "alice@example.com"))
    let sale = try await shop.recordedSale("A-1")
    #expect(sale.commissions.isEmpty && sale.receipt.verdict(on: .click(click.clickID)) == .selfReferral)
    #expect(try await shop.figures(shop.alice, includesFlagged: true).flaggedSelfReferrals == 0)
    // The cart's own word for the same click is judged by the cart's own word for the customer.
    try await shop.sale("A-1", [1_000], [.click(click.clickID)], customer: Self.carol)
    #expect(try await shop.recordedSale("A-1").commissions.map(\.amount.minorUnits) == [100])
    try await shop.expectConsistent()
  }

  /// The second tier's partner is not the customer either, because a pixel says so.
  @Test(arguments: Backend.allCases, [true, false])
  func aPixelTakesNothingFromTheParent(_ backend: Backend, _ cartFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(
      in: open.store,
      commission: CommissionTerms(
        rule: CommissionRule(saleRate: Rate(percentE4: 100_000)), tierTwoRate: Rate(percentE4: 250_000)))
    try await shop.update(shop.bob, email: "bob@example.com")
    try await shop.update(shop.alice, parent: shop.bob)
    let click = try await shop.click(shop.alice)
    let bob = Customer(email: "bob@example.com")
    try await run(cartFirst) {
      try await shop.sale("A-1", [1_000], at: Self.time, [.click(click.clickID)])
    } pixel: {
      try await shop.pixel("A-1", [1_000], at: Self.time, [.click(click.clickID)], customer: bob)
    }
    #expect(try await shop.recordedSale("A-1").commissions.map(\.amount.minorUnits) == [100, 25])
    // Without the cart's word the pixel's counts, until the cart says the same.
    try await shop.sale("A-2", [1_000], at: Self.time)
    try await shop.pixel("A-2", [1_000], at: Self.time, [.click(click.clickID)], customer: bob)
    #expect(try await shop.recordedSale("A-2").commissions.map(\.amount.minorUnits) == [100])
    try await shop.sale("A-2", [1_000], [.click(click.clickID)])
    #expect(try await shop.recordedSale("A-2").commissions.map(\.amount.minorUnits) == [100, 25])
    try await shop.expectConsistent()
  }

  /// A pixel that names somebody who has ordered before makes the order none too many.
  @Test(arguments: Backend.allCases, [true, false])
  func aPixelsCustomerMakesNoOrderOneTooMany(_ backend: Backend, _ cartFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(
      in: open.store,
      commission: CommissionTerms(rule: CommissionRule(saleRate: Rate(percentE4: 100_000)), firstOrders: 1))
    let click = try await shop.click(shop.alice)
    try await shop.sale("A-1", [1_000], at: Shop.start, customer: Self.carol)
    try await run(cartFirst) {
      try await shop.sale("A-2", [1_000], at: Self.time, [.click(click.clickID)])
    } pixel: {
      try await shop.pixel("A-2", [1_000], at: Self.time, customer: Self.carol)
    }
    #expect(try await shop.recordedSale("A-2").commissions.map(\.amount.minorUnits) == [100])
    // The cart may say so.
    try await shop.sale("A-2", [1_000], at: Self.time, customer: Self.carol)
    #expect(try await shop.recordedSale("A-2").commissions.isEmpty)
    try await shop.expectConsistent()
  }

  /// A browser's click comes before who referred the customer before, but a customer whom only a pixel names does not.
  @Test(arguments: Backend.allCases, [true, false])
  func aPixelsClickComesBeforeTheContact(_ backend: Backend, _ cartFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.bob)
    let (seventh, eighth) = (Customer(externalID: "C-7"), Customer(externalID: "C-8"))
    let dave = Customer(email: "dave@example.com")
    try await shop.lead("F-1", at: Shop.start, [.partner(shop.alice)], customer: seventh)
    try await shop.lead("F-2", at: Shop.start, [.partner(shop.alice)], customer: eighth)
    try await shop.lead("F-3", at: Shop.start, [.partner(shop.bob)], customer: dave)
    try await run(cartFirst) {
      try await shop.sale("A-1", [1_000], at: Self.time, customer: seventh)
      try await shop.sale("A-2", [1_000], at: Self.time, customer: eighth)
    } pixel: {
      try await shop.pixel("A-1", [1_000], at: Self.time, [.click(click.clickID)])
      try await shop.pixel("A-2", [1_000], at: Self.time, customer: dave)
    }
    let first = try await shop.recordedSale("A-1")
    #expect(first.receipt.winner?.partner == shop.bob.id && first.receipt.rule == .lastTouch)
    let second = try await shop.recordedSale("A-2")
    #expect(second.receipt.winner?.partner == shop.alice.id && second.receipt.rule == .contactLastReferrer)
    #expect(second.receipt.verdict(on: .email(dave.email)) == .unconfirmed)
    try await shop.expectConsistent()
  }

  /// An order that only a pixel says to be somebody's changes nothing of who referred that person.
  @Test(arguments: Backend.allCases, [true, false])
  func aPixelsCustomerGetsNoReferrer(_ backend: Backend, _ cartFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.bob)
    try await shop.lead("F-1", at: Shop.start, [.partner(shop.alice)], customer: Self.carol)
    try await run(cartFirst) {
      try await shop.sale("A-1", [1_000], at: Self.time)
    } pixel: {
      try await shop.pixel("A-1", [1_000], at: Self.time, [.click(click.clickID)], customer: Self.carol)
    }
    #expect(try await shop.recordedSale("A-1").receipt.winner?.partner == shop.bob.id)
    try await shop.sale("A-2", [1_000], at: Self.time + 1, customer: Self.carol)
    #expect(try await shop.recordedSale("A-2").receipt.winner?.partner == shop.alice.id)
    // Once the cart says that it was hers, it is.
    try await shop.sale("A-1", [1_000], customer: Self.carol)
    try await shop.sale("A-3", [1_000], at: Self.time + 2, customer: Self.carol)
    #expect(try await shop.recordedSale("A-3").receipt.winner?.partner == shop.bob.id)
    try await shop.expectConsistent()
  }

  @Test(arguments: Backend.allCases, [true, false])
  func aClaimAboutAnotherCustomerWaits(_ backend: Backend, _ cartFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.bob)
    let evidence: [EvidenceSubmission] = [.click(click.clickID)]
    try await run(cartFirst) {
      try await shop.sale("A-1", [1_000], at: Self.time, customer: Self.carol)
    } pixel: {
      try await shop.pixel("A-1", [1_000], at: Self.time, evidence, customer: Customer(email: "dave@example.com"))
      try await shop.pixel("A-1", [1_000], at: Self.time, evidence)
      try await shop.pixel("A-1", [999], at: Self.time, evidence, customer: Customer(email: "dave@example.com"))
    }
    let waiting = try await shop.unconfirmed()
    #expect(waiting.map(\.differsIn) == ["items[0].unit_price_minor", "customer.email", "customer.email"])
    #expect(try await shop.balances(nil).isEmpty)
    // The same address, written otherwise.
    try await shop.pixel("A-1", [1_000], at: Self.time, evidence, customer: Customer(email: "CAROL@EXAMPLE.COM"))
    let sale = try await shop.recordedSale("A-1")
    #expect(sale.commissions.map(\.partner) == [shop.bob.id] && sale.customerEmail == Self.carol.email)
    #expect(try await shop.unconfirmed().count == 3)
    // A manager may let in what does not come in by itself.
    let confirmed = try await shop.confirm(try #require(waiting.last).id)
    #expect(confirmed.minorUnits == [100])
    let after = try await shop.recordedSale("A-1")
    #expect(after.customerEmail == Self.carol.email, "the cart's customer stays")
    #expect(after.receipt.candidate(from: .click(click.clickID))?.isTrusted == true)
    try await shop.expectConsistent()
  }

  /// A lead has nothing but its customer that could be the same.
  @Test(arguments: Backend.allCases)
  func aClaimJoinsALeadByItsAddressOnly(_ backend: Backend) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.bob)
    let evidence: [EvidenceSubmission] = [.click(click.clickID)]
    try await shop.lead("F-1", at: Self.time, customer: Customer(externalID: "C-7"))
    for customer in [Customer(), Customer(externalID: "C-7"), Self.carol] {
      _ = try await shop.pixel("F-1", nil, at: Self.time, evidence, customer: customer).claimID()
    }
    #expect(try await shop.unconfirmed().map(\.differsIn) == Array(repeating: "customer.email", count: 3))
    #expect(try await shop.balances(nil).isEmpty)
    // Once the merchant names the address, the claim that named it joins.
    try await shop.lead("F-1", at: Self.time, customer: Self.carol)
    #expect(try await recordedLead(shop, "F-1").commissions.map(\.partner) == [shop.bob.id])
    #expect(try await shop.unconfirmed().map(\.customerEmail) == ["", ""])
    try await shop.expectConsistent()
  }

  /// A person's confirmation makes a claim's evidence trusted, whether it waits or has joined by itself.
  @Test(arguments: Backend.allCases, [true, false])
  func aConfirmationVouchesForTheEvidence(_ backend: Backend, _ confirmsFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let alice = try await shop.click(shop.alice)
    let bob = try await shop.click(shop.bob, at: Shop.start + 1)
    let claim = try await shop.pixel("A-1", [1_000], at: Self.time, [.click(bob.clickID)]).claimID()
    if confirmsFirst { try await shop.confirm(claim) }
    let sale = try await shop.sale("A-1", [1_000], at: Self.time, [.click(alice.clickID)])
    #expect(sale.receipt.winner?.partner == (confirmsFirst ? shop.bob.id : shop.alice.id))
    let confirmed = try await shop.confirm(claim)
    #expect(confirmed.isReplayed && confirmed.receipt.winner?.partner == shop.bob.id)
    #expect(confirmed.receipt.verdict(on: .click(alice.clickID)) == .laterTouchWon)
    #expect(try await shop.confirm(claim).receipt == confirmed.receipt)
    #expect(try await shop.recordedSale("A-1").commissions.map(\.partner) == [shop.bob.id])
    try await shop.expectConsistent()
  }

  /// The claim came in while the cart had named nobody: once the cart does, it earns no more than if it had come later. It
  /// stays on the receipt, which is the one difference that its coming early makes.
  @Test(arguments: Backend.allCases, [true, false])
  func aClaimThatCameBeforeTheCustomerTakesPartNoMore(_ backend: Backend, _ claimFirst: Bool) async throws {
    let open = try backend.make()
    let shop = try await Shop(in: open.store)
    let click = try await shop.click(shop.bob)
    let dave = Customer(email: "dave@example.com")
    if claimFirst { try await shop.pixel("A-1", [1_000], at: Self.time, [.click(click.clickID)], customer: dave) }
    try await shop.sale("A-1", [1_000], at: Self.time)
    if !claimFirst { try await shop.pixel("A-1", [1_000], at: Self.time, [.click(click.clickID)], customer: dave) }
    #expect(try await shop.recordedSale("A-1").commissions.map(\.partner) == [shop.bob.id])
    let joined = try await shop.store.contact(program: shop.program.id, name: #require(.email(dave.email)))
    #expect(joined?.orderCount == 1 && joined?.referrers == ContactReferrers())
    try await shop.sale("A-1", [1_000], at: Self.time, customer: Self.carol)
    let sale = try await shop.recordedSale("A-1")
    #expect(sale.receipt.winner == nil && sale.receipt.flag == nil && sale.commissions.isEmpty)
    #expect(sale.receipt.verdict(on: .click(click.clickID)) == .unconfirmed)
    #expect(sale.customerEmail == Self.carol.email && sale.contactOrderNumber == 1)
    let daves = try await shop.store.contact(program: shop.program.id, name: #require(.email(dave.email)))
    #expect(daves?.orderCount == 0 && daves?.referrers == ContactReferrers() && daves?.names.count == 1)
    let carols = try await shop.store.contact(program: shop.program.id, name: #require(.email(Self.carol.email)))
    #expect(carols?.orderCount == 1 && carols?.names.count == 1)
    #expect((try await shop.balance(shop.bob)?.balanceMinor ?? 0) == 0)
    try await shop.expectConsistent()
    // Erased names change nothing of it, also when the order is decided anew.
    let before = try await Picture(of: shop).lines()
    for customer in [dave, Self.carol] {
      _ = try await shop.store.perform(
        .eraseContact(program: shop.program.id, name: try #require(.email(customer.email))))
    }
    try await shop.sale("A-1", [1_000], at: Self.time, [.forgery])
    #expect(try await Picture(of: shop).lines() == before)
    _ = try await shop.pixel("A-1", [1_000], [.click(click.clickID)], customer: Self.carol).claimID()
    try await shop.expectConsistent()
  }
}
