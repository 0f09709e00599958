internal import PartnerProgram
internal import TributaryProtocol

/// What a pixel says. Of a parameter that is there twice the first one counts, and an empty one is a missing one: cart
/// templates write those of what they do not have.
struct PixelQuery {
  private var values: [[UInt8]: [UInt8]] = [:]
  private var items: [Int: PixelItem] = [:]
  private var hasImpossibleItem = false

  /// Reads the parameters of a query.
  init(_ query: PixelSignature) {
    for parameter in query.parameters {
      if let part = PixelItem.Part.allCases.first(where: { parameter.name.starts(with: $0.prefix) }) {
        take(part, number: parameter.name.dropFirst(part.prefix.count), value: parameter.value)
      } else if values[parameter.name] == nil {
        values[parameter.name] = parameter.value
      }
    }
    for parameter in query.parametersBehind where parameter.name.isText("click") && self["click"].isEmpty {
      values[parameter.name] = parameter.value
    }
  }

  /// The slug of the program.
  var program: [UInt8] { self["program"] }

  /// What the pixel says as the cart's own call would.
  ///
  /// - Parameters:
  ///   - currency: The program's, for a pixel that names none.
  ///   - visitor: The visitor that the browser's cookie names.
  func request(currency: Currency, visitor: VisitorID?) throws(PixelRefusal) -> RecordConversionRequest {
    let sentCurrency = try text("currency")
    guard let currency = sentCurrency.isEmpty ? currency : Currency(code: sentCurrency) else { throw .currency }
    return RecordConversionRequest(
      kind: try kind,
      orderId: try text("order_id"),
      currency: sentCurrency,
      items: try items(in: currency),
      taxMinor: try amount("tax", in: currency),
      shippingMinor: try amount("shipping", in: currency),
      discountMinor: try amount("discount", in: currency),
      customer: Customer(email: try text("email"), externalId: try text("customer_id")),
      evidence: Evidence(
        clickToken: try text("click"), visitorId: visitor?.description ?? "", coupon: try text("coupon")))
  }

  private subscript(name: StaticString) -> [UInt8] {
    values[name.withUTF8Buffer { Array($0) }] ?? []
  }

  private var kind: TributaryProtocol.ConversionKind {
    get throws(PixelRefusal) {
      let kind = self["kind"]
      if kind.isEmpty || kind.isText("sale") { return .sale }
      guard kind.isText("lead") else { throw .kind }
      return .lead
    }
  }

  private func text(_ name: StaticString) throws(PixelRefusal) -> String {
    try Self.text(self[name])
  }

  private static func text(_ bytes: [UInt8]) throws(PixelRefusal) -> String {
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { throw .text }
    return text
  }

  private func amount(_ name: StaticString, in currency: Currency) throws(PixelRefusal) -> Int64 {
    let text = self[name]
    guard !text.isEmpty else { return 0 }
    guard let amount = DecimalAmount.minorUnits(text, exponent: currency.exponent) else { throw .money }
    return amount
  }

  private mutating func take(_ part: PixelItem.Part, number: ArraySlice<UInt8>, value: [UInt8]) {
    guard let number = PixelItem.number(number) else {
      if !value.isEmpty { hasImpossibleItem = true }
      return
    }
    items[number, default: PixelItem()].take(value, as: part)
  }

  private func items(in currency: Currency) throws(PixelRefusal) -> [Item] {
    guard !hasImpossibleItem else { throw .items }
    var found: [Item] = []
    for (_, item) in items.sorted(by: { $0.key < $1.key }) where !item.isEmpty {
      guard let price = item.price, !price.isEmpty else { throw .items }
      guard let minorUnits = DecimalAmount.minorUnits(price, exponent: currency.exponent) else { throw .money }
      let quantity = item.quantity ?? []
      // Carts count pieces in decimals too, such as "2.0000".
      guard let pieces = quantity.isEmpty ? 1 : DecimalAmount.minorUnits(quantity, exponent: 0) else { throw .items }
      found.append(Item(sku: try Self.text(item.id ?? []), quantity: pieces, unitPriceMinor: minorUnits))
    }
    return found
  }
}
