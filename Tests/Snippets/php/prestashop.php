<?php
// PrestaShop's order confirmation: php prestashop.php SNIPPET < ORDERS
require __DIR__ . '/support.php';

define('_PS_VERSION_', '9.0.0');

class Module
{
    public $name;
    public $tab;
    public $version;
    public $author;
    public $need_instance;
    public $ps_versions_compliancy;
    public $displayName;
    public $description;
    public $hooks = [];

    public function __construct()
    {
    }

    public function install()
    {
        return true;
    }

    public function registerHook($hook)
    {
        $this->hooks[] = $hook;
        return true;
    }
}

class Validate
{
    public static function isLoadedObject($object)
    {
        return is_object($object) && $object->id;
    }
}

class Currency
{
    public $iso_code;

    public function __construct($id)
    {
        $this->iso_code = $id;
    }
}

class Customer
{
    public $id;
    public $email;
    public $is_guest;

    public function __construct($order)
    {
        $this->id = $order['customer_id'] ?: 500;
        $this->email = $order['email'];
        $this->is_guest = $order['customer_id'] ? '0' : '1';
    }
}

class CartRule
{
    public $code;

    public function __construct($id)
    {
        $this->code = $id;
    }
}

class Order
{
    public $id = 3;
    public $reference;
    public $id_customer;
    public $id_currency;
    public $total_paid_tax_incl;
    public $total_paid_tax_excl;
    public $total_shipping_tax_excl;
    public $total_discounts_tax_excl;
    private $order;

    public function __construct(array $order)
    {
        $this->order = $order;
        $this->reference = $order['number'];
        $this->id_customer = $order;
        $this->id_currency = $order['currency'];
        $freed = (float) ($order['special']['freed'] ?? 0);
        $this->total_paid_tax_excl = 10.0;
        $this->total_paid_tax_incl = 10.0 + (float) $order['tax'];
        $this->total_shipping_tax_excl = (string) ((float) $order['shipping'] + $freed);
        $this->total_discounts_tax_excl = (string) ((float) $order['discount'] + $freed);
    }

    public function getCartRules()
    {
        $rules = [];
        if (isset($this->order['special']['freed'])) {
            $rules[] = ['id_cart_rule' => '', 'free_shipping' => '1'];
        }
        if ($this->order['coupon'] !== '') {
            $rules[] = ['id_cart_rule' => $this->order['coupon'], 'free_shipping' => '0'];
            $rules[] = ['id_cart_rule' => 'ANOTHER', 'free_shipping' => '0'];
        }
        return $rules;
    }

    public function getProducts()
    {
        return array_map(fn ($line) => [
            'product_reference' => $line['sku'],
            'product_id' => $line['id'],
            'product_quantity' => (string) $line['quantity'],
            'total_price_tax_excl' => $line['price'],
        ], $this->order['lines']);
    }
}

require $argv[1];
$module = new TributaryPixel();
if (!$module->install() || $module->hooks !== ['displayOrderConfirmation'] || $module->name !== 'tributarypixel') {
    throw new Exception('the module does not install itself');
}

render_all(fn ($order) => $module->hookDisplayOrderConfirmation(['order' => new Order($order)]));
