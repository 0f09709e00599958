import PartnerProgram
import Testing
import TributaryProtocol

@testable import Web

/// What pixels say, as the cart's own call would.
@Suite struct PixelQueryTests {
  private func request(
    _ query: String, currency: String = "USD", visitor: VisitorID? = nil
  ) throws -> RecordConversionRequest {
    try PixelQuery(PixelSignature(Array(query.utf8)[...]))
      .request(currency: #require(Currency(code: currency)), visitor: visitor)
  }

  @Test func everyParameterHasItsPlace() throws {
    let visitor = VisitorID(rawValue: UUIDBytes(high: 1, low: 2))
    let request = try request(
      "program=mugs&order_id=A+1&email=a%40b.example&customer_id=7&currency=EUR&tax=1.00&shipping=2.5&discount=3"
        + "&coupon=SPRING&item_id_1=mug&item_price_1=12.50&item_quantity_1=2&click=t0ken", visitor: visitor)
    #expect(request.kind == .sale && request.orderId == "A 1" && request.currency == "EUR")
    #expect(request.customer == Customer(email: "a@b.example", externalId: "7"))
    #expect(request.taxMinor == 100 && request.shippingMinor == 250 && request.discountMinor == 300)
    #expect(request.items == [Item(sku: "mug", quantity: 2, unitPriceMinor: 1_250)])
    #expect(
      request.evidence == Evidence(clickToken: "t0ken", visitorId: visitor.description, coupon: "SPRING"))
  }

  @Test func whatIsMissingOrEmptyIsAsInTheCartsCall() throws {
    let empty = "order_id=1&kind=&email=&customer_id=&currency=&tax=&shipping=&discount=&coupon=&item_id_1=&click=&sig="
    for query in ["order_id=1", empty] {
      let request = try request(query)
      #expect(request == RecordConversionRequest(kind: .sale, orderId: "1", customer: Customer(), evidence: Evidence()))
    }
    #expect(try request("order_id=1&kind=lead").kind == .lead)
    #expect(try request("kind=sale&kind=lead&order_id=1&order_id=2").orderId == "1")
    #expect(try request("order_id=&order_id=2").orderId == "")
  }

  @Test func itemsAreInTheOrderOfTheirNumbersAndMayHaveGaps() throws {
    let request = try request(
      "item_price_1000=3&item_id_10=c&item_price_10=2&item_id_2=b&item_price_2=1.5&item_quantity_2=3.0000"
        + "&item_id_5=&item_price_5=&item_quantity_5=&item_price_2=9&item_price_1=0")
    #expect(
      request.items == [
        Item(quantity: 1, unitPriceMinor: 0), Item(sku: "b", quantity: 3, unitPriceMinor: 150),
        Item(sku: "c", quantity: 1, unitPriceMinor: 200), Item(quantity: 1, unitPriceMinor: 300),
      ])
  }

  @Test(
    arguments: [
      ("JPY", "500", 500), ("JPY", "500.00", 500), ("KWD", "1.234", 1_234), ("KWD", "1.2", 1_200), ("USD", "9.99", 999),
    ] as [(String, String, Int64)])
  func amountsAreInTheCurrencyOfThePixelOrOfTheProgram(currency: String, amount: String, minorUnits: Int64) throws {
    #expect(try request("tax=\(amount)&currency=\(currency)").taxMinor == minorUnits)
    #expect(try request("item_price_1=\(amount)", currency: currency).items.first?.unitPriceMinor == minorUnits)
  }

  @Test(
    arguments: [
      ("kind=refund", .kind), ("kind=Sale", .kind), ("kind=%00", .kind), ("currency=usd", .currency),
      ("currency=XXX", .currency),
      ("currency=US", .currency), ("tax=1,00", .money), ("tax=-1", .money), ("shipping=1.001", .money),
      ("discount=x", .money),
      ("currency=JPY&tax=1.5", .money), ("tax=%20", .money), ("tax=99999999999999999999", .money),
      ("item_price_1=1,5", .money), ("item_id_1=a", .items), ("item_quantity_1=1", .items), ("item_id_0=a", .items),
      ("item_id_1001=a", .items), ("item_id_01=a", .items), ("item_id_=a", .items), ("item_id_x=a", .items),
      ("item_price_-1=1", .items), ("item_price_99999999999999999999=1", .items), ("item_id_1%00=a", .items),
      ("item_price_1=1&item_quantity_1=1.5", .items), ("item_price_1=1&item_quantity_1=-1", .items),
      ("order_id=%ff", .text), ("order_id=a%00", .text), ("email=%c3", .text), ("click=%80", .text),
      ("item_id_1=%ff&item_price_1=1", .text),
    ] as [(String, PixelRefusal)])
  func whatCannotBeMeantIsRefused(query: String, refusal: PixelRefusal) {
    #expect(throws: refusal) { try request(query) }
  }

  @Test func behindTheSignatureOnlyTheClickCounts() throws {
    let behind = "&sig=x&click=t0ken&order_id=2&tax=5&coupon=c&item_price_1=1&program=hats"
    let request = try request("order_id=1" + behind)
    #expect(request.orderId == "1" && request.taxMinor == 0 && request.items.isEmpty)
    #expect(request.evidence == Evidence(clickToken: "t0ken"))
    #expect(PixelQuery(PixelSignature(Array(("a=b" + behind).utf8)[...])).program.isEmpty)
    #expect(try self.request("click=signed&sig=x&click=t0ken").evidence?.clickToken == "signed")
    #expect(try self.request("click=&sig=x&click=t0ken").evidence?.clickToken == "t0ken")
  }
}
