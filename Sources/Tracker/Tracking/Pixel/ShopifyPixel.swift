internal import TributaryProtocol

/// The pixel for Shopify: JavaScript for a custom pixel, which Shopify runs apart from the page.
///
/// Since August 26, 2026 no shop's confirmation page takes Liquid or scripts any more (Shopify's changelog of "additional
/// scripts"), so nothing that a merchant can paste there runs on a server, and nothing can sign. Names are those of the
/// event `checkout_completed` of Shopify's Web Pixels API.
enum ShopifyPixel: PixelCart {
  static let signing = PixelSigning.impossible

  static func quoted(_ text: String) -> String { SnippetText.javaScript(text) }

  static let templates = [
    SnippetTemplate.main: #"""
    // Tributary: reports each completed <%event%> to the partner program "<%program%>".
    analytics.subscribe("checkout_completed", async (event) => {
      const checkout = event.data.checkout;
      const order = checkout.order || {};
      const coupon = (checkout.discountApplications || []).find((discount) => discount.type === "DISCOUNT_CODE");
      const parameters = {
        program: "<%program%>",
        kind: "<%kind%>",
        order_id: order.id || checkout.token,
        email: checkout.email,
        customer_id: order.customer && order.customer.id,
        coupon: coupon && coupon.title,
        click: await browser.cookie.get("tributary_click"),
      };
    <%#sale%>
      // Amounts are counted in the currency's smallest unit and written with its own number of decimals.
      const unusual = {
    <%#unusualDecimals%>
        "<%codes%>": <%decimals%>,
    <%/unusualDecimals%>
      };
      const codes = Object.keys(unusual).find((codes) => codes.split(" ").includes(checkout.currencyCode));
      const decimals = codes ? unusual[codes] : 2;
      const amount = (money) => Number((money && money.amount) || 0);
      const subtotal = amount(checkout.subtotalPrice);
      // The line of shipping has its price before a discount on it; the chosen options tell what is left of it.
      const chosen = (checkout.delivery && checkout.delivery.selectedDeliveryOptions) || [];
      const shipping = chosen.length > 0
        ? chosen.reduce((sum, option) => sum + amount(option.costAfterDiscounts), 0)
        : amount(checkout.shippingLine && checkout.shippingLine.price);
      const tax = amount(checkout.totalTax);
      const total = amount(checkout.totalPrice);
      // Shopify does not say whether prices hold the tax. Where they do, it is taken out of all of them alike.
      const rest = total - subtotal - shipping;
      const share = tax > 0 && Math.abs(rest) < Math.abs(rest - tax) ? (total - tax) / total : 1;
      const counted = (number) => Math.max(0, Math.round(number * 10 ** decimals));
      const written = (units) => (units / 10 ** decimals).toFixed(decimals);
      let position = 0;
      let beforeDiscount = 0;
      let itemsTotal = 0;
      for (const item of checkout.lineItems) {
        const variant = item.variant || {};
        const price = amount(variant.price) * item.quantity;
        const units = counted(price * share);
        // Where the pieces do not share the price evenly, some cost one unit more, so that the sum is exact.
        const dearer = units % item.quantity;
        const unit = (units - dearer) / item.quantity;
        for (const [count, each] of [[item.quantity - dearer, unit], [dearer, unit + 1]]) {
          if (count > 0) {
            position += 1;
            parameters["item_id_" + position] = variant.sku || variant.id || item.id;
            parameters["item_price_" + position] = written(each);
            parameters["item_quantity_" + position] = count;
          }
        }
        beforeDiscount += price;
        itemsTotal += units;
      }
      parameters.currency = checkout.currencyCode;
      parameters.tax = written(counted(tax));
      parameters.shipping = written(counted(shipping * share));
      parameters.discount = written(Math.min(counted((beforeDiscount - subtotal) * share), itemsTotal));
    <%/sale%>
      const query = Object.entries(parameters)
        .filter(([, value]) => value !== undefined && value !== null && value !== "")
        .map(([name, value]) => name + "=" + encodeURIComponent(value))
        .join("&");
      const options = { mode: "no-cors", credentials: "include", keepalive: true };
      await fetch("<%origin%>/pixel.gif?" + query, options);
    });

    """#
  ]

  static func steps(_ settings: PixelSettings) -> [String] {
    [
      "In the admin under Settings > Customer events choose \"Add custom pixel\", name it Tributary, paste the code in "
        + "place of the example, choose the permission that your customers' consent needs, save and connect it.",
      "So that it finds the token of partners' links, put this line before </head> in layout/theme.liquid: <script async "
        + "src=\"\(SnippetText.html(settings.origin))/t.js\" data-program=\"\(SnippetText.html(settings.program))\">"
        + "</script>",
      "A custom pixel runs in the customer's browser and cannot sign: what it reports stays unconfirmed until a server "
        + "records the same order with the same money and e-mail address by RecordConversion, from Shopify's webhook "
        + "orders/paid or Flow's \"Send HTTP request\", or until a manager confirms it. (The Liquid of the order status page, which could sign, "
        + "was ended by Shopify on August 26, 2026.)",
    ]
  }

  static func parameters(_ settings: PixelSettings) -> [PixelParameter] {
    parameters(
      settings,
      filledFrom: [
        .program: "", .kind: "",
        .orderID: "checkout.order.id",
        .email: "checkout.email",
        .customerID: "checkout.order.customer.id",
        .currency: "checkout.currencyCode",
        .tax: "checkout.totalTax",
        .shipping: "checkout.delivery.selectedDeliveryOptions, or checkout.shippingLine.price",
        .discount: "the items' prices and checkout.subtotalPrice",
        .coupon: "the discount code of checkout.discountApplications",
        .itemID: "the variant's SKU, or its id when it has none",
        .itemPrice: "the variant's price",
        .itemQuantity: "the line's quantity",
        .click: "the cookie tributary_click that t.js keeps on your shop's domain",
      ])
  }
}
