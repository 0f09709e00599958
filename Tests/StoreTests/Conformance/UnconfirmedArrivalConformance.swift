import PartnerProgram
import Store
import Testing

/// Whatever order pixels, carts, refunds and managers come in, everything that can be read afterwards is the same.
@Suite("Order of arrival of pixels")
struct UnconfirmedArrivalConformance {
  private typealias Event = @Sendable (Shop, _ claim: ConversionID) async throws -> Void

  private static let click = ClickID(rawValue: Shop.id())
  private static let otherClick = ClickID(rawValue: Shop.id())
  private static let visitor = VisitorID(rawValue: Shop.id())
  private static let time = Shop.start + Shop.hour

  /// Sends the events in every order, each time to a shop of its own.
  ///
  /// - Returns: the picture that they all have.
  private func expectOnePicture(
    _ events: [Event], in store: any Store, prepare: @Sendable (Shop) async throws -> Void
  ) async throws -> [String] {
    try await expectOnePicture(
      events, inOrders: permutations(of: Array(events.indices)), name: "shop", in: store, prepare: prepare)
  }

  /// The same in some orders.
  private func expectOnePicture(
    _ events: [Event], inOrders orders: [[Int]], name: String, in store: any Store,
    prepare: @Sendable (Shop) async throws -> Void
  ) async throws -> [String] {
    var first: [String]?
    for (number, order) in orders.enumerated() {
      let shop = try await Shop(in: store, name: "\(name)-\(number)")
      try await prepare(shop)
      let claim = ConversionID(rawValue: Shop.id())
      for event in order { try await events[event](shop, claim) }
      let names = ["carol@example.com", "dave@example.com"].compactMap(ContactName.email)
      var lines = try await Picture(of: shop).lines(
        sales: ["A-1"], contacts: names + [ContactName.externalID("C-7")].compactMap(\.self))
      lines += try await shop.unconfirmed().map { waiting in
        "unconfirmed \(waiting.orderID) \(waiting.amounts) to \(waiting.partner == shop.bob.id ? "BOB" : "another") "
          + "differs in \(waiting.differsIn ?? "nothing")"
      }.sorted()
      if let first {
        #expect(lines == first, "events came in the order \(order)")
        guard lines == first else { break }
      }
      first = first ?? lines
    }
    #expect(try await store.check() == [])
    return try #require(first)
  }

  /// Confirms what the pixel claimed, if it waits or has waited.
  private static let confirm: Event = { shop, claim in
    do { try await shop.confirm(claim) } catch StoreError.notFound {}
  }

  @Test(arguments: Backend.allCases)
  func ofPixelCartForgeryRefundAndConfirmation(_ backend: Backend) async throws {
    let open = try backend.make()
    let picture = try await expectOnePicture(
      [
        { shop, claim in
          try await shop.pixel(
            "A-1", [3_335, 1_000], at: Self.time, [.token(Self.click), .forgery],
            customer: Customer(email: "Carol@example.com"), id: claim)
        },
        { shop, _ in
          try await shop.sale("A-1", [3_335, 1_000], at: Self.time, customer: Customer(externalID: "C-7"))
        },
        { shop, _ in try await shop.pixel("A-1", [9_999, 1_000], at: Self.time, [.click(Self.otherClick)]) },
        { shop, _ in try await shop.refund("A-1", "R-1", [1_111], at: Self.time + Shop.day) },
        Self.confirm,
      ], in: open.store
    ) { shop in
      try await shop.click(shop.alice, subID: "mail", landing: "https://shop.example/p", click: Self.click)
      try await shop.click(shop.bob, at: Shop.start + 1, subID: "forged", click: Self.otherClick)
    }
    #expect(picture.contains { $0.hasPrefix("balance ALICE USD 434 -111 0 0") })
    #expect(!picture.contains { $0.hasPrefix("balance BOB") })
    #expect(picture.contains { $0.hasPrefix("sale A-1") && $0.contains("refunded 1111") && $0.hasSuffix("number 1") })
    let waiting = picture.filter { $0.hasPrefix("unconfirmed") }
    #expect(waiting.count == 1 && waiting[0].hasSuffix("to BOB differs in items[0].unit_price_minor"))
    #expect(picture.contains { $0.contains("BOB 'forged'") && $0.contains("flaggedUnconfirmed: 1") })
    #expect(!picture.contains { $0.contains("ALICE") && $0.contains("flaggedUnconfirmed: 1") })
    #expect(picture.contains { $0.hasPrefix("contact carol@example.com") && $0.contains("C-7") })
  }

