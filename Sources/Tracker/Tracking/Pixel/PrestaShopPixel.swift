internal import TributaryProtocol

/// The pixel for PrestaShop 1.7, 8 and 9: a module of one file.
///
/// A theme's template cannot sign from version 9 on, whose Smarty calls no PHP functions that nobody registered; a hook
/// can everywhere. Names are those of PrestaShop's classes `Order`, `CartRule`, `Currency` and `Customer`.
enum PrestaShopPixel: PixelCart {
  static let signing = PixelSigning.byTheSnippet

  static func quoted(_ text: String) -> String { SnippetText.php(text) }

  static let templates = PHPPixel.templates(
    snippet: """
      <?php
      // Tributary: reports each confirmed <%event%> to the partner program "<%program%>".
      if (!defined('_PS_VERSION_')) {
          exit;
      }

      class TributaryPixel extends Module
      {
          public function __construct()
          {
              $this->name = 'tributarypixel';
              $this->tab = 'analytics_stats';
              $this->version = '1.0.0';
              $this->author = 'Tributary';
              $this->need_instance = 0;
              $this->ps_versions_compliancy = ['min' => '1.7.0.0', 'max' => _PS_VERSION_];
              parent::__construct();
              $this->displayName = 'Tributary pixel';
              $this->description = 'Reports orders to the partner program.';
          }

          public function install()
          {
              return parent::install() && $this->registerHook('displayOrderConfirmation');
          }

          public function hookDisplayOrderConfirmation($params)
          {
              $order = $params['order'];
              if (!Validate::isLoadedObject($order)) {
                  return '';
              }
              $customer = new Customer($order->id_customer);
              $rules = $order->getCartRules();
              $coupon = '';
              foreach ($rules as $row) {
                  $rule = new CartRule($row['id_cart_rule']);
                  $coupon = $coupon !== '' ? $coupon : (string) $rule->code;
              }
              $parameters = [
                  'program' => '<%program%>',
                  'kind' => '<%kind%>',
                  'order_id' => $order->reference,
                  'email' => $customer->email,
                  'customer_id' => $customer->is_guest ? '' : $customer->id,
                  'coupon' => $coupon,
      <%#sale%>
                  'currency' => (new Currency($order->id_currency))->iso_code,
      <%/sale%>
              ];
      <%#sale%>
              $lines = [];
              foreach ($order->getProducts() as $product) {
                  $lines[] = [
                      $product['product_reference'] ?: $product['product_id'],
                      $product['product_quantity'],
                      $product['total_price_tax_excl'],
                  ];
              }
              $tax = $order->total_paid_tax_incl - $order->total_paid_tax_excl;
              // A rule that gives free shipping is written as a discount of what shipping would have cost.
              $isFree = in_array(1, array_column($rules, 'free_shipping'));
              $freed = $isFree ? (float) $order->total_shipping_tax_excl : 0;
              $shipping = $order->total_shipping_tax_excl - $freed;
              $discount = $order->total_discounts_tax_excl - $freed;
              <%>money%>
      <%/sale%>
              <%>output%>
              return $html;
          }
      }

      """)

  static func steps(_ settings: PixelSettings) -> [String] {
    [
      "Save the code as tributarypixel.php in a new folder tributarypixel, and pack the folder into tributarypixel.zip.",
      "In the back office under Modules > Module Manager choose \"Upload a module\" and give it that file. The module "
        + "then answers the hook displayOrderConfirmation.",
      "After a change of the code upload it again, or replace the file in modules/tributarypixel.",
    ]
  }

  static func parameters(_ settings: PixelSettings) -> [PixelParameter] {
    parameters(
      settings,
      filledFrom: [
        .program: "", .kind: "",
        .orderID: "$order->reference",
        .email: "$customer->email",
        .customerID: "$customer->id",
        .currency: "the iso_code of the order's Currency",
        .tax: "$order->total_paid_tax_incl and total_paid_tax_excl",
        .shipping: "$order->total_shipping_tax_excl, nothing when a cart rule made it free",
        .discount: "$order->total_discounts_tax_excl without what it takes off shipping",
        .coupon: "the code of the order's cart rules",
        .itemID: "product_reference, or product_id when there is none",
        .itemPrice: "total_price_tax_excl and the quantity",
        .itemQuantity: "product_quantity",
        .signature: "hash_hmac(), which runs on your server",
      ])
  }
}
