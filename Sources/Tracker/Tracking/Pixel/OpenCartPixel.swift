internal import TributaryProtocol

/// The pixel for OpenCart 3 and 4: PHP for the controller of the success page, and a line of Twig.
///
/// Twig has no HMAC, so the controller signs. It forgets the order before it makes the page, which is why the code stands
/// first in it. Amounts of orders are stored in the shop's own currency beside the rate of the order's, texts as
/// `htmlspecialchars` writes them, and free shipping by a coupon as a part of what the coupon takes off.
enum OpenCartPixel: PixelCart {
  static let signing = PixelSigning.byTheSnippet

  static func quoted(_ text: String) -> String { SnippetText.php(text) }

  /// The line for the template of the page. Without `raw` a shop that escapes would show the HTML as text.
  static let templateLine = "{{ tributary_pixel|raw }}"

  static let templates = PHPPixel.templates(
    snippet: """
      // Tributary: reports each confirmed <%event%> to the partner program "<%program%>".
      $data['tributary_pixel'] = (function () {
          $this->load->model('checkout/order');
          $order_id = (int) ($this->session->data['order_id'] ?? 0);
          $order = $order_id ? $this->model_checkout_order->getOrder($order_id) : [];
          if (!$order) {
              return '';
          }
          $coupon = $this->session->data['coupon'] ?? '';
          // Whatever is typed is kept escaped for HTML.
          $typed = function ($text) {
              return htmlspecialchars_decode($text, ENT_COMPAT);
          };
          $parameters = [
              'program' => '<%program%>',
              'kind' => '<%kind%>',
              'order_id' => $order_id,
              'email' => $typed($order['email']),
              'customer_id' => $order['customer_id'] ?: '',
              'coupon' => $typed($coupon),
      <%#sale%>
              'currency' => $order['currency_code'],
      <%/sale%>
          ];
      <%#sale%>
          $version4 = version_compare(VERSION, '4.0.0.0', '>=');
          $model = $this->model_checkout_order;
          $rate = (float) $order['currency_value'];
          $lines = [];
          foreach ($version4 ? $model->getProducts($order_id) : $model->getOrderProducts($order_id) as $product) {
              $sku = $typed($product['model']) ?: $product['product_id'];
              $lines[] = [$sku, $product['quantity'], $product['total'] * $rate];
          }
          $tax = $shipping = $discount = $byCoupon = 0;
          foreach ($version4 ? $model->getTotals($order_id) : $model->getOrderTotals($order_id) as $total) {
              if ($total['code'] == 'tax') {
                  $tax += $total['value'] * $rate;
              } elseif ($total['code'] == 'shipping') {
                  $shipping += $total['value'] * $rate;
              } elseif ($total['code'] == 'coupon') {
                  $byCoupon -= $total['value'] * $rate;
              } elseif ($total['code'] == 'reward') {
                  $discount -= $total['value'] * $rate;
              }
          }
          // A coupon that gives free shipping takes off what shipping would have cost.
          $code = $this->db->escape($coupon);
          $found = $this->db->query("SELECT shipping FROM `" . DB_PREFIX . "coupon` WHERE code = '" . $code . "'");
          $freed = empty($found->row['shipping']) ? 0 : min($shipping, $byCoupon);
          $shipping -= $freed;
          $discount += $byCoupon - $freed;
          <%>money%>
      <%/sale%>
          <%>output%>
          return $html;
      })();

      """)

  static func steps(_ settings: PixelSettings) -> [String] {
    [
      "Paste the code into catalog/controller/checkout/success.php as the first lines of the method index(), before the "
        + "order_id is unset.",
      "Add this line to catalog/view/template/common/success.twig before {{ footer }}: \(templateLine)",
      "In the admin's dashboard, under the gear at the top right, refresh the cache of the theme. An update of OpenCart "
        + "takes both changes away, unless they are made by an OCMOD extension.",
    ]
  }

  static func parameters(_ settings: PixelSettings) -> [PixelParameter] {
    parameters(
      settings,
      filledFrom: [
        .program: "", .kind: "",
        .orderID: "the session's order_id",
        .email: "$order['email']",
        .customerID: "$order['customer_id']",
        .currency: "$order['currency_code']",
        .tax: "the order's totals named tax",
        .shipping: "the order's total named shipping, nothing when a coupon made it free",
        .discount: "the order's totals named coupon and reward, without what they take off shipping",
        .coupon: "the session's coupon",
        .itemID: "the product's model, or its number when it has none",
        .itemPrice: "the product's total and its quantity",
        .itemQuantity: "the product's quantity",
        .signature: "hash_hmac(), which runs on your server",
      ])
  }
}
