<?php
// OpenCart's success page: php opencart.php SNIPPET VERSION TEMPLATE-LINE AUTOESCAPE < ORDERS
require __DIR__ . '/support.php';
require '/usr/share/php/Twig/autoload.php';

define('VERSION', $argv[2]);

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

class Controller
{
    public $session;
    public $load;
    private $registry = [];

    public function __construct(array $order)
    {
        $rate = (float) ($order['special']['rate'] ?? 1);
        $stored = fn ($amount) => (string) ((float) $amount / $rate);
        $this->load = new Loader();
        $this->session = (object) ['data' => []];
        if ($order['coupon'] !== '') {
            $this->session->data['coupon'] = $order['coupon'];
        }
        if (!($order['special']['gone'] ?? false)) {
            $this->session->data['order_id'] = $order['number'];
        }
        $products = array_map(fn ($line) => [
            'product_id' => $line['id'],
            'model' => $line['sku'],
            'quantity' => (string) $line['quantity'],
            'total' => $stored($line['price']),
        ], $order['lines']);
        $totals = [
            ['code' => 'sub_total', 'value' => '99'],
            ['code' => 'shipping', 'value' => $stored($order['shipping'])],
            ['code' => 'coupon', 'value' => $stored('-' . $order['discount'])],
            ['code' => 'tax', 'value' => $stored((float) $order['tax'] / 2)],
            ['code' => 'tax', 'value' => $stored((float) $order['tax'] / 2)],
            ['code' => 'total', 'value' => '99'],
        ];
        $newer = version_compare(VERSION, '4.0.0.0', '>=');
        $this->registry['model_checkout_order'] = new Proxy([
            'getOrder' => fn (int $id) => [
                'email' => $order['email'],
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
