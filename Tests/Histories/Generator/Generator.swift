import TestValues
import TributaryClient

/// Makes a random history. The same seed gives the same history.
struct Generator {
  static let second = LocalCalendar.microsecondsPerSecond
  static let day = LocalCalendar.microsecondsPerDay

  var random: SplitMix64
  var now: Int64
  var program = Program()
  var partners: [Partner] = []
  /// The orders that may come, each with its own money, so that one sent again is the same.
  var plans: [RecordConversionRequest] = []
  /// The clicks that may come, each with its own partner, SubID and visitor, so that one sent again is the same.
  var clicks: [RecordClickRequest] = []
  /// The positions of the orders and the ids of the clicks that were sent already.
  var sentPlans: [Int] = []
  var sentClicks: [String] = []
  /// When things happened.
  var moments: [Int64] = []

  init(seed: UInt64) {
    random = SplitMix64(state: seed)
    now = 0
    now = random.pick(Pools.starts) * Self.second + random.number(0...Self.day)
  }

  /// - Parameter events: how many events there are.
  static func history(seed: UInt64, events: ClosedRange<Int>) -> History {
    var generator = Generator(seed: seed)
    let start = generator.now
    generator.makeProgram()
    generator.makePartners()
    generator.planOrders()
    generator.planClicks()
    let (program, partners) = (generator.program, generator.partners)
    var made: [Event] = []
    for code in Pools.coupons where generator.random.chance(70) {
      made.append(.createCoupon(Coupon(partner: generator.random.pick(partners).code, code: code)))
    }
    for _ in 0..<2 where generator.random.chance(50) { made.append(generator.override()) }
    for _ in 0..<3 where generator.random.chance(60) { made.append(generator.click()) }
    let count = max(events.lowerBound, Int.random(in: events, using: &generator.random) - made.count)
    for position in 0..<count {
      made.append(generator.event())
      if position == count / 2, generator.random.chance(2) { made += generator.flood() }
    }
    return History(seed: seed, start: start, program: program, partners: partners, events: made)
  }

  // MARK: - The program

  private mutating func makeProgram() {
    program.currency = random.pick(Pools.currencies)
    program.timeZone = random.pick(Pools.zones)
    changeTerms()
  }

  mutating func changeTerms() {
    program.windowDays = random.pick([0, 1, 2, 30])
    program.holdDays = random.pick([0, 0, 1, 2, 30])
    program.attribution = AttributionPolicy(
      coupon: random.pick([.unspecified, .beforeClick, .afterClick, .afterClick, .ignored]),
      touch: random.pick([.unspecified, .last, .first]),
      contact: random.pick([.unspecified, .last, .first, .first, .ignored]),
      contactWindowDays: random.pick([0, 1, 30]))
    program.commission = rule()
    program.commission?.capMinor = random.pick([0, 0, 5, 700])
    program.commission?.tierTwoRateE4 = random.pick([0, 100_000, 333_333])
    program.commission?.firstOrders = random.pick([0, 0, 0, 1, 2])
  }

  private mutating func rule() -> CommissionRule {
    CommissionRule(
      saleRateE4: random.pick(Pools.rates), saleFlatMinor: random.pick([0, 0, 1, 150]),
      leadFlatMinor: random.pick([0, 1, 250]))
  }

  mutating func override() -> Event {
    let sku = random.pick(Pools.skus + [""])
    let partner = sku.isEmpty || random.chance(50) ? random.pick(partners).code : ""
    var commission = rule()
    if !sku.isEmpty { commission.leadFlatMinor = 0 }
    return .setOverride(CommissionOverride(partner: partner, sku: sku, commission: commission))
  }

  private mutating func makePartners() {
    let count = Int.random(in: 2...4, using: &random)
    for position in 0..<count {
      var partner = Partner(code: Pools.partners[position], email: Pools.addressesOfPartners[position])
      partner.name = random.chance(50) ? "Partner \(position)" : ""
      partner.status = random.chance(85) ? .active : .inactive
      // Only a partner that is made already can be a parent.
      if position > 0 && random.chance(50) { partner.parent = random.pick(partners).code }
      partners.append(partner)
    }
  }

  // MARK: - Orders

  private mutating func planOrders() {
    for number in 1...Int.random(in: 2...5, using: &random) {
      let isTest = random.chance(8)
      let customer = random.chance(70) ? customer() : nil
      guard random.chance(75) else {
        plans.append(
          RecordConversionRequest(kind: .lead, orderId: "\(number)", customer: customer, test: isTest))
        continue
      }
      var sale = RecordConversionRequest(
        kind: .sale, orderId: "\(number)", items: items(), customer: customer, test: isTest)
      sale.currency = random.chance(60) ? "" : random.pick(Pools.currencies)
      sale.taxMinor = random.pick([0, 7])
      sale.shippingMinor = random.pick([0, 499])
      sale.discountMinor = discount(on: sale.items)
      plans.append(sale)
    }
  }

  mutating func customer() -> Customer {
    var customer = Customer()
    // Half of all orders are of one person, so that contacts have several.
    if random.chance(75) { customer.email = random.pick(random.chance(50) ? Pools.spellings : Pools.addresses) }
    if random.chance(45) { customer.externalId = random.pick(Pools.numbers) }
    return customer
  }

  private mutating func planClicks() {
    for id in Pools.clicks {
      var click = RecordClickRequest(
        partner: random.pick(partners).code, subId: random.pick(Pools.subIDs),
        visitorId: random.pick(Pools.visitors + [""]))
      // Some come again under another id, as when a page is loaded anew.
      if random.chance(40), !clicks.isEmpty { click = random.pick(clicks) }
      click.clickId = id
      click.landingUrl = random.pick(Pools.pages)
      click.userAgent = random.chance(90) ? Pools.agents[1] : random.pick(Pools.agents)
      clicks.append(click)
    }
  }

  mutating func items() -> [Item] {
    (0..<random.pick([0, 1, 1, 2, 3])).map { _ in
      Item(
        sku: random.pick(Pools.skus + [""]), quantity: random.pick([0, 1, 2, 7]),
        unitPriceMinor: random.pick(Pools.prices))
    }
  }

  mutating func discount(on items: [Item]) -> Int64 {
    let sum = items.reduce(0) { $0 + max(1, $1.quantity) * $1.unitPriceMinor }
    guard sum > 0, random.chance(50) else { return 0 }
    return random.chance(15) ? sum : random.number(1...sum)
  }
}
