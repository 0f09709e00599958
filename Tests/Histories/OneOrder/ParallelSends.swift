import TestValues
import TributaryClient

/// The same order sent a thousand times at once, and again later.
struct ParallelSends {
  private static let connections = 50
  private static let sendsOfConnection = 20

  /// - Throws: ``Difference`` when more than one conversion came of it, or a reply is not like the others.
  static func run() async throws {
    let world = try await World()
    do {
      try await run(in: world)
    } catch {
      await world.stop()
      throw error
    }
    await world.stop()
  }

  private static func run(in world: World) async throws {
    let history = History(
      seed: 0, start: 1_711_800_000_000_000,
      program: Program(currency: "USD", timeZone: "UTC", commission: CommissionRule(saleRateE4: 100_000)),
      partners: [Partner(code: "anna")], events: [])
    let run = try await Run(history, in: world)
    var sale = RecordConversionRequest(
      program: run.program, kind: .sale, orderId: "1", items: [Item(sku: "mug", quantity: 2, unitPriceMinor: 999)],
      taxMinor: 7, shippingMinor: 5, discountMinor: 3)
    sale.evidence = Evidence(partner: "anna")
    sale.customer = Customer(email: "mia@example.org")
    let first = try await sendAll(sale, in: world)
    guard first.count(where: { !$0.replayed }) == 1 else {
      throw Difference(kind: "parallel sends", lines: ["\(first.count { !$0.replayed }) replies are not replayed"])
    }
    world.now += 400 * LocalCalendar.microsecondsPerDay
    let later = try await sendAll(sale, in: world)
    guard later.allSatisfy(\.replayed) else {
      throw Difference(kind: "parallel sends later", lines: ["a reply is not replayed"])
    }
    let distinct = Set(
      (first + later).map { reply in
        var reply = reply
        reply.replayed = true
        return reply
      })
    guard distinct.count == 1 else {
      throw Difference(kind: "parallel sends", lines: distinct.map { readable($0) })
    }
    let client = world.client
    let totals = try await client.partnerReport(GetPartnerReportRequest(program: run.program)).totals
    guard totals.map(\.sales) == [1], totals.map(\.revenueMinor) == [1_995] else {
      throw Difference(kind: "parallel sends", lines: totals.map { readable($0) })
    }
    try await requireRefusals(sale, of: client)
    let lines = try await world.check()
    if !lines.isEmpty { throw Difference(kind: "check", lines: lines) }
  }

  private static func sendAll(
    _ sale: RecordConversionRequest, in world: World
  ) async throws -> [RecordConversionResponse] {
    let clients = try (0..<connections).map { _ in try world.connect() }
    let replies = try await withThrowingTaskGroup(of: RecordConversionResponse.self) { group in
      for client in clients {
        for _ in 0..<sendsOfConnection { group.addTask { try await client.recordConversion(sale) } }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for client in clients { await client.close() }
    return replies
  }

  /// Requires that other money is refused, naming the field.
  private static func requireRefusals(_ sale: RecordConversionRequest, of client: TributaryClient) async throws {
    let changes: [(field: String, change: (inout RecordConversionRequest) -> Void)] = [
      ("currency", { $0.currency = "JPY" }), ("items", { $0.items.append(Item(unitPriceMinor: 1)) }),
      ("items[0].sku", { $0.items[0].sku = "tee" }), ("items[0].quantity", { $0.items[0].quantity = 3 }),
      ("items[0].unit_price_minor", { $0.items[0].unitPriceMinor = 998 }), ("tax_minor", { $0.taxMinor = 8 }),
      ("shipping_minor", { $0.shippingMinor = 6 }), ("discount_minor", { $0.discountMinor = 4 }),
      ("test", { $0.test = true }),
    ]
    for (field, change) in changes {
      var changed = sale
      change(&changed)
      let request = changed
      let answer = try await Answer { try await client.recordConversion(request) }
      try answer.require(.refused(Refusal(code: .alreadyExists, field: field)), "changed \(field)")
    }
  }
}
