import Logging
import PartnerProgram
import Store
import Testing
import Tracker

@testable import Web

/// A program that browsers come to, on a web server of its own.
///
/// Its slug is `mugs`; partners `anna` and `ben` are active and `idle` is not. It lands on https://shop.example.com/, thanks
/// on https://shop.example.com/thanks, has the campaign `spring` on https://spring.example.org/sale?x=1, and allows
/// https://blog.example.net and everything below example.edu.
struct BrowserShop: Sendable {
  struct Configuration {
    var slug = "mugs"
    var plan = Plan.pro
    var currency = "USD"
    var landingURL: String? = "https://shop.example.com/"
    var thankYouURL: String? = "https://shop.example.com/thanks"
    var trackingURL = ""
    var allowedHosts = ["blog.example.net", "*.example.edu"]
    var formFields = ["name", "company"]
  }

  let web: TestWeb
  let program: Program
  let partners: [String: Partner]

  /// A Tuesday evening: 2023-11-14T22:13:20Z, the time of ``TestWeb``.
  static let now = Timestamp(microseconds: 1_700_000_000_000_000)
  static let today = Day(daysSince1970: 19_675)

  init(on web: TestWeb, _ configuration: Configuration = Configuration()) async throws {
    self.web = web
    let store = web.store
    let now = Self.now
    guard
      case .account(let account) = try await store.perform(
        .createAccount(
          try Account(slug: Slug("\(configuration.slug)-account"), plan: configuration.plan, createdAt: now))),
      case .program(let program) = try await store.perform(
        .createProgram(
          try Program(
            slug: Slug(configuration.slug), account: account.id,
            currency: #require(Currency(code: configuration.currency)),
            commission: CommissionTerms(rule: CommissionRule(saleRate: Rate(percentE4: 100_000), leadFlatMinor: 50)),
            trackingURL: configuration.trackingURL,
            landingURL: configuration.landingURL.flatMap { WebAddress($0) },
            thankYouURL: configuration.thankYouURL.flatMap { WebAddress($0) },
            allowedHosts: configuration.allowedHosts.map { try AllowedHost($0) },
            formFields: configuration.formFields.map { try FormFieldName($0) }, createdAt: now)))
    else { throw Unexpected() }
    self.program = program
    var partners: [String: Partner] = [:]
    for code in ["anna", "ben", "idle"] {
      let partner = try await store.perform(
        .createPartner(
          try Partner(
            program: program.id, code: PartnerCode(code), status: code == "idle" ? .inactive : .active, createdAt: now))
      )
      guard case .partner(let made) = partner else { throw Unexpected() }
      partners[code] = made
    }
    self.partners = partners
    _ = try await store.perform(
      .createCampaign(
        Campaign(
          program: program.id, code: try CampaignCode("spring"),
          landingURL: try #require(WebAddress("https://spring.example.org/sale?x=1")), createdAt: now)))
  }

  struct Unexpected: Error {}

  /// The program as requests find it.
  var entry: ProgramEntry {
    get throws { try #require(web.store.directory.program(id: program.id)) }
  }

  /// All figures of a partner, with those that do not count.
  func figures(_ partner: String = "anna") async throws -> RollupDelta {
    try await rows(partner, keys: []).first?.figures ?? RollupDelta()
  }

  /// A partner's report, with what does not count.
  func rows(_ partner: String = "anna", keys: [ReportKey]) async throws -> [ReportRow] {
    try await web.store.report(
      ReportQuery(
        program: program.id, partner: #require(partners[partner]).id, keys: keys, rowLimit: 1_000, today: Self.today,
        includesFlagged: true)
    ).rows
  }

  /// The sale "1" as it is recorded.
  func sale() async throws -> RecordedConversion? {
    try await web.store.conversion(program: program.id, kind: .sale, order: OrderID("1"), refund: nil)
  }

  /// What unsigned pixels say and nobody has vouched for.
  func claims() async throws -> [UnconfirmedConversion] {
    try await web.store.unconfirmedConversions(program: program.id, before: nil, limit: 100)
  }

  /// What is known of whoever has an address.
  func contact(_ email: String = "a@b.example") async throws -> Contact? {
    try await web.store.contact(program: program.id, name: #require(ContactName.email(email)))
  }

  /// Returns when all that was submitted before is settled: batches and their outcomes keep their order.
  func settle() async throws {
    _ = try await web.store.perform(.purgeClicks(program: program.id, clicks: []))
  }

  func count(_ counter: WebMetrics.Counter, _ reason: StaticString) -> Int {
    web.services.metrics.count(of: counter, reason: reason)
  }

  /// The click token of a link of a partner that a new browser follows.
  func token(_ partner: String = "anna", subID: String = "") async throws -> String {
    let answer = try await web.get("/t?p=\(partner)&sid=\(subID)")
    let location = try #require(answer["location"])
    return String(location.drop { $0 != "=" }.dropFirst())
  }
}

/// Runs `body` with a web server that has one shop.
func withBrowserShop(
  _ configuration: BrowserShop.Configuration = .init(), _ body: (BrowserShop) async throws -> Void
) async throws {
  try await withWeb { web in try await body(BrowserShop(on: web, configuration)) }
}

/// Bytes as the value of a parameter, each as "%" and two digits.
func encoded(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
