import PartnerProgram
import Store
import TestValues
import TributaryClient

/// The stream of sales that the benchmark sends: most name the click that they come of, all of them their customer, and
/// a third of the customers have bought before.
enum OrderMix {
  /// Clicks that sales name, recorded beforehand.
  static let clickCount = 20_000
  /// Customers who buy again and again.
  static let customerCount = 20_000
  static let shareWithClick = 0.85
  static let newCustomerShare = 0.67

  /// A sale, without its order id.
  struct Order: Sendable {
    /// Nil when the customer's address is all that tells who referred it.
    let clickID: String?
    /// Nil for a customer who buys for the first time; the address is then made of the order's number.
    let returningCustomer: Int?
    let lines: [(sku: String, quantity: Int64, unitPriceMinor: Int64)]
    let taxMinor: Int64
    let shippingMinor: Int64
    let discountMinor: Int64
  }

  /// The orders that both sides of the comparison record, over and over, each time with another order id.
  static let orders: [Order] = {
    var random = SplitMix64(state: 2)
    let clicks = ZipfDistribution(count: clickCount)
    return (0..<16_384).map { _ in
      let hasClick = Double.random(in: 0..<1, using: &random) < shareWithClick
      let isNew = Double.random(in: 0..<1, using: &random) < newCustomerShare
      return Order(
        clickID: hasClick ? OrderMix.clickID(clicks.sample(using: &random)) : nil,
        returningCustomer: isNew ? nil : Int.random(in: 0..<customerCount, using: &random),
        lines: (0..<Int.random(in: 1...3, using: &random)).map { _ in
          (
            "sku-\(Int.random(in: 1...200, using: &random))", Int64.random(in: 1...3, using: &random),
            Int64.random(in: 500...20_000, using: &random)
          )
        },
        taxMinor: Int64.random(in: 0...2_000, using: &random), shippingMinor: 490,
        discountMinor: Int64.random(in: 0...400, using: &random))
    }
  }()

  /// The id of a click that was recorded beforehand: the layout of a UUIDv7, with the click's number in its last digits.
  static func clickID(_ index: Int) -> String {
    let digits = String(index, radix: 16)
    return "01900000-0000-7000-9000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// An order's number as text, of which its id and a new customer's address are made.
  static func serialText(_ serial: Int) -> String {
    let digits = String(serial)
    return String(repeating: "0", count: max(0, RequestFrames.serialPlace.utf8.count - digits.utf8.count)) + digits
  }
}

extension OrderMix.Order {
  /// The same order, come of another click.
  func naming(_ click: ClickID) -> OrderMix.Order {
    OrderMix.Order(
      clickID: click.description, returningCustomer: returningCustomer, lines: lines, taxMinor: taxMinor,
      shippingMinor: shippingMinor, discountMinor: discountMinor)
  }

  func orderID(_ serial: String) -> String { "order-\(serial)" }

  func email(_ serial: String) -> String {
    "customer-\(returningCustomer.map(String.init) ?? serial)@mail.example"
  }

  func request(program: String) -> RecordConversionRequest {
    let serial = RequestFrames.serialPlace
    return RecordConversionRequest(
      program: program, kind: .sale, orderId: orderID(serial), currency: "USD",
      items: lines.map { Item(sku: $0.sku, quantity: $0.quantity, unitPriceMinor: $0.unitPriceMinor) },
      taxMinor: taxMinor, shippingMinor: shippingMinor, discountMinor: discountMinor,
      customer: Customer(email: email(serial)), evidence: clickID.map { Evidence(clickId: $0) })
  }
}
