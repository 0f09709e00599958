internal import TributaryProtocol

/// The pixel for WooCommerce: PHP that answers its hook on the order confirmation page.
///
/// Names are those of WooCommerce's own documentation of `WC_Order` and `WC_Order_Item_Product`, version 3.7 and later.
enum WooCommercePixel: PixelCart {
  static let signing = PixelSigning.byTheSnippet

  static func quoted(_ text: String) -> String { SnippetText.php(text) }

  static let templates = PHPPixel.templates(
    snippet: """
      // Tributary: reports each confirmed <%event%> to the partner program "<%program%>".
      add_action('woocommerce_thankyou', function ($order_id) {
          $order = wc_get_order($order_id);
          if (!$order || $order->has_status('failed')) {
              return;
          }
          $parameters = [
              'program' => '<%program%>',
              'kind' => '<%kind%>',
              'order_id' => $order->get_order_number(),
              'email' => $order->get_billing_email(),
              'customer_id' => $order->get_customer_id() ?: '',
              'coupon' => current($order->get_coupon_codes()) ?: '',
      <%#sale%>
              'currency' => $order->get_currency(),
      <%/sale%>
          ];
      <%#sale%>
          $lines = [];
          foreach ($order->get_items() as $item) {
              $product = $item->get_product();
              $sku = $product ? (string) $product->get_sku() : '';
              $lines[] = [$sku !== '' ? $sku : $item->get_product_id(), $item->get_quantity(), $item->get_subtotal()];
          }
          $tax = $order->get_total_tax();
          $shipping = $order->get_shipping_total();
          $discount = (float) $order->get_discount_total();
          foreach ($order->get_fees() as $fee) {
              $discount += max(0, -(float) $fee->get_total());
          }
          <%>money%>
      <%/sale%>
          <%>output%>
          echo $html;
      });

      """)

  static func steps(_ settings: PixelSettings) -> [String] {
    [
      "Paste the code at the end of functions.php of your child theme, or as a snippet \"run everywhere\" of a code "
        + "snippets plugin. It brings no <?php tag, because both have one already.",
      "Place a test order: the page \"Order received\" then holds the pixel. Theme and checkout page may be of any kind, "
        + "blocks included, because WooCommerce calls the hook woocommerce_thankyou itself.",
    ]
  }

  static func parameters(_ settings: PixelSettings) -> [PixelParameter] {
    parameters(
      settings,
      filledFrom: [
        .program: "", .kind: "",
        .orderID: "$order->get_order_number()",
        .email: "$order->get_billing_email()",
        .customerID: "$order->get_customer_id()",
        .currency: "$order->get_currency()",
        .tax: "$order->get_total_tax()",
        .shipping: "$order->get_shipping_total()",
        .discount: "$order->get_discount_total() and negative fees",
        .coupon: "$order->get_coupon_codes()",
        .itemID: "the product's SKU, or its number when it has none",
        .itemPrice: "$item->get_subtotal() and its quantity",
        .itemQuantity: "$item->get_quantity()",
        .signature: "hash_hmac(), which runs on your server",
      ])
  }
}
