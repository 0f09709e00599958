import TestValues
import TributaryClient

/// Makes the calls of one visitor or order after the other. The same seed makes the same stories.
///
/// Whatever the order in which the calls of all stories arrive, and however often, the rules give the same end: times are
/// sent wherever they decide something, refunds ask for no more than there is, and a customer whom several orders share never has to say who
/// referred one of them. So what must be in the database follows from the log alone.
struct Storyteller {
  private static let second: Int64 = 1_000_000

  var random: SplitMix64
  private var stories = 0

  init(seed: UInt64) {
    random = SplitMix64(state: seed)
  }

  /// The calls of the next story.
  ///
  /// - Parameter now: when it happens, in microseconds since 1970 UTC.
  mutating func story(now: Int64) -> [Call] {
    stories += 1
    // Nothing happens at the same microsecond as something else of the story, so that it is clear what was later.
    let start = now - random.number(20...120) * Self.second
    switch random.number(0...99) {
    case 0..<20: return clicks(at: start).map(Call.click)
    case 20..<30: return clicks(at: nil).map(Call.click)
    case 30..<50: return order(.lead, at: start)
    default: return order(.sale, at: start)
    }
  }

  /// One visitor's clicks, each through another partner, since the same link again would be a repeat or not by the order
  /// of arrival.
  ///
  /// - Parameter start: when it clicks; nil leaves that to the server's clock, for clicks that no order names.
  private mutating func clicks(at start: Int64?) -> [RecordClickRequest] {
    let visitor = identifier()
    let agent = random.chance(8) ? "Googlebot/2.1 (+http://www.google.com/bot.html)" : "Mozilla/5.0 (X11; Linux x86_64)"
    var clicks: [RecordClickRequest] = []
    for partner in Merchant.partners.shuffled(using: &random).prefix(Int(random.number(1...2))) {
      let click = RecordClickRequest(
        program: Merchant.program, partner: partner, subId: random.pick(["", "mail", "blog", "Straße ☕"]),
        clickId: identifier(), visitorId: visitor, landingUrl: "https://shop.example/\(random.number(1...3))",
        referrerUrl: "https://blog.example/post", userAgent: agent, ip: "192.0.2.7",
        occurredAtUs: start.map { $0 + random.number(0...Self.second - 1) + Int64(clicks.count) * Self.second } ?? 0)
      clicks += Array(repeating: click, count: random.chance(15) ? 2 : 1)
    }
    return clicks
  }

  private mutating func order(_ kind: ConversionKind, at start: Int64) -> [Call] {
    let clicks = random.chance(60) ? clicks(at: start) : []
    var order = RecordConversionRequest(
      program: Merchant.program, kind: kind, orderId: "\(kind)-\(stories)", occurredAtUs: start + 5 * Self.second)
    // Without clicks nothing depends on when it happened.
    if clicks.isEmpty, random.chance(30) { order.occurredAtUs = 0 }
    if kind == .sale { fillCart(&order) }
    var calls = clicks.map(Call.click)
    calls += sends(of: order, evidence(clicks)).map(Call.conversion)
    if kind == .sale { calls += refunds(of: order).map(Call.conversion) }
    return calls
  }

  private mutating func fillCart(_ order: inout RecordConversionRequest) {
    order.items = (0..<random.number(1...3)).map { _ in
      Item(
        sku: random.pick(["", "mug", "tee"]), quantity: random.number(1...4),
        unitPriceMinor: random.pick([1, 3, 50, 999, 12_345]))
    }
    order.currency = random.pick(["", "USD", "EUR", "JPY", "KWD"])
    order.taxMinor = random.pick([0, 7])
    order.shippingMinor = random.pick([0, 499])
    order.discountMinor = random.chance(30) ? random.number(0...order.itemsMinor) : 0
  }
}

// MARK: - Evidence

/// All that will be known of who referred an order.
private struct Known {
  let evidence: Evidence
  var customer: Customer?
  /// Whether other orders name the customer too.
  var sharesCustomer = false
}