  /// What the cart and its pixel say decides, whatever claims come in whatever order. Whether a manager could confirm the
  /// claim makes a difference: only what has waited can be, since nobody hears of what joins at once.
  @Test(arguments: Backend.allCases)
  func ofCartsSignedPixelClaimForgeryAndConfirmation(_ backend: Backend) async throws {
    let open = try backend.make()
    let carol = Customer(email: "Carol@example.com", externalID: "C-7")
    let (first, second, claimed, forged) = (
      ClickID(rawValue: Shop.id()), ClickID(rawValue: Shop.id()), Self.click, Self.otherClick
    )
    let (claim, confirmation) = (3, 5)
    let events: [Event] = [
      { shop, _ in try await shop.sale("A-1", [1_000], at: Self.time, [.coupon("X")], customer: carol) },
      { shop, _ in try await shop.sale("A-1", [1_000], at: Self.time, [.click(first)], customer: carol) },
      { shop, _ in
        try await shop.pixel("A-1", [1_000], at: Self.time, [.token(second)], customer: carol, isSigned: true)
      },
      { shop, id in
        try await shop.pixel(
          "A-1", [1_000], at: Self.time, [.click(claimed)], customer: Customer(email: carol.email), id: id)
      },
      { shop, _ in
        try await shop.pixel(
          "A-1", [1_000], at: Self.time, [.click(forged)], customer: Customer(email: "dave@example.com"))
      },
      { shop, claim in try await shop.confirm(claim) },
    ]
    @Sendable func prepare(_ shop: Shop) async throws {
      try await shop.click(shop.alice, click: first)
      try await shop.click(shop.alice, at: Shop.start + 1, subID: "mail", click: second)
      try await shop.click(shop.bob, at: Shop.start + 2, subID: "later", click: claimed)
      try await shop.click(shop.bob, at: Shop.start + 3, subID: "forged", click: forged)
    }
    let orders = permutations(of: Array(events.indices))
    let unconfirmed = try await expectOnePicture(
      events, inOrders: permutations(of: Array(events.indices.dropLast())), name: "unconfirmed", in: open.store,
      prepare: prepare)
    #expect(unconfirmed.contains { $0.hasPrefix("  lastTouch ALICE 'mail'") })
    #expect(unconfirmed.contains { $0.hasPrefix("  candidate clickID \(claimed) unconfirmed: BOB") })
    #expect(!unconfirmed.contains { $0.hasPrefix("balance BOB") })
    let confirmed = try await expectOnePicture(
      events,
      inOrders: orders.filter { order in
        let trusted = [0, 1, 2].compactMap(order.firstIndex)
        guard let claimAt = order.firstIndex(of: claim), let confirmedAt = order.firstIndex(of: confirmation) else {
          return false
        }
        return claimAt < confirmedAt && trusted.allSatisfy { claimAt < $0 }
      }, name: "confirmed", in: open.store, prepare: prepare)
    #expect(confirmed.contains { $0.hasPrefix("  lastTouch BOB 'later'") })
    #expect(!confirmed.contains { $0.hasPrefix("balance ALICE USD") && !$0.hasPrefix("balance ALICE USD 0") })
    for picture in [unconfirmed, confirmed] {
      #expect(picture.contains { $0.hasPrefix("sale A-1") && $0.contains("'Carol@example.com' 'C-7'") })
      #expect(picture.filter { $0.hasPrefix("unconfirmed") }.map { $0.hasSuffix("in customer.email") } == [true])
      #expect(picture.contains("contact dave@example.com: nobody"))
    }
  }

  /// The clicks may come last of all.
  @Test(arguments: Backend.allCases)
  func ofClaimCartAndLateClicks(_ backend: Backend) async throws {
    let open = try backend.make()
    let picture = try await expectOnePicture(
      [
        { shop, _ in try await shop.pixel("A-1", [1_000], at: Self.time, [.visitor(Self.visitor)]) },
        { shop, _ in try await shop.sale("A-1", [1_000], at: Self.time, [.click(Self.click)]) },
        { shop, _ in
          try await shop.click(
            shop.bob, at: Shop.start + 1, subID: "forged", visitor: Self.visitor, click: Self.otherClick)
        },
        { shop, _ in try await shop.click(shop.alice, subID: "mail", click: Self.click) },
        { shop, _ in try await shop.refund("A-1", nil, nil, at: Self.time + Shop.day) },
      ], in: open.store
    ) { _ in }
    #expect(picture.contains { $0.hasPrefix("  lastTouch ALICE 'mail'") })
    #expect(picture.contains { $0.hasPrefix("  candidate visitorID \(Self.visitor) unconfirmed: BOB") })
  }

  /// The claim names a contact of its own, which another partner has referred: whose order it is, the cart says.
  @Test(arguments: Backend.allCases)
  func ofAClaimThatNamesAnotherContact(_ backend: Backend) async throws {
    let open = try backend.make()
    let picture = try await expectOnePicture(
      [
        { shop, _ in
          try await shop.pixel(
            "A-1", [1_000], at: Self.time, [.visitor(Self.visitor)], customer: Customer(email: "dave@example.com"))
        },
        { shop, _ in
          try await shop.sale("A-1", [1_000], at: Self.time, customer: Customer(externalID: "C-8"))
        },
        { shop, _ in
          try await shop.pixel("A-1", [1_000], at: Self.time, [.coupon("X")], customer: Customer(externalID: "C-7"))
        },
        { shop, _ in try await shop.click(shop.alice, visitor: Self.visitor, click: Self.click) },
        { shop, _ in try await shop.refund("A-1", nil, nil, at: Self.time + Shop.day) },
      ], in: open.store
    ) { shop in
      try await shop.lead(
        "F-1", at: Shop.start - Shop.day, [.partner(shop.bob)], customer: Customer(email: "dave@example.com"))
    }
    #expect(picture.contains { $0.hasPrefix("  lastTouch ALICE") })
    #expect(picture.contains { $0.hasPrefix("  candidate email dave@example.com clickWon: BOB") })
    #expect(picture.contains { $0.hasPrefix("contact C-7") && $0.contains("C-8") })
    #expect(picture.contains { $0.hasPrefix("contact dave@example.com") && $0.contains("orders 0") })
    #expect(!picture.contains { $0.hasPrefix("unconfirmed") })
    #expect(!picture.contains { $0.contains("flaggedUnconfirmed: 1") })
  }
}
