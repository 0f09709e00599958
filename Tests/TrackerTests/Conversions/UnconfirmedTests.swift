import Store
import TTRPC
import Testing
import TributaryClient

@Suite("Unconfirmed conversions") struct UnconfirmedTests {
  private func id(_ number: Int) -> String { "01900000-0000-7000-8000-00000000000\(number)" }

  private func list(_ shop: Shop, size: Int32 = 0, token: String = "") async throws
    -> ListUnconfirmedConversionsResponse
  {
    try await shop.cart.call(
      TrackingService.listUnconfirmedConversions,
      ListUnconfirmedConversionsRequest(program: shop.program, pageSize: size, pageToken: token))
  }

  private func confirm(_ shop: Shop, _ id: String) async throws -> ConfirmConversionResponse {
    try await shop.owner.call(
      TrackingService.confirmConversion, ConfirmConversionRequest(program: shop.program, id: id))
  }

  @Test func `are told with all that the pixel said, newest first`() async throws {
    try await withShop { shop in
      let click = try await shop.click(subID: "mail")
      try await shop.claim(
        "A-1", [1_250, 890], id: id(1), click: click.clickId, visitor: click.visitorId, email: "Carla@example.com")
      shop.clock.advance(by: TestClock.hour)
      try await shop.claim("L-1", [], id: id(2))
      try await shop.convert(shop.sale("A-3", [500]))
      try await shop.claim("A-3", [501], id: id(3))
      let conversions = try await list(shop).conversions
      #expect(conversions.map(\.id) == [id(3), id(2), id(1)])
      #expect(
        conversions.last
          == UnconfirmedConversion(
            id: id(1), kind: .sale, orderId: "A-1", currency: "USD",
            items: [Item(quantity: 1, unitPriceMinor: 1_250), Item(quantity: 1, unitPriceMinor: 890)],
            customer: Customer(email: "Carla@example.com"), clickId: click.clickId, visitorId: click.visitorId,
            partner: "anna", subId: "mail", receivedAtUs: TestClock.start))
      #expect(
        conversions[1]
          == UnconfirmedConversion(
            id: id(2), kind: .lead, orderId: "L-1", currency: "USD", receivedAtUs: TestClock.start + TestClock.hour))
      #expect(conversions[0].differsIn == "items[0].unit_price_minor")
      #expect(try await shop.report(flagged: true).totals.map(\.flaggedUnconfirmed) == [1])
      #expect(try await shop.report().totals.map(\.flaggedUnconfirmed) == [0])
    }
  }

  @Test func `come in pages`() async throws {
    try await withShop { shop in
      for number in 1...3 { try await shop.claim("A-\(number)", id: id(number)) }
      let first = try await list(shop, size: 2)
      #expect(first.conversions.map(\.id) == [id(3), id(2)] && !first.nextPageToken.isEmpty)
      let last = try await list(shop, token: first.nextPageToken)
      #expect(last.conversions.map(\.id) == [id(1)] && last.nextPageToken.isEmpty)
      await expectRefusal(.invalidArgument, "page_token") { try await list(shop, token: "x") }
      await expectRefusal(.invalidArgument, "page_size") { try await list(shop, size: 1_001) }
    }
  }

  @Test func `are recorded when a person confirms them, once`() async throws {
    try await withShop { shop in
      let click = try await shop.click(subID: "mail")
      try await shop.claim("A-1", id: id(1), click: click.clickId)
      #expect(try await shop.total().sales == 0)
      let confirmed = try #require(try await confirm(shop, id(1)).conversion)
      #expect(confirmed.receipt?.partner == "anna" && confirmed.receipt?.subId == "mail" && !confirmed.replayed)
      #expect(confirmed.commissions.map(\.amountMinor) == [1_000])
      var again = try #require(try await confirm(shop, id(1)).conversion)
      #expect(again.replayed)
      again.replayed = false
      #expect(again == confirmed)
      #expect(try await list(shop).conversions.isEmpty)
      #expect(try await shop.total().sales == 1)
      #expect(try await shop.conversion("A-1").conversion?.conversionId == confirmed.conversionId)
      #expect(try await shop.convert(shop.sale("A-1")).replayed)
      #expect(try await shop.server.differences() == [])
    }
  }

  @Test func `cannot be confirmed against what the cart recorded, nor when they are none`() async throws {
    try await withServer { server in
      let shop = try await Shop(on: server)
      let other = try await Shop(on: server, .init(account: "quill", program: "pens"))
      try await shop.convert(shop.sale("A-1", [500]))
      try await shop.claim("A-1", [501], id: id(1))
      await expectRefusal(.alreadyExists, "items[0].unit_price_minor") { try await confirm(shop, id(1)) }
      await expectRefusal(.notFound, "id") { try await confirm(shop, id(2)) }
      await expectRefusal(.invalidArgument, "id") { try await confirm(shop, "1") }
      await expectRefusal(.notFound, "id") { try await confirm(other, id(1)) }
      #expect(try await list(other).conversions.isEmpty)
      await expectRefusal(.notFound, "program") {
        try await other.owner.call(
          TrackingService.confirmConversion, ConfirmConversionRequest(program: shop.program, id: id(1)))
      }
    }
  }
}
