import TributaryClient

/// What the demo does, all of it through the client library over the socket: a merchant with two partners, their links
/// with SubIDs, leads, sales, a repeated order and a partial refund.
struct DemoStory {
  static let account = "demo"
  static let program = "mug-shop"
  static let partner = "anna"

  /// Clicks by partner and SubID.
  private static let traffic: [(partner: String, subID: String, clicks: Int)] = [
    ("anna", "newsletter-may", 12),
    ("anna", "youtube", 7),
    ("anna", "", 3),
    ("ben", "blog", 9),
  ]

  private let admin: TributaryClient
  private let makeClient: (String) throws(TributaryError) -> TributaryClient

  init(admin: TributaryClient, makeClient: @escaping (String) throws(TributaryError) -> TributaryClient) {
    self.admin = admin
    self.makeClient = makeClient
  }

  /// What a person needs to go on from where the story ends.
  struct Ending {
    /// The key of the shop's server.
    let serverKey: String
    /// The token of a click on one of Ben's links that nobody has used yet.
    let clickToken: String
  }

  /// Plays the story.
  func tell() async throws -> Ending {
    let serverKey = try await setUp()
    let shop = try makeClient(serverKey)
    let clicks = try await recordClicks(shop)
    func evidence(_ subID: String) -> Evidence { Evidence(clickToken: clicks[subID]?.last?.clickToken ?? "") }

    for (entry, subID) in [("L-1", "newsletter-may"), ("L-2", "youtube"), ("L-3", "blog")] {
      _ = try await shop.recordConversion(
        .lead(
          entry: entry, program: Self.program, customer: Customer(email: "\(entry.lowercased())@example.com"),
          evidence: evidence(subID)))
    }
    try await sellAfterTwoClicks(shop)
    for (order, subID) in [("A-1002", "youtube"), ("A-1003", "newsletter-may"), ("A-1004", "blog")] {
      _ = try await shop.recordConversion(
        .sale(
          order: order, program: Self.program, items: [Item(sku: "MUG-RED", quantity: 3, unitPriceMinor: 1400)],
          taxMinor: 336, shippingMinor: 495, evidence: evidence(subID)))
    }
    _ = try await shop.recordConversion(
      .refund(
        order: "A-1002", refund: "R-1", program: Self.program,
        items: [Item(sku: "MUG-RED", quantity: 1, unitPriceMinor: 1400)]))
    await shop.close()
    return Ending(serverKey: serverKey, clickToken: clicks["blog"]?.first?.clickToken ?? "")
  }

  /// Makes account, program and partners with the admin key, and a key for the shop's server.
  private func setUp() async throws -> String {
    _ = try await admin.createAccount(Account(slug: Self.account, name: "Demo merchant", plan: .pro))
    _ = try await admin.createProgram(
      Program(
        slug: Self.program, account: Self.account, name: "The mug shop", currency: "USD", timeZone: "Europe/Berlin",
        commission: CommissionRule(saleRateE4: 100_000, leadFlatMinor: 150), holdDays: 14))
    for (code, name) in [("anna", "Anna's kitchen"), ("ben", "Ben brews")] {
      _ = try await admin.createPartner(
        Partner(program: Self.program, code: code, name: name, email: "\(code)@example.com"))
    }
    return try await admin.createKey(
      CreateApiKeyRequest(account: Self.account, scope: .server, label: "the shop's server")
    ).secret
  }

  /// Follows each link as often as `traffic` says. Every fourth visitor comes twice.
  private func recordClicks(_ shop: TributaryClient) async throws -> [String: [RecordClickResponse]] {
    var clicks: [String: [RecordClickResponse]] = [:]
    for (partner, subID, count) in Self.traffic {
      for number in 0..<count {
        let returning = number % 4 == 3 ? clicks[subID]?.last?.visitorId ?? "" : ""
        clicks[subID, default: []].append(
          try await shop.recordClick(
            RecordClickRequest(
              program: Self.program, partner: partner, subId: subID, visitorId: returning,
              landingUrl: "https://mugs.example/")))
      }
    }
    return clicks
  }

  /// A visitor follows Ben's link and then Anna's, and buys: the receipt shows why Anna is paid.
  private func sellAfterTwoClicks(_ shop: TributaryClient) async throws {
    let first = try await shop.recordClick(
      RecordClickRequest(program: Self.program, partner: "ben", subId: "blog"))
    let second = try await shop.recordClick(
      RecordClickRequest(
        program: Self.program, partner: "anna", subId: "newsletter-may", visitorId: first.visitorId))
    _ = try await shop.recordConversion(
      .sale(
        order: "A-1001", program: Self.program,
        items: [
          Item(sku: "MUG-BLUE", quantity: 2, unitPriceMinor: 1250),
          Item(sku: "TEA-EARL", quantity: 1, unitPriceMinor: 890),
        ],
        taxMinor: 271, shippingMinor: 495, discountMinor: 200,
        customer: Customer(email: "carla@example.com"),
        evidence: Evidence(clickToken: second.clickToken, visitorId: first.visitorId)))
  }
}
