import TributaryClient

/// What the demo does, all of it through the client library over the socket: a merchant with two partners, and the
/// orders over which partners usually quarrel.
struct DemoStory {
  static let account = "demo"
  static let program = "mug-shop"
  static let partner = "anna"
  static let partners = ["anna", "ben"]
  static let payout = "last-month"
  static let coupon = "BREW10"

  /// An order that two links and a coupon lead to.
  static let contestedOrder = "A-1001"
  /// An order whose refund comes before it, of a customer who opted in a month ago.
  static let refundedOrder = "A-1002"

  private static let minute: Int64 = 60_000_000
  private static let day: Int64 = 1_440 * minute

  /// Clicks by partner and SubID.
  private static let traffic: [(partner: String, subID: String, clicks: Int)] = [
    ("anna", "newsletter-may", 12),
    ("anna", "youtube", 7),
    ("anna", "", 3),
    ("ben", "blog", 9),
  ]

  private let admin: TributaryClient
  private let trackingURL: String
  private let now: Int64
  private let makeClient: (String) throws(TributaryError) -> TributaryClient

  /// - Parameters:
  ///   - admin: with the server's admin key.
  ///   - trackingURL: where links and pixels reach the server.
  ///   - now: the time in microseconds since 1970 UTC, from which the story counts back.
  ///   - makeClient: gives a client with another key.
  init(
    admin: TributaryClient, trackingURL: String, now: Int64,
    makeClient: @escaping (String) throws(TributaryError) -> TributaryClient
  ) {
    self.admin = admin
    self.trackingURL = trackingURL
    self.now = now
    self.makeClient = makeClient
  }

  /// What a person needs to go on from where the story ends.
  struct Ending {
    /// The merchant's own key.
    let merchantKey: String
    /// The token of a click on one of Ben's links that nobody has used yet.
    let clickToken: String
  }

  /// Plays the story.
  func tell() async throws -> Ending {
    try await setUp()
    let shop = try makeClient(try await key(.server, "the shop's server"))
    try await sellLastMonth(shop)
    try await sellWhatIsContested(shop)
    try await refundBeforeSale(shop)
    let clicks = try await recordClicks(shop)
    for (order, subID) in [("A-1003", "youtube"), ("A-1004", "newsletter-may"), ("A-1005", "blog")] {
      let evidence = Evidence(clickToken: clicks[subID]?.last?.clickToken ?? "")
      _ = try await shop.recordConversion(sale(order, evidence: evidence, at: now))
    }
    await shop.close()
    return Ending(
      merchantKey: try await key(.admin, "the merchant"), clickToken: clicks["blog"]?.first?.clickToken ?? "")
  }

  /// Makes account, program, partners and a coupon.
  private func setUp() async throws {
    _ = try await admin.createAccount(
      Account(slug: Self.account, name: "Demo merchant", plan: .pro, partnerCenter: true))
    _ = try await admin.createProgram(
      Program(
        slug: Self.program, account: Self.account, name: "The mug shop", currency: "USD", timeZone: "Europe/Berlin",
        commission: CommissionRule(saleRateE4: 100_000, leadFlatMinor: 150), holdDays: 14,
        trackingUrl: trackingURL))
    for (code, name) in [("anna", "Anna's kitchen"), ("ben", "Ben brews")] {
      _ = try await admin.createPartner(
        Partner(
          program: Self.program, code: code, name: name, email: "\(code)@example.com", partnerCenterAccess: true))
    }
    _ = try await admin.createCoupon(Coupon(program: Self.program, partner: "ben", code: Self.coupon))
  }

  private func key(_ scope: KeyScope, _ label: String) async throws -> String {
    try await admin.createKey(CreateApiKeyRequest(account: Self.account, scope: scope, label: label)).secret
  }

  private func click(
    _ shop: TributaryClient, _ partner: String, _ subID: String, visitor: String = "", at time: Int64
  ) async throws -> RecordClickResponse {
    try await shop.recordClick(
      RecordClickRequest(
        program: Self.program, partner: partner, subId: subID, visitorId: visitor,
        landingUrl: "https://mugs.example/", occurredAtUs: time))
  }

  private func sale(
    _ order: String, customer: Customer? = nil, evidence: Evidence? = nil, at time: Int64
  ) -> RecordConversionRequest {
    .sale(
      order: order, program: Self.program, items: [Item(sku: "MUG-RED", quantity: 3, unitPriceMinor: 1_400)],
      taxMinor: 336, shippingMinor: 495, customer: customer, evidence: evidence, occurredAtUs: time)
  }

  /// A sale of a month ago, whose commission is approved by now and is paid out, and a visitor who opted in.
  private func sellLastMonth(_ shop: TributaryClient) async throws {
    let then = now - 30 * Self.day
    let evidence = Evidence(clickToken: try await click(shop, "anna", "newsletter-april", at: then).clickToken)
    _ = try await shop.recordConversion(sale("A-0990", evidence: evidence, at: then))
    _ = try await shop.recordConversion(
      .lead(
        entry: "L-1", program: Self.program, customer: Customer(email: "dora@example.com"), evidence: evidence,
        occurredAtUs: then))
    _ = try await admin.createPayout(CreatePayoutRequest(program: Self.program, id: Self.payout))
  }

  /// A visitor follows Ben's link and then Anna's, and types Ben's coupon when buying.
  private func sellWhatIsContested(_ shop: TributaryClient) async throws {
    let first = try await click(shop, "ben", "blog", at: now - 3 * Self.day)
    let second = try await click(
      shop, "anna", "newsletter-may", visitor: first.visitorId, at: now - Self.day)
    _ = try await shop.recordConversion(
      .sale(
        order: Self.contestedOrder, program: Self.program,
        items: [
          Item(sku: "MUG-BLUE", quantity: 2, unitPriceMinor: 1_250),
          Item(sku: "TEA-EARL", quantity: 1, unitPriceMinor: 890),
        ],
        taxMinor: 271, shippingMinor: 495, discountMinor: 200,
        evidence: Evidence(
          clickToken: second.clickToken, visitorId: first.visitorId, coupon: Self.coupon.lowercased()),
        occurredAtUs: now))
  }

  /// The cart's message about a refund overtakes the one about its order, whose customer comes without any click.
  private func refundBeforeSale(_ shop: TributaryClient) async throws {
    _ = try await shop.recordConversion(
      .refund(
        order: Self.refundedOrder, refund: "R-1", program: Self.program,
        items: [Item(sku: "MUG-RED", quantity: 1, unitPriceMinor: 1_400)], occurredAtUs: now))
    _ = try await shop.recordConversion(
      sale(
        Self.refundedOrder, customer: Customer(email: "Dora@Example.com"), at: now - 90 * Self.minute))
  }

  /// Follows each link as often as `traffic` says, one click each 20 minutes. Every fourth visitor comes twice.
  private func recordClicks(_ shop: TributaryClient) async throws -> [String: [RecordClickResponse]] {
    var clicks: [String: [RecordClickResponse]] = [:]
    for (partner, subID, count) in Self.traffic {
      for number in 0..<count {
        let returning = number % 4 == 3 ? clicks[subID]?.last?.visitorId ?? "" : ""
        let time = now - Int64(count - number) * 20 * Self.minute
        clicks[subID, default: []].append(
          try await click(shop, partner, subID, visitor: returning, at: time))
      }
    }
    return clicks
  }
}
