<?php
// OpenCart's success page: php opencart.php SNIPPET VERSION TEMPLATE-LINE AUTOESCAPE < ORDERS
require __DIR__ . '/support.php';
require '/usr/share/php/Twig/autoload.php';

define('VERSION', $argv[2]);
define('DB_PREFIX', 'oc_');

/** Models are called through a proxy there, which has no methods of its own. */
class Proxy
{
    public function __construct(private array $methods)
    {
    }

    public function __call($method, $arguments)
    {
        return $this->methods[$method](...$arguments);
    }
}

class Loader
{
    public function model($route)
    {
        if ($route !== 'checkout/order') {
            throw new Exception("there is no model $route");
        }
    }
}

/** The one table that is asked for: the coupons, by their codes. */
class Database
{
    public function __construct(private array $coupons)
    {
    }

    public function escape($value)
    {
        return addslashes($value);
    }

    public function query($sql)
    {
        if (!preg_match("/^SELECT shipping FROM `oc_coupon` WHERE code = '(.*)'\$/s", $sql, $match)) {
            throw new Exception("there is no answer to $sql");
        }
        return (object) ['row' => $this->coupons[stripslashes($match[1])] ?? []];
    }
}

class Controller
{
    public $session;
    public $load;
    private $registry = [];

    public function __construct(array $order)
    {
        $rate = (float) ($order['special']['rate'] ?? 1);
        $stored = fn ($amount) => (string) ((float) $amount / $rate);
        // What the shop's class Request does to all that is sent to it.
        $cleaned = fn ($text) => htmlspecialchars($text, ENT_COMPAT, 'UTF-8');
        $freed = $order['special']['freed'] ?? 0;
        $this->load = new Loader();
        $this->session = (object) ['data' => []];
        if ($order['coupon'] !== '') {
            $this->session->data['coupon'] = $cleaned($order['coupon']);
        }
        if (!($order['special']['gone'] ?? false)) {
            $this->session->data['order_id'] = $order['number'];
        }
        $products = array_map(fn ($line) => [
            'product_id' => $line['id'],
            'model' => $cleaned($line['sku']),
            'quantity' => (string) $line['quantity'],
            'total' => $stored($line['price']),
        ], $order['lines']);
        $totals = [
            ['code' => 'sub_total', 'value' => '99'],
            ['code' => 'shipping', 'value' => $stored((float) $order['shipping'] + (float) $freed)],
            ['code' => 'coupon', 'value' => $stored(-(float) $order['discount'] - (float) $freed)],
            ['code' => 'tax', 'value' => $stored((float) $order['tax'] / 2)],
            ['code' => 'tax', 'value' => $stored((float) $order['tax'] / 2)],
            ['code' => 'total', 'value' => '99'],
        ];
        $this->registry['db'] = new Database([
            $cleaned($order['coupon']) => ['shipping' => $freed ? '1' : '0'],
        ]);
        $newer = version_compare(VERSION, '4.0.0.0', '>=');
        $this->registry['model_checkout_order'] = new Proxy([
            'getOrder' => fn (int $id) => [
                'email' => $cleaned($order['email']),
                'customer_id' => (string) $order['customer_id'],
                'currency_code' => $order['currency'],
                'currency_value' => (string) $rate,
            ],
            $newer ? 'getProducts' : 'getOrderProducts' => fn (int $id) => $products,
            $newer ? 'getTotals' : 'getOrderTotals' => fn (int $id) => $totals,
        ]);
    }

    public function __get($key)
    {
        return $this->registry[$key];
    }
}

// The snippet stands first in the method, as the instructions say; the shop's own lines follow.
eval('class ControllerCheckoutSuccess extends Controller {
    public function index() {
        ' . file_get_contents($argv[1]) . '
        unset($this->session->data["order_id"], $this->session->data["coupon"]);
        $data["footer"] = "";
        return $data;
    }
}');

$twig = new \Twig\Environment(
    new \Twig\Loader\ArrayLoader(['page' => "<p>Thank you</p>\n" . $argv[3] . "\n{{ footer }}"]),
    ['autoescape' => $argv[4] === 'html' ? 'html' : false]
);

render_all(fn ($order) => $twig->render('page', (new ControllerCheckoutSuccess($order))->index()));