extension Storyteller {
  private mutating func evidence(_ clicks: [RecordClickRequest]) -> Known {
    var evidence = Evidence()
    if let click = clicks.last {
      if random.chance(70) { evidence.clickId = click.clickId }
      if random.chance(50) { evidence.visitorId = click.visitorId }
    }
    if random.chance(15) { evidence.coupon = random.pick(["SAVE10", "vip"]) }
    if random.chance(15) { evidence.partner = random.pick(Merchant.partners) }
    guard random.chance(60) else { return Known(evidence: evidence) }
    let isShared = evidence.isDecidedWithoutContact && random.chance(50)
    let number = isShared ? "of-many-\(random.number(1...5))" : "of-\(stories)"
    return Known(
      evidence: evidence, customer: Customer(email: "customer-\(number)@example.org"), sharesCustomer: isShared)
  }

  /// An order as it is sent by cart, pixel and again: every piece of evidence comes with one of the calls at least.
  private mutating func sends(
    of order: RecordConversionRequest, _ known: Known
  ) -> [RecordConversionRequest] {
    var sends = Array(repeating: order, count: random.pick([1, 1, 1, 2, 3]))
    for position in sends.indices { sends[position].evidence = Evidence() }
    for piece in [\Evidence.clickId, \.visitorId, \.coupon, \.partner] where !known.evidence[keyPath: piece].isEmpty {
      for position in positions(in: sends) {
        sends[position].evidence?[keyPath: piece] = known.evidence[keyPath: piece]
      }
    }
    // A shared customer comes only where something stronger decides, whatever else has arrived by then.
    let places =
      known.sharesCustomer
      ? sends.indices.filter { sends[$0].evidence?.isDecidedWithoutContact == true } : positions(in: sends)
    for position in places { sends[position].customer = known.customer }
    for position in sends.indices where sends[position].evidence == Evidence() { sends[position].evidence = nil }
    return sends
  }

  /// One of the calls for certain, and others by chance.
  private mutating func positions(in sends: [RecordConversionRequest]) -> [Int] {
    let certain = random.pick(Array(sends.indices))
    return sends.indices.filter { $0 == certain || random.chance(20) }
  }
}

// MARK: - Refunds

extension Storyteller {
  /// Up to two parts of an order, and then perhaps what is left. Only the first of these when the server's clock would say
  /// which came first.
  private mutating func refunds(of order: RecordConversionRequest) -> [RecordConversionRequest] {
    guard random.chance(35) else { return [] }
    let start = order.occurredAtUs
    var left = order.baseMinor
    var refunds: [RecordConversionRequest] = []
    for number in 1...2 where left > 1 && random.chance(60) {
      let part = random.number(1...left - 1)
      left -= part
      refunds.append(
        .refund(
          order: order.orderId, refund: "R-\(number)", program: order.program, items: [Item(unitPriceMinor: part)],
          currency: random.chance(50) ? order.currency : "",
          occurredAtUs: start == 0 ? 0 : start + Int64(number) * Self.second))
    }
    if left > 0, random.chance(40) {
      refunds.append(
        .fullRefund(
          order: order.orderId, program: order.program, occurredAtUs: start == 0 ? 0 : start + 4 * Self.second))
    }
    if start == 0 { refunds = Array(refunds.prefix(1)) }
    return refunds + refunds.filter { _ in random.chance(20) }
  }

  /// A random UUID (version 4).
  private mutating func identifier() -> String {
    var (high, low) = (random.next(), random.next())
    high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = [high, low].map { String(repeating: "0", count: $0.leadingZeroBitCount / 4) + String($0, radix: 16) }
      .joined()
    var text = ""
    for (position, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(position) { text.append("-") }
      text.append(digit)
    }
    return text
  }
}

extension Evidence {
  /// Whether the contact's referrers have no say.
  fileprivate var isDecidedWithoutContact: Bool { !coupon.isEmpty || !partner.isEmpty }
}

extension RecordConversionRequest {
  /// What the items cost together, in minor units.
  var itemsMinor: Int64 { items.reduce(0) { $0 + max(1, $1.quantity) * $1.unitPriceMinor } }
  /// What commission is paid on, in minor units.
  var baseMinor: Int64 { itemsMinor - discountMinor }
}
