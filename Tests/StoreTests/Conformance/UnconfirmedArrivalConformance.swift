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
    var first: [String]?
    for (number, order) in permutations(of: Array(events.indices)).enumerated() {
      let shop = try await Shop(in: store, name: "shop-\(number)")
      try await prepare(shop)
      let claim = ConversionID(rawValue: Shop.id())
      for event in order { try await events[event](shop, claim) }
      let names = ["carol@example.com", "dave@example.com"].compactMap(ContactName.email)
      var lines = try await Picture(of: shop).lines(
        sales: ["A-1"], contacts: names + [ContactName.externalID("C-7")].compactMap(\.self))
      lines += try await shop.unconfirmed().map { waiting in
        "unconfirmed \(waiting.orderID) \(waiting.amounts) to \(waiting.partner == shop.bob.id ? "BOB" : "another") "
          + "differs in \(waiting.differsIn ?? "nothing")"
      }
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
          try await shop.sale("A-1", [1_000], at: Self.time, customer: Customer(email: "carol@example.com"))
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
    #expect(picture.contains { $0.hasPrefix("contact carol@example.com") && $0.contains("C-7") })
    #expect(picture.contains { $0.hasPrefix("contact dave@example.com") && $0.contains("orders 0") })
    #expect(!picture.contains { $0.hasPrefix("unconfirmed") })
    #expect(!picture.contains { $0.contains("flaggedUnconfirmed: 1") })
  }
}
