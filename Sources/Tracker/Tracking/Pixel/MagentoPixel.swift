internal import TributaryProtocol

/// The pixel for Magento 2 and Adobe Commerce: PHP for the template of the success page.
///
/// Names are those of `Magento\Sales\Model\Order` and `Magento\Sales\Model\Order\Item`, version 2.4. A discount there is
/// negative, holds the discount on shipping, and where it is taken off prices with tax also the tax on itself, which
/// is told apart as "discount tax compensation".
enum MagentoPixel: PixelCart {
  static let signing = PixelSigning.byTheSnippet

  static func quoted(_ text: String) -> String { SnippetText.php(text) }

  static let templates = PHPPixel.templates(
    snippet: """
      <?php
      // Tributary: reports each confirmed <%event%> to the partner program "<%program%>".
      echo (function () {
          $session = \\Magento\\Framework\\App\\ObjectManager::getInstance()->get(\\Magento\\Checkout\\Model\\Session::class);
          $order = $session->getLastRealOrder();
          if (!$order || !$order->getIncrementId()) {
              return '';
          }
          $parameters = [
              'program' => '<%program%>',
              'kind' => '<%kind%>',
              'order_id' => $order->getIncrementId(),
              'email' => $order->getCustomerEmail(),
              'customer_id' => $order->getCustomerId() ?: '',
              'coupon' => $order->getCouponCode(),
      <%#sale%>
              'currency' => $order->getOrderCurrencyCode(),
      <%/sale%>
          ];
      <%#sale%>
          $lines = [];
          foreach ($order->getAllVisibleItems() as $item) {
              $lines[] = [$item->getSku(), $item->getQtyOrdered(), $item->getRowTotal()];
          }
          $tax = $order->getTaxAmount();
          $shippingDiscount = (float) $order->getShippingDiscountAmount()
              - (float) $order->getShippingDiscountTaxCompensationAmount();
          $shipping = (float) $order->getShippingAmount() - $shippingDiscount;
          $discount = abs((float) $order->getDiscountAmount()) - (float) $order->getDiscountTaxCompensationAmount()
              - (float) $order->getShippingDiscountAmount();
          <%>money%>
      <%/sale%>
          <%>output%>
          return $html;
      })();
      ?>

      """)

  static func steps(_ settings: PixelSettings) -> [String] {
    [
      "Copy vendor/magento/module-checkout/view/frontend/templates/success.phtml to "
        + "app/design/frontend/VENDOR/THEME/Magento_Checkout/templates/success.phtml of your theme, unless it is there.",
      "Paste the code at the end of that copy and run: bin/magento cache:flush",
      "Where a content security policy is enforced (Magento 2.4.7 and later do so around payment), allow the host of "
        + "\(settings.origin) for script-src and img-src in a csp_whitelist.xml.",
    ]
  }

  static func parameters(_ settings: PixelSettings) -> [PixelParameter] {
    parameters(
      settings,
      filledFrom: [
        .program: "", .kind: "",
        .orderID: "$order->getIncrementId()",
        .email: "$order->getCustomerEmail()",
        .customerID: "$order->getCustomerId()",
        .currency: "$order->getOrderCurrencyCode()",
        .tax: "$order->getTaxAmount()",
        .shipping: "$order->getShippingAmount() without its discount",
        .discount: "$order->getDiscountAmount() without its tax and without what it takes off shipping",
        .coupon: "$order->getCouponCode()",
        .itemID: "$item->getSku()",
        .itemPrice: "$item->getRowTotal() and its quantity",
        .itemQuantity: "$item->getQtyOrdered()",
        .signature: "hash_hmac(), which runs on your server",
      ])
  }
}
