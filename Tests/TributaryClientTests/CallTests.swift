import NIOCore
import TTRPC
import Testing
import TributaryClient

@Suite struct CallTests {
  @Test func aSaleArrivesAsItWasGiven() async throws {
    let reply = RecordConversionResponse(
      conversionId: "c-1", receipt: Receipt(partner: "anna", rule: .lastTouch),
      commissions: [Commission(partner: "anna", currency: "EUR", amountMinor: 250)])
    let transport = FakeTransport(reply: reply)
    let tributary = TributaryClient(transport: transport, key: "tk_1_secret", timeout: .milliseconds(2500))

    let answer = try await tributary.recordConversion(
      .sale(
        order: "A-1001", program: "shop", items: [Item(sku: "MUG", quantity: 2, unitPriceMinor: 1250)],
        currency: "EUR", taxMinor: 1, shippingMinor: 2, discountMinor: 3, customer: Customer(email: "jo@example.com"),
        evidence: Evidence(clickToken: "token"), occurredAtUs: 4, test: true))

    #expect(answer == reply)
    let call = try #require(transport.calls.first)
    #expect(call.service == "tributary.v1.Tracking")
    #expect(call.method == "RecordConversion")
    #expect(call.metadata == ["authorization": "Bearer tk_1_secret"])
    #expect(call.timeout == .milliseconds(2500))
    #expect(
      try call.decodedRequest(RecordConversionRequest.self)
        == RecordConversionRequest(
          program: "shop", kind: .sale, orderId: "A-1001", currency: "EUR",
          items: [Item(sku: "MUG", quantity: 2, unitPriceMinor: 1250)], taxMinor: 1, shippingMinor: 2,
          discountMinor: 3, customer: Customer(email: "jo@example.com"), evidence: Evidence(clickToken: "token"),
          occurredAtUs: 4, test: true))
  }

  @Test func conversionsOfEachKindSetTheirOwnFields() {
    #expect(
      RecordConversionRequest.lead(entry: "7", program: "shop", customer: Customer(email: "a@b"), test: true)
        == RecordConversionRequest(
          program: "shop", kind: .lead, orderId: "7", customer: Customer(email: "a@b"), test: true))
    #expect(
      RecordConversionRequest.refund(
        order: "A", refund: "R", program: "shop", items: [Item(unitPriceMinor: 5)], currency: "EUR", taxMinor: 1,
        shippingMinor: 2, discountMinor: 3, occurredAtUs: 4)
        == RecordConversionRequest(
          program: "shop", kind: .refund, orderId: "A", refundId: "R", currency: "EUR",
          items: [Item(unitPriceMinor: 5)], taxMinor: 1, shippingMinor: 2, discountMinor: 3, occurredAtUs: 4))
    #expect(
      RecordConversionRequest.fullRefund(order: "A", program: "shop")
        == RecordConversionRequest(program: "shop", kind: .refund, orderId: "A", fullRefund: true))
  }

  @Test func conversionsAreLookedUpByTheirKind() {
    #expect(
      GetConversionRequest.sale(order: "A", program: "shop")
        == GetConversionRequest(program: "shop", kind: .sale, orderId: "A"))
    #expect(
      GetConversionRequest.lead(entry: "7", program: "shop")
        == GetConversionRequest(program: "shop", kind: .lead, orderId: "7"))
    #expect(
      GetConversionRequest.refund(order: "A", refund: "R", program: "shop")
        == GetConversionRequest(program: "shop", kind: .refund, orderId: "A", refundId: "R"))
    #expect(GetConversionRequest.refund(order: "A", program: "shop").refundId == "")
  }

  @Test func withoutAKeyNoneIsSent() async throws {
    let transport = FakeTransport(reply: HealthCheckResponse(status: .serving))
    #expect(try await TributaryClient(transport: transport, key: nil).health() == .serving)
    #expect(transport.calls.map(\.metadata) == [Metadata()])
  }

  @Test func aReplyThatIsNoMessageIsAnInternalError() async {
    let transport = FakeTransport { _ in ByteBuffer(bytes: [0xFF, 0xFF, 0xFF]) }
    let error = await #expect(throws: TributaryError.self) {
      try await TributaryClient(transport: transport, key: nil).health()
    }
    #expect(error?.code == .internal)
  }

  @Test func aReplyWithoutItsObjectIsAnInternalError() async {
    let transport = FakeTransport(reply: GetProgramResponse())
    let error = await #expect(throws: TributaryError.self) {
      try await TributaryClient(transport: transport, key: nil).program("shop")
    }
    #expect(error == TributaryError(.internal, "the server's reply lacks the program"))
  }

  @Test func closingClosesTheTransport() async {
    let transport = FakeTransport(reply: HealthCheckResponse())
    await TributaryClient(transport: transport, key: nil).close()
    #expect(transport.timesClosed == 1)
  }
}
