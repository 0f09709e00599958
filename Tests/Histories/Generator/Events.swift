import TestValues
import TributaryClient

extension Generator {
  mutating func event() -> Event {
    switch random.number(0...99) {
    case 0..<26: return click()
    case 26..<50: return order()
    case 50..<61: return refund()
    case 61..<75: return wait()
    case 75..<80: return partnerUpdate()
    case 80..<83:
      changeTerms()
      return .updateProgram(program)
    case 83..<85: return .createCoupon(Coupon(partner: random.pick(partners).code, code: random.pick(Pools.coupons)))
    case 85..<86: return .deleteCoupon(code: random.pick(Pools.coupons))
    case 86..<88: return override()
    case 88: return .deleteOverride(partner: random.pick(partners).code, sku: random.pick(["", "mug"]))
    case 89..<91: return erasure()
    case 91..<93: return adjustment()
    case 93..<97: return payout()
    case 97: return .restart
    default: return .compareAll
    }
  }

  private mutating func wait() -> Event {
    let time = random.pick([
      Self.second, 10 * Self.second, 10 * Self.second - 1, 300 * Self.second, 3_600 * Self.second, Self.day, Self.day,
      2 * Self.day, 31 * Self.day, random.number(1...3 * Self.day),
    ])
    now += time
    return .wait(microseconds: time)
  }

  /// A moment to send with an event: mostly now; otherwise one that stands in a telling distance to another event's.
  private mutating func moment() -> Int64 {
    if random.chance(45) || moments.isEmpty {
      moments.append(now)
      return random.chance(80) ? 0 : now
    }
    let window = Int64(max(1, program.windowDays)) * Self.day
    let distances: [Int64] = [
      0, 1, 9 * Self.second, 10 * Self.second, 300 * Self.second, 300 * Self.second + 1, Self.day, Self.day - 1, window,
      window + 1,
    ]
    let distance = random.pick(distances) * (random.chance(70) ? -1 : 1)
    let moment = min(random.pick(moments) + distance, now + 300 * Self.second)
    moments.append(min(moment, now))
    return moment
  }

  mutating func click() -> Event {
    var request = random.pick(clicks)
    request.occurredAtUs = moment()
    if random.chance(4) { request.subId = random.pick(Pools.subIDs) }
    if random.chance(2) { request.partner = random.pick(partners).code }
    sentClicks.append(request.clickId)
    return .click(request)
  }

  /// More clicks of one visitor than become candidates, mostly such that earn nothing.
  mutating func flood() -> [Event] {
    let ordinary = random.number(0...59)
    return (0..<60).map { number in
      var request = RecordClickRequest(
        partner: random.pick(partners).code, clickId: Pools.identifier(kind: 0xD, number),
        visitorId: Pools.visitors[0], userAgent: Pools.agents[2], occurredAtUs: now - 60_000 + Int64(number))
      if number == ordinary { request.userAgent = Pools.agents[1] }
      return .click(request)
    }
  }

  /// A click's id: mostly of one that came already.
  private mutating func clickID() -> String {
    random.pick(random.chance(75) && !sentClicks.isEmpty ? sentClicks : Pools.clicks)
  }

  private mutating func order() -> Event {
    let position = Int.random(in: 0..<plans.count, using: &random)
    sentPlans.append(position)
    var request = plans[position]
    request.occurredAtUs = moment()
    if random.chance(30) { request.customer = random.chance(60) ? nil : customer() }
    // Some bring nothing but the customer, whose contact then decides.
    guard random.chance(75) else { return .convert(request, nil) }
    var evidence = Evidence()
    if random.chance(12) { evidence.partner = random.pick(partners.map(\.code) + ["nobody"]) }
    if random.chance(25) { evidence.coupon = random.pick(["SAVE10", "save10", "VIP", "VIP", "NOPE", "ba d"]) }
    if random.chance(25) { evidence.clickId = clickID() }
    if random.chance(35) { evidence.visitorId = random.pick(Pools.visitors) }
    var token: TokenEvidence?
    if random.chance(35) { token = TokenEvidence(click: clickID(), isForged: random.chance(10)) }
    if evidence != Evidence() { request.evidence = evidence }
    if random.chance(5) { change(&request) }
    return .convert(request, token)
  }

  /// Sends an order with other money than planned.
  private mutating func change(_ request: inout RecordConversionRequest) {
    switch random.number(0...4) {
    case 0: request.test.toggle()
    case 1 where request.kind == .sale: request.shippingMinor += 1
    case 2 where request.kind == .sale && !request.items.isEmpty: request.items[0].unitPriceMinor += 1
    case 3 where request.kind == .sale: request.currency = random.pick(Pools.currencies)
    case 4 where request.kind == .sale: request.items.append(Item(unitPriceMinor: 5))
    default: break
    }
  }

  private mutating func refund() -> Event {
    let position =
      random.chance(75) && !sentPlans.isEmpty
      ? random.pick(sentPlans) : Int.random(in: 0..<plans.count, using: &random)
    let sale = plans[position]
    var request = RecordConversionRequest(kind: .refund, orderId: sale.orderId, test: sale.test)
    request.occurredAtUs = moment()
    request.refundId = random.pick(["", "r1", "r2", "r3"])
    if request.refundId.isEmpty || random.chance(25) {
      request.fullRefund = true
    } else {
      request.items = random.chance(30) ? sale.items : items()
      request.discountMinor = random.chance(50) ? discount(on: request.items) : 0
    }
    let isEarly = !sentPlans.contains(position)
    if random.chance(30) {
      request.currency = random.chance(isEarly ? 30 : 60) ? sale.currency : random.pick(Pools.currencies)
    }
    if random.chance(isEarly ? 15 : 5) { request.test.toggle() }
    return .convert(request, nil)
  }

  private mutating func partnerUpdate() -> Event {
    let position = Int.random(in: 0..<partners.count, using: &random)
    if random.chance(70) {
      partners[position].status = partners[position].status == .active ? .inactive : .active
    } else {
      let parent = random.pick(partners.map(\.code) + [""])
      partners[position].parent = parent == partners[position].code ? "" : parent
    }
    return .updatePartner(partners[position])
  }

  private mutating func erasure() -> Event {
    random.chance(65)
      ? .eraseContact(EraseContactRequest(email: random.pick(Pools.addresses.filter { $0.contains("@") })))
      : .eraseContact(EraseContactRequest(externalId: random.pick(Pools.numbers)))
  }

  private mutating func adjustment() -> Event {
    let number = random.number(1...3)
    // Mostly the same whenever it is sent.
    var request = CreateAdjustmentRequest(
      id: "a\(number)", partner: partners[0].code, amountMinor: [0, 500, -300, 20][Int(number)], reason: "Goodwill")
    switch random.number(0...9) {
    case 0: request.amountMinor += 1
    case 1: request.partner = random.pick(partners).code
    case 2: request.currency = random.pick(Pools.currencies)
    default: break
    }
    return .adjust(request)
  }

  private mutating func payout() -> Event {
    var request = CreatePayoutRequest(id: "p\(random.number(1...3))")
    if random.chance(30) {
      request.thresholds = [
        PayoutThreshold(currency: random.pick(Pools.currencies), minimumMinor: random.pick([1, 20, 1_000]))
      ]
    }
    return .payOut(request)
  }
}
