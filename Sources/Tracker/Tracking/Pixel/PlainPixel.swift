internal import TributaryProtocol

/// The pixel for any page: HTML with placeholders in double braces.
///
/// It is the only one without a loop, so it shows as many items as were asked for.
enum PlainPixel: PixelCart {
  static let signing = PixelSigning.byTheDeveloper

  static func quoted(_ text: String) -> String { SnippetText.html(text) }

  static let templates = [
    SnippetTemplate.main: """
    <!-- Tributary: reports this <%event%> to the partner program "<%program%>". Not signed yet.
         Replace each {{...}} in both addresses with the cart's own value, encoded for URLs. -->
    <script async src="<%origin%>/pixel.js?<%>query%>"></script>
    <noscript><img src="<%origin%>/pixel.gif?<%>query%>"
         width="1" height="1" alt="" style="position:absolute"
         referrerpolicy="no-referrer-when-downgrade"></noscript>
    """,
    "query": """
    program=<%program%>&amp;kind=<%kind%><%#placeholders%>&amp;<%name%>={{<%placeholder%>}}<%/placeholders%>
    """,
  ]

  static func placeholders(_ settings: PixelSettings) -> [(name: String, placeholder: String)] {
    fields(settings).compactMap { field in
      placeholder(of: field.field, number: field.number, kind: settings.kind).map {
        (field.field.name(number: String(field.number)), $0)
      }
    }
  }

  static func steps(_ settings: PixelSettings) -> [String] {
    [
      "Paste the HTML before </body> of the confirmation page, where the cart's own language replaces each placeholder; "
        + "further items count up as those that are there. A parameter without a value may stay empty.",
      "As it stands nothing is signed, and what it reports stays unconfirmed until the cart records the same order with "
        + "the same money and e-mail address, or a manager confirms it. To sign, build the query on your server, everything after the \"?\" "
        + "with \"&\" and not \"&amp;\"; compute the HMAC-SHA256 of exactly these bytes, whose key is the signing "
        + "secret's text as it stands (not decoded); append \"&sig=\(settings.key.id).\" and the HMAC in lower-case "
        + "hexadecimal; and write the result, with \"&\" as \"&amp;\", into both addresses.",
      "The signing secret must not reach the browser: never compute the signature in JavaScript of the page.",
    ]
  }

  static func parameters(_ settings: PixelSettings) -> [PixelParameter] {
    fields(settings).map { field, number in
      // Items after the first are there as examples.
      field.parameter(
        named: field.name(number: String(number)), isRequired: number > 1 ? false : nil, kind: settings.kind,
        filledFrom: nil)
    }
      + [
        PixelField.signature.parameter(
          named: PixelField.signature.rawValue, kind: settings.kind, filledFrom: nil)
      ]
  }

  /// The fields of the query, those of each item together.
  private static func fields(_ settings: PixelSettings) -> [(field: PixelField, number: Int)] {
    let all = PixelField.allCases.filter { ![.click, .signature].contains($0) }
    let ofOrder = all.filter { !$0.isOfAnItem && (settings.kind == .sale || !$0.isOfSalesOnly) }
    let ofItem = settings.kind == .sale ? all.filter(\.isOfAnItem) : []
    return ofOrder.map { ($0, 1) } + (1...max(1, settings.itemCount)).flatMap { number in ofItem.map { ($0, number) } }
  }

  /// The name of the value to put in; nil for what is the same on every page.
  private static func placeholder(of field: PixelField, number: Int, kind: PixelSettings.Kind) -> String? {
    switch field {
    case .program, .kind, .click, .signature: nil
    case .orderID: kind == .lead ? "entry_number" : "order_number"
    case .email: "customer_email"
    case .customerID: "customer_number"
    case .currency: "currency"
    case .tax: "tax_total"
    case .shipping: "shipping_total"
    case .discount: "discount_total"
    case .coupon: "coupon_code"
    case .itemID: "item_\(number)_sku"
    case .itemPrice: "item_\(number)_price"
    case .itemQuantity: "item_\(number)_quantity"
    }
  }
}
