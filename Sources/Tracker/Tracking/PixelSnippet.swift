internal import Mustache
internal import TributaryProtocol

/// The tracking pixel for a cart that lets the merchant paste HTML into its confirmation page.
struct PixelSnippet {
  /// Stands for the tracking host where the program names none.
  static let placeholderOrigin = "https://YOUR-TRACKING-HOST"
  /// Items that a snippet shows at most.
  static let maximumItemCount = 20

  let program: String
  let origin: String
  let kind: TributaryProtocol.ConversionKind
  let itemCount: Int

  /// One value that the pixel sends back: a constant, or a placeholder that the cart fills in.
  private struct Value {
    enum Source {
      case constant(String)
      case placeholder(String)
    }

    let name: String
    let source: Source
    let isRequired: Bool
    let description: String
  }

  /// The HTML to paste.
  ///
  /// - Throws: what the template library finds wrong with the template, which is a defect of ours.
  func html() throws -> String {
    let rendering: [String: Any] = [
      "event": kind == .lead ? "lead" : "order",
      "program": program,
      "placeholder": "{{...}}",
      "origin": origin,
      "parameters": values.enumerated().map { index, value in
        ["separator": index == 0 ? "?" : "&", "name": value.name, "value": Self.queryText(of: value.source)]
      },
    ]
    return try MustacheTemplate(string: Self.template).render(rendering)
  }

  private static let template = """
    <!-- Tributary: reports this {{event}} to the partner program "{{program}}".
         Replace each {{placeholder}} with the cart's own value, encoded for URLs. -->
    <img src="{{origin}}/pixel.gif{{#parameters}}{{separator}}{{name}}={{value}}{{/parameters}}"
         width="1" height="1" alt="" style="position:absolute" referrerpolicy="no-referrer-when-downgrade">
    """

  /// What each parameter means.
  var parameters: [PixelParameter] {
    values.map { PixelParameter(name: $0.name, required: $0.isRequired, description: $0.description) }
  }

  private var values: [Value] {
    kind == .lead ? identity + person : identity + person + money + items
  }

  private var identity: [Value] {
    [
      Value(
        name: "program", source: .constant(program), isRequired: true,
        description: "The partner program. Leave as it is."),
      Value(
        name: "kind", source: .constant(kind == .lead ? "lead" : "sale"), isRequired: true,
        description: "What the page confirms. Leave as it is."),
      Value(
        name: "order_id", source: .placeholder(kind == .lead ? "entry_number" : "order_number"), isRequired: true,
        description: kind == .lead
          ? "The form's entry number, 1 to 128 bytes: a reload of the page is then recognised."
          : "The cart's order number, 1 to 128 bytes: a reload of the page is then recognised."),
    ]
  }

  private var person: [Value] {
    [
      Value(
        name: "email", source: .placeholder("customer_email"), isRequired: false,
        description: "The customer's e-mail address, at most 320 bytes.")
    ]
  }

  private var money: [Value] {
    [
      Value(
        name: "currency", source: .placeholder("currency"), isRequired: false,
        description: "ISO 4217 code such as USD. Missing means the program's currency."),
      Value(
        name: "tax", source: .placeholder("tax_total"), isRequired: false,
        description: "Tax on the order in the currency's usual form, such as 4.99. No commission is paid on it."),
      Value(
        name: "shipping", source: .placeholder("shipping_total"), isRequired: false,
        description: "Shipping, written as tax. No commission is paid on it."),
      Value(
        name: "discount", source: .placeholder("discount_total"), isRequired: false,
        description: "Discount on the items, written as tax. It lowers the commission."),
      Value(
        name: "coupon", source: .placeholder("coupon_code"), isRequired: false,
        description: "The coupon that the customer used."),
    ]
  }

  private var items: [Value] {
    (1...max(1, itemCount)).flatMap { number in
      [
        Value(
          name: "item_id_\(number)", source: .placeholder("item_\(number)_sku"), isRequired: number == 1,
          description: "Product code of item \(number), 1 to 128 bytes. Further items count up from here."),
        Value(
          name: "item_price_\(number)", source: .placeholder("item_\(number)_price"), isRequired: number == 1,
          description: "Price of one piece of item \(number), without tax, such as 12.50."),
        Value(
          name: "item_quantity_\(number)", source: .placeholder("item_\(number)_quantity"), isRequired: false,
          description: "How many of item \(number), 1 to 1,000,000. Missing means 1."),
      ]
    }
  }

  /// Constants are slugs and words of ours; they need no encoding in a query.
  private static func queryText(of source: Value.Source) -> String {
    switch source {
    case .constant(let text): text
    case .placeholder(let name): "{{\(name)}}"
    }
  }
}
