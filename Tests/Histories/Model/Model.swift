import TributaryClient

/// All rules of a program written a second time and as simply as can be: lists, loops and no index. It answers what the
/// server must answer.
///
/// What an order was found to be when something became known stays as it was then, so the model keeps the findings of
/// each order. All else is computed from the facts when it is asked for.
struct Model {
  /// How far a click may lie after its conversion, and a sent time after the server's clock.
  static let maximumLead: Int64 = 300 * LocalCalendar.microsecondsPerSecond

  var now: Int64
  let slug: String
  let currency: String
  let calendar: LocalCalendar
  /// The text of the token of a click.
  let token: @Sendable (String) -> String

  var terms = Terms()
  var partners: [Partner] = []
  var coupons: [String: String] = [:]
  var overrides: [OverrideKey: CommissionRule] = [:]
  var clicks: [KnownClick] = []
  var orders: [KnownOrder] = []
  var refunds: [KnownRefund] = []
  var contacts: [KnownContact] = []
  var entries: [KnownEntry] = []
  var payouts: [(payout: Payout, thresholds: [String: Int64])] = []
  var adjustments: [(request: CreateAdjustmentRequest, entry: KnownEntry)] = []

  init(_ program: Program, partners: [Partner], now: Int64, token: @escaping @Sendable (String) -> String) {
    self.now = now
    self.token = token
    slug = program.slug
    currency = program.currency
    calendar = LocalCalendar(zone: program.timeZone)
    self.partners = partners
    update(program)
  }

  var today: Int { calendar.day(of: now) }

  // MARK: - What the merchant sets up

  mutating func update(_ program: Program) {
    let policy = program.attribution ?? AttributionPolicy()
    terms.coupon = policy.coupon == .unspecified ? .beforeClick : policy.coupon
    terms.touch = policy.touch == .unspecified ? .last : policy.touch
    terms.contact = policy.contact == .unspecified ? .last : policy.contact
    terms.windowDays = program.windowDays == 0 ? 60 : Int64(program.windowDays)
    terms.contactWindowDays = policy.contactWindowDays == 0 ? terms.windowDays : Int64(policy.contactWindowDays)
    terms.holdDays = Int(program.holdDays)
    terms.commission = program.commission ?? CommissionRule()
  }

  mutating func update(_ partner: Partner) {
    partners = partners.map { $0.code == partner.code ? partner : $0 }
  }

  func partner(_ code: String) -> Partner? {
    partners.first { $0.code == code }
  }

  func isActive(_ code: String) -> Bool {
    partner(code).map { $0.status != .inactive } ?? false
  }

  mutating func create(_ coupon: Coupon) throws(Refusal) {
    let code = coupon.code.uppercased()
    guard coupons[code] == nil else { throw Refusal(code: .alreadyExists, field: "coupon.code") }
    coupons[code] = coupon.partner
  }

  mutating func deleteCoupon(_ code: String) throws(Refusal) {
    guard coupons.removeValue(forKey: code.uppercased()) != nil else { throw Refusal(code: .notFound) }
  }

  mutating func set(_ override: CommissionOverride) {
    let key = OverrideKey(partner: override.partner, sku: override.sku)
    overrides[key] = override.commission ?? CommissionRule()
  }

  mutating func deleteOverride(_ key: OverrideKey) throws(Refusal) {
    guard overrides.removeValue(forKey: key) != nil else { throw Refusal(code: .notFound) }
  }

  // MARK: - Time

  /// The moment that a request means.
  func moment(_ sent: Int64) throws(Refusal) -> Int64 {
    if sent == 0 { return now }
    guard sent >= 0, sent - now <= Self.maximumLead else {
      throw Refusal(code: .invalidArgument, field: "occurred_at_us")
    }
    return min(sent, now)
  }
}
