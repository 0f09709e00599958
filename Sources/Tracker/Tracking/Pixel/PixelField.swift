internal import TributaryProtocol

/// A parameter of the pixel's query. The order is that of the query.
enum PixelField: String, CaseIterable {
  case program
  case kind
  case orderID = "order_id"
  case email
  case customerID = "customer_id"
  case currency
  case tax
  case shipping
  case discount
  case coupon
  case itemID = "item_id"
  case itemPrice = "item_price"
  case itemQuantity = "item_quantity"
  case click
  case signature = "sig"

  /// Whether there is one for each item.
  var isOfAnItem: Bool { [.itemID, .itemPrice, .itemQuantity].contains(self) }

  /// Whether a lead has none.
  var isOfSalesOnly: Bool { isOfAnItem || [.currency, .tax, .shipping, .discount].contains(self) }

  /// Its name in the query.
  ///
  /// - Parameter number: which item it is of, where there is one for each.
  func name(number: String) -> String { isOfAnItem ? "\(rawValue)_\(number)" : rawValue }

  /// Whether a conversion without it is refused. Items are counted up from 1, and a sale has at least one.
  private var isRequired: Bool {
    [.program, .kind, .orderID, .itemID, .itemPrice].contains(self)
  }

  /// What a caller is told of it.
  ///
  /// - Parameters:
  ///   - name: its name in the query.
  ///   - isRequired: whether a conversion without it is refused; nil when that follows from the field alone.
  ///   - origin: where the snippet takes it from; nil when there is nothing to say about that.
  func parameter(
    named name: String, isRequired: Bool? = nil, kind: PixelSettings.Kind, filledFrom origin: String?
  ) -> PixelParameter {
    let meaning = meaning(name: name, kind: kind)
    return PixelParameter(
      name: name, required: isRequired ?? self.isRequired,
      description: origin.map { "\(meaning) Filled from \($0)." } ?? meaning)
  }

  private func meaning(name: String, kind: PixelSettings.Kind) -> String {
    let number = name.split(separator: "_").last ?? ""
    return switch self {
    case .program: "The partner program. Leave as it is."
    case .kind: "What the page confirms. Leave as it is."
    case .orderID:
      "The \(kind == .lead ? "entry's" : "order's") number, 1 to 128 bytes: a reload of the page is then recognised."
    case .email: "The customer's e-mail address, at most 320 bytes."
    case .customerID: "The cart's own number of the customer, 1 to 128 bytes. Empty for guests."
    case .currency: "ISO 4217 code such as USD. Missing means the program's currency."
    case .tax:
      "Tax on the order in the currency's usual form with a point, such as 4.99 USD or 499 JPY. No commission is paid "
        + "on it."
    case .shipping: "Shipping without tax, written as tax is. No commission is paid on it."
    case .discount:
      "Discount on the items without tax, written as tax is, a positive number. It lowers the commission."
    case .coupon: "The coupon code that the customer used; the first one when there are several."
    case .itemID:
      "Product code of item \(number), 1 to 128 bytes. Items count up from 1; some 300 of them fit into a request."
    case .itemPrice: "Price of one piece of item \(number) before the discount and without tax, such as 12.50."
    case .itemQuantity: "How many pieces of item \(number), 1 to 1000000. Missing means 1."
    case .click: "The token of the partner's link."
    case .signature:
      "The signature over all that stands before it: the key's name, a point, and the HMAC-SHA256 of the query with the "
        + "key's secret, in lower-case hexadecimal. Without it the conversion stays unconfirmed."
    }
  }
}
