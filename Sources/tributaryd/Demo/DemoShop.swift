import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import TributaryClient

/// The merchant's shop of the demo: a site of its own, on another host than the tracking host, with only what a merchant
/// would add to it. Its pages load the tracking script, its form posts to the form processor, its confirmation page has
/// a signed pixel, and its server tells the tracker of each order as well.
struct DemoShop: Sendable {
  /// Orders that are remembered, and so can be looked at again.
  private static let maximumOrders = 1_000
  /// Characters of an e-mail address that the shop takes.
  private static let maximumEmailCharacters = 320
  static let unitPriceMinor: Int64 = 1_250

  /// Where the tracking host is reached, such as "http://127.0.0.1:7480".
  let trackingURL: String
  let program: String
  let partners: [String]
  /// With a key of scope server.
  let client: TributaryClient
  private let signingKey: (id: String, secret: String)
  private let orders: DemoOrders

  /// Makes the shop; asks the tracker for the key that signs pixels, as a merchant would.
  init(trackingURL: String, program: String, partners: [String], client: TributaryClient) async throws {
    self.trackingURL = trackingURL
    self.program = program
    self.partners = partners
    self.client = client
    let snippet = try await client.pixelSnippet(GetPixelSnippetRequest(program: program))
    signingKey = (snippet.signingKeyId, snippet.signingSecret)
    orders = DemoOrders(limit: Self.maximumOrders)
  }

  /// Everything that the shop answers.
  var router: Router<BasicRequestContext> {
    let router = Router()
    router.get("/") { _, _ in try page(notice: "") }
    router.get("/thanks") { _, _ in try page(notice: "Thank you: you are on our list, and we know who sent you.") }
    router.post("/buy") { request, context in try await buy(request, context) }
    router.get("/order/:number") { _, context in try confirmation(number: context.parameters.get("number") ?? "") }
    router.get("/figures") { _, _ in try await figures() }
    return router
  }

  private struct Purchase: Decodable {
    let email: String
    let quantity: Int64
  }

  /// The visitor buys: the shop keeps the order, tells the tracker of it, and shows the confirmation page, whose pixel
  /// tells the same. Which of the two arrives first makes no difference.
  private func buy(_ request: Request, _ context: some RequestContext) async throws -> Response {
    let purchase = try await URLEncodedFormDecoder().decode(Purchase.self, from: request, context: context)
    guard (1...20).contains(purchase.quantity), purchase.email.count <= Self.maximumEmailCharacters else {
      throw HTTPError(.badRequest, message: "between 1 and 20 mugs, please, and an e-mail address")
    }
    let order = orders.place(email: purchase.email, quantity: purchase.quantity)
    _ = try await client.recordConversion(
      .sale(
        order: order.number, program: program,
        items: [Item(sku: "MUG-BLUE", quantity: order.quantity, unitPriceMinor: Self.unitPriceMinor)],
        customer: Customer(email: order.email)))
    return .redirect(to: "/order/\(order.number)")
  }

  // MARK: - Pages

  private func page(notice: String) throws -> Response {
    try DemoShopPages.shop.response([
      "tracking": trackingURL, "program": program, "has_notice": !notice.isEmpty, "notice": notice,
      "price": dollars(Self.unitPriceMinor),
      "partners": partners.map { ["code": $0, "link": link(partner: $0, subID: "my-link")] },
    ])
  }

  /// A link as a partner would publish it.
  func link(partner: String, subID: String) -> String {
    "\(trackingURL)/t?program=\(program)&p=\(partner)&sid=\(subID)"
  }

  private func confirmation(number: String) throws -> Response {
    guard let order = orders.order(number) else { throw HTTPError(.notFound, message: "there is no such order") }
    return try DemoShopPages.confirmation.response([
      "tracking": trackingURL, "program": program, "number": order.number, "query": pixelQuery(of: order),
      "quantity": order.quantity, "total": dollars(order.quantity * Self.unitPriceMinor),
    ])
  }

  /// What the pixel says of an order, with the signature over it that only the shop's server can make.
  private func pixelQuery(of order: DemoOrder) -> String {
    let values = [
      ("program", program), ("kind", "sale"), ("order_id", order.number), ("email", order.email), ("currency", "USD"),
      ("item_id_1", "MUG-BLUE"), ("item_price_1", "12.50"), ("item_quantity_1", "\(order.quantity)"),
    ]
    let query = values.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
    let code = HMAC<SHA256>.authenticationCode(
      for: Data(query.utf8), using: SymmetricKey(data: Data(signingKey.secret.utf8)))
    return "\(query)&sig=\(signingKey.id)." + code.map { String(format: "%02x", $0) }.joined()
  }

  /// Percent-encoded but for what RFC 3986, section 2.3, leaves as it is.
  private func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .unreserved) ?? ""
  }

  /// The report as it is at this moment, and who earned the latest orders.
  private func figures() async throws -> Response {
    let report = try await client.partnerReport(GetPartnerReportRequest(program: program, keys: [.partner, .subId]))
    var earned: [[String: Any]] = []
    for order in orders.latest(5) {
      let found = try await client.conversion(GetConversionRequest(program: program, orderId: order.number))
      guard let receipt = found.conversion?.receipt else { continue }
      earned.append([
        "number": order.number,
        "partner": receipt.partner.isEmpty ? "nobody" : receipt.partner,
        "has_sub_id": !receipt.subId.isEmpty,
        "sub_id": receipt.subId,
        "commission": dollars(found.conversion?.commissions.reduce(0) { $0 + $1.amountMinor } ?? 0),
      ])
    }
    return try DemoShopPages.figures.response([
      "rows": report.rows.map { row in
        [
          "partner": row.partner, "sub_id": row.subId, "visits": row.visits, "leads": row.leads, "sales": row.sales,
          "revenue": dollars(row.revenueMinor), "commission": dollars(row.commissionMinor),
        ] as [String: Any]
      },
      "orders": earned,
    ])
  }
}

/// An amount of US cents for people.
private func dollars(_ minor: Int64) -> String {
  String(format: "%@$%lld.%02lld", minor < 0 ? "-" : "", abs(minor) / 100, abs(minor) % 100)
}

extension CharacterSet {
  fileprivate static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
