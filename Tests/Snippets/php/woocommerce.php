<?php
// WooCommerce's order page: php woocommerce.php SNIPPET < ORDERS
require __DIR__ . '/support.php';

class WC_Product
{
    public function __construct(private string $sku)
    {
    }

    public function get_sku()
    {
        return $this->sku;
    }
}

class WC_Order_Item_Product
{
    public function __construct(private array $line)
    {
    }

    public function get_product()
    {
        // A product that was deleted since.
        return $this->line['sku'] === '' ? false : new WC_Product($this->line['sku']);
    }

    public function get_product_id()
    {
        return $this->line['id'];
    }

    public function get_quantity()
    {
        return $this->line['quantity'];
    }

    public function get_subtotal()
    {
        return $this->line['price'];
    }
}

class WC_Order_Item_Fee
{
    public function __construct(private string $total)
    {
    }

    public function get_total()
    {
        return $this->total;
    }
}

class WC_Order
{
    public function __construct(private array $order)
    {
    }

    public function has_status($status)
    {
        return ($this->order['special']['status'] ?? 'processing') === $status;
    }

    public function get_order_number()
    {
        return $this->order['number'];
    }

    public function get_billing_email()
    {
        return $this->order['email'];
    }

    public function get_customer_id()
    {
        return $this->order['customer_id'];
    }

    public function get_coupon_codes()
    {
        return $this->order['coupon'] === '' ? [] : [$this->order['coupon'], 'ANOTHER'];
    }

    public function get_currency()
    {
        return $this->order['currency'];
    }

    public function get_items()
    {
        $items = [];
        foreach ($this->order['lines'] as $position => $line) {
            $items[100 + $position] = new WC_Order_Item_Product($line);
        }
        return $items;
    }

    public function get_total_tax()
    {
        return $this->order['tax'];
    }

    public function get_shipping_total()
    {
        return $this->order['shipping'];
    }

    public function get_discount_total()
    {
        // What fees take off is no part of it.
        $fees = array_map(fn ($fee) => min(0, (float) $fee), $this->order['special']['fees'] ?? []);
        return (string) ((float) $this->order['discount'] + array_sum($fees));
    }

    public function get_fees()
    {
        return array_map(fn ($fee) => new WC_Order_Item_Fee($fee), $this->order['special']['fees'] ?? []);
    }
}

$actions = [];
$placed = [];

function add_action($hook, $callback)
{
    $GLOBALS['actions'][$hook] = $callback;
}

function wc_get_order($id)
{
    return isset($GLOBALS['placed'][$id]) ? new WC_Order($GLOBALS['placed'][$id]) : false;
}

eval(file_get_contents($argv[1]));

render_all(function ($order) {
    $GLOBALS['placed'] = ($order['special']['gone'] ?? false) ? [] : [9 => $order];
    return printed(fn () => $GLOBALS['actions']['woocommerce_thankyou'](9));
});
