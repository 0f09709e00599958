import PartnerProgram
import Store
import Testing

/// Whatever order events arrive in, everything that can be read afterwards is the same.
@Suite("Order of arrival")
struct ArrivalConformance {
  private typealias Event = @Sendable (Shop) async throws -> Void

  private static let visitor = VisitorID(rawValue: Shop.id())
  private static let clicks = (0..<3).map { _ in ClickID(rawValue: Shop.id()) }
  private static let customer = Customer(email: " Carol@Example.com", externalID: "C-7")
  private static let saleTime = Shop.start + Shop.hour

  private static func sendClick(
    _ number: Int, _ partner: any KeyPath<Shop, Partner> & Sendable, at time: Timestamp, subID: String
  ) -> Event {
    { shop in
      try await shop.click(
        shop[keyPath: partner], at: time, subID: subID, landing: "https://shop.example/\(subID)?utm=1",
        visitor: visitor, click: clicks[number])
    }
  }

  private static func sendSale(_ evidence: [EvidenceSubmission], _ customer: Customer = Customer()) -> Event {
    { shop in try await shop.sale("A-1", [3_335, 1_000], at: saleTime, evidence, customer: customer) }
  }

  /// Sends the events in every order, each time to a shop of its own.
  ///
  /// - Returns: the picture that they all have.
  private func expectOnePicture(
    _ events: [Event], in store: any Store, commission: CommissionTerms? = nil, holdDays: Int32 = 30,
    prepare: Event = { _ in }
  ) async throws -> [String] {
    var first: [String]?
    for (number, order) in permutations(of: Array(events.indices)).enumerated() {
      let shop = try await Shop(in: store, name: "shop-\(number)", holdDays: holdDays, commission: commission)
      try await prepare(shop)
      for event in order { try await events[event](shop) }
      let names = [ContactName.email("carol@example.com"), .externalID("C-7")].compactMap(\.self)
      let lines = try await Picture(of: shop).lines(sales: ["A-1"], contacts: names)
      if let first {
        #expect(lines == first, "events came in the order \(order)")
        guard lines == first else { break }
      }
      first = first ?? lines
    }
    #expect(try await store.check() == [])
    return try #require(first)
  }

  @Test(arguments: Backend.allCases)
  func ofClickWebhookPixelAndRefunds(_ backend: Backend) async throws {
    let open = try backend.make()
    let picture = try await expectOnePicture(
      [
        Self.sendClick(0, \.alice, at: Shop.start, subID: "mail"),
        Self.sendSale([], Self.customer),
        Self.sendSale([.token(Self.clicks[0])]),
        { try await $0.refund("A-1", "R-1", [1_111], at: Self.saleTime + Shop.day) },
        { try await $0.refund("A-1", nil, nil, at: Self.saleTime + 2 * Shop.day) },
      ], in: open.store)
    #expect(picture.contains { $0.hasPrefix("sale A-1") && $0.contains("refunded 4335") && $0.hasSuffix("number 1") })
    #expect(picture.contains { $0.hasPrefix("  lastTouch ALICE 'mail'") })
    #expect(picture.contains { $0.hasPrefix("balance ALICE USD 434 -434 0 0") })
    #expect(picture.contains { $0.hasPrefix("contact carol@example.com") && $0.contains("first ALICE 'mail'") })
  }

  /// Evidence for three partners, of which one is the second tier's child, with refunds that exceed the order and a cap.
  @Test(arguments: Backend.allCases)
  func ofEvidenceThatMovesTheOrderFromOneToAnother(_ backend: Backend) async throws {
    let open = try backend.make()
    let picture = try await expectOnePicture(
      [
        Self.sendClick(0, \.alice, at: Shop.start, subID: "mail"),
        Self.sendClick(1, \.bob, at: Shop.start + Shop.second, subID: "blog"),
        Self.sendSale([.click(Self.clicks[0]), .coupon("CAROL")], Self.customer),
        Self.sendSale([.visitor(Self.visitor), .forgery]),
        { try await $0.refund("A-1", "R-1", [4_000], at: Self.saleTime + Shop.day) },
      ], in: open.store,
      commission: CommissionTerms(
        rule: CommissionRule(saleRate: Rate(percentE4: 125_000), saleFlatMinor: 3), capMinor: 500,
        tierTwoRate: Rate(percentE4: 333_333)), holdDays: 0
    ) { shop in
      let carol = try await shop.makePartner("CAROL", parent: shop.bob)
      try await shop.makeCoupon("CAROL", of: carol)
    }
    #expect(picture.contains { $0.hasPrefix("  coupon CAROL") })
    // The cap is 500, a third of it is 167; 4,000 of 4,335 are paid back.
    #expect(picture.contains { $0.hasPrefix("balance CAROL USD 500 -461 0 0") })
    #expect(picture.contains { $0.hasPrefix("balance BOB USD 167 -154 0 0") })
    #expect(!picture.contains { $0.hasPrefix("balance ALICE") })
  }

  /// A contact that is known by two names, which come apart.
  @Test(arguments: Backend.allCases)
  func ofTheNamesOfAContact(_ backend: Backend) async throws {
    let open = try backend.make()
    let picture = try await expectOnePicture(
      [
        Self.sendSale([], Customer(email: Self.customer.email)),
        Self.sendSale([], Customer(externalID: Self.customer.externalID)),
        Self.sendSale([.click(Self.clicks[0])]),
        Self.sendClick(0, \.alice, at: Shop.start, subID: "mail"),
        { try await $0.refund("A-1", "R-1", [1_000], at: Self.saleTime + Shop.day) },
      ], in: open.store
    ) { shop in
      try await shop.lead("F-1", at: Shop.start - Shop.day, [.partner(shop.bob)], customer: Self.customer)
    }
    #expect(picture.contains { $0.hasPrefix("  lastTouch ALICE 'mail'") })
    #expect(picture.contains { $0.hasPrefix("  candidate externalID C-7 clickWon: BOB") })
    #expect(picture.contains { $0.hasPrefix("contact C-7") && $0.contains("last ALICE") && $0.contains("first BOB") })
  }

  /// Two refunds of the same moment, which come one after the other by their ids, and one that finds nothing left.
  @Test(arguments: Backend.allCases)
  func ofRefundsThatWaitExceedOrDoNotFit(_ backend: Backend) async throws {
    let open = try backend.make()
    let picture = try await expectOnePicture(
      [
        { try await $0.sale("A-1", [3_335, 1_000], at: Self.saleTime, [.partner($0.alice)]) },
        { try await $0.refund("A-1", "R-1", [4_000], at: Self.saleTime + Shop.day) },
        { try await $0.refund("A-1", "R-2", [400], at: Self.saleTime + Shop.day) },
        { try await $0.refund("A-1", "R-3", nil, at: Self.saleTime + 2 * Shop.day) },
      ], in: open.store)
    #expect(picture.contains { $0.hasPrefix("  refund A-1 R-2") && $0.contains("base 335") })
    #expect(picture.contains { $0.hasPrefix("  refund A-1 R-3") && $0.contains("exceedsOrder") })
  }
}
