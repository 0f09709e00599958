import TestValues
import TributaryClient

/// All orders of arrival of what belongs to one sale, which must end in the same.
struct Permutations {
  private static let day = LocalCalendar.microsecondsPerDay
  private static let start: Int64 = 1_711_800_000_000_000
  private static let email = "mia@example.org"

  /// One program, and what happened in it before.
  private struct Setting {
    let name: String
    var attribution = AttributionPolicy()
    var commission = CommissionRule(saleRateE4: 75_000, saleFlatMinor: 3, tierTwoRateE4: 333_333)
    var before: [Event] = []
    var webhookEvidence: Evidence?
  }

  /// What may not depend on the order of arrival.
  private struct Outcome: Hashable {
    var sale: GetConversionResponse
    var balances: [Balance]
    var reports: [[ReportRow]]
    var contact: Contact
  }

  private static let leadOfBen = Event.convert(
    RecordConversionRequest(
      kind: .lead, orderId: "lead", customer: Customer(email: email), evidence: Evidence(partner: "ben"),
      occurredAtUs: start - 5 * day), nil)

  private static let settings = [
    Setting(name: "standard policy"),
    Setting(name: "contact with a referrer", before: [leadOfBen]),
    Setting(
      name: "first touch, contact with a referrer, cap",
      attribution: AttributionPolicy(touch: .first, contact: .first),
      commission: CommissionRule(saleRateE4: 333_333, capMinor: 700, tierTwoRateE4: 100_000), before: [leadOfBen]),
    Setting(
      name: "coupon before click", before: [.createCoupon(Coupon(partner: "ben", code: "VIP"))],
      webhookEvidence: Evidence(coupon: "vip")),
    Setting(
      name: "coupon after click, contact ignored",
      attribution: AttributionPolicy(coupon: .afterClick, contact: .ignored),
      before: [leadOfBen, .createCoupon(Coupon(partner: "ben", code: "VIP"))],
      webhookEvidence: Evidence(coupon: "VIP")),
    Setting(
      name: "only the contact's first order",
      commission: CommissionRule(saleRateE4: 75_000, firstOrders: 1), before: [leadOfBen]),
  ]

  /// - Returns: how many orders of arrival agreed.
  /// - Throws: ``Difference`` for the first that did not.
  static func run() async throws -> Int {
    var count = 0
    for setting in settings {
      let world = try await World()
      do {
        var first: Outcome?
        for arrival in permutations(of: Array(arrivals(setting).indices)) {
          let outcome = try await outcome(of: arrival, setting, in: world)
          let expected = first ?? outcome
          first = expected
          guard outcome == expected else {
            throw Difference(
              kind: "\(setting.name), order of arrival \(arrival)",
              lines: differences(model: expected, server: outcome))
          }
          count += 1
        }
        let lines = try await world.check()
        if !lines.isEmpty { throw Difference(kind: "check", lines: lines) }
      } catch {
        await world.stop()
        throw error
      }
      await world.stop()
    }
    return count
  }

  /// Click, webhook, pixel, partial refund, full refund.
  private static func arrivals(_ setting: Setting) -> [Event] {
    let click = RecordClickRequest(
      partner: "anna", subId: "s1", clickId: Pools.clicks[0], visitorId: Pools.visitors[0],
      landingUrl: "https://shop.example/a?x=1", occurredAtUs: start - day)
    var sale = RecordConversionRequest(
      kind: .sale, orderId: "1",
      items: [Item(sku: "mug", quantity: 2, unitPriceMinor: 999), Item(sku: "tee", quantity: 1, unitPriceMinor: 1)],
      taxMinor: 7, discountMinor: 50, occurredAtUs: start)
    let pixel = sale
    sale.customer = Customer(email: email)
    sale.evidence = setting.webhookEvidence
    let partial = RecordConversionRequest(
      kind: .refund, orderId: "1", refundId: "r1", items: [Item(sku: "mug", quantity: 1, unitPriceMinor: 333)],
      occurredAtUs: start + day)
    let full = RecordConversionRequest(kind: .refund, orderId: "1", fullRefund: true, occurredAtUs: start + 2 * day)
    return [
      .click(click), .convert(sale, nil), .convert(pixel, TokenEvidence(click: Pools.clicks[0], isForged: false)),
      .convert(partial, nil), .convert(full, nil),
    ]
  }

  private static func outcome(of arrival: [Int], _ setting: Setting, in world: World) async throws -> Outcome {
    let program = Program(
      currency: "USD", timeZone: "Europe/Berlin", commission: setting.commission, holdDays: 3,
      attribution: setting.attribution)
    let partners = [
      Partner(code: "anna", email: "anna@partner.example", parent: ""), Partner(code: "ben", parent: "anna"),
    ]
    let events = arrivals(setting)
    let history = History(
      seed: 0, start: start + 10 * day, program: program, partners: partners,
      events: setting.before + arrival.map { events[$0] })
    return try await Run.run(history, in: world) { run in
      let client = run.client
      var reports: [[ReportRow]] = []
      for key in [ReportKey.subId, .day, .partner, .landingPage] {
        reports.append(
          try await client.partnerReport(
            GetPartnerReportRequest(program: run.program, keys: [key], includeFlagged: true)
          ).rows)
      }
      return Outcome(
        sale: try await client.conversion(
          GetConversionRequest(program: run.program, kind: .sale, orderId: "1")
        ).withoutArrival,
        balances: try await client.balances(ListBalancesRequest(program: run.program)).balances, reports: reports,
        contact: try await client.contact(GetContactRequest(program: run.program, email: email)).normalised)
    }
  }

  private static func permutations(of positions: [Int]) -> [[Int]] {
    guard let last = positions.last else { return [[]] }
    return permutations(of: Array(positions.dropLast())).flatMap { shorter in
      (0...shorter.count).map { place in
        var longer = shorter
        longer.insert(last, at: place)
        return longer
      }
    }
  }
}

extension GetConversionResponse {
  /// Without what tells when something arrived: ids and the entries that came and went.
  fileprivate var withoutArrival: GetConversionResponse {
    var reply = normalised
    reply.conversion?.conversionId = ""
    reply.conversion?.entries = []
    for position in reply.refunds.indices {
      reply.refunds[position].conversionId = ""
      reply.refunds[position].entries = []
    }
    return reply
  }
}
