<?php
// Magento's success page: php magento.php SNIPPET < ORDERS
namespace Magento\Framework\App {
    class ObjectManager
    {
        public static function getInstance()
        {
            return new self();
        }

        public function get($class)
        {
            return new $class();
        }
    }
}

namespace Magento\Sales\Model\Order {
    class Item
    {
        public function __construct(private array $line)
        {
        }

        public function getSku()
        {
            return $this->line['sku'] !== '' ? $this->line['sku'] : (string) $this->line['id'];
        }

        public function getQtyOrdered()
        {
            return sprintf('%.4F', $this->line['quantity']);
        }

        public function getRowTotal()
        {
            return $this->line['price'];
        }
    }
}

namespace Magento\Sales\Model {
    class Order
    {
        public function __construct(private array $order)
        {
        }

        public function getIncrementId()
        {
            return $this->order['number'];
        }

        public function getCustomerEmail()
        {
            return $this->order['email'];
        }

        public function getCustomerId()
        {
            return $this->order['customer_id'] ?: null;
        }

        public function getCouponCode()
        {
            return $this->order['coupon'] === '' ? null : $this->order['coupon'];
        }

        public function getOrderCurrencyCode()
        {
            return $this->order['currency'];
        }

        public function getAllVisibleItems()
        {
            return array_map(fn ($line) => new Order\Item($line), $this->order['lines']);
        }

        public function getTaxAmount()
        {
            return $this->order['tax'];
        }

        public function getShippingAmount()
        {
            return (string) ((float) $this->order['shipping'] + $this->special('shipping_discount')
                - $this->special('shipping_compensation'));
        }

        public function getShippingDiscountAmount()
        {
            return (string) $this->special('shipping_discount');
        }

        public function getShippingDiscountTaxCompensationAmount()
        {
            return $this->special('shipping_compensation') ?: null;
        }

        public function getDiscountTaxCompensationAmount()
        {
            return $this->special('compensation') ?: null;
        }

        public function getDiscountAmount()
        {
            return (string) -((float) $this->order['discount'] + $this->special('compensation')
                + $this->special('shipping_discount'));
        }

        private function special(string $name): float
        {
            return (float) ($this->order['special'][$name] ?? 0);
        }
    }
}

namespace Magento\Checkout\Model {
    class Session
    {
        public static $last;

        public function getLastRealOrder()
        {
            return new \Magento\Sales\Model\Order(self::$last);
        }
    }
}

namespace {
    require __DIR__ . '/support.php';
    $snippet = $argv[1];

    render_all(function ($order) use ($snippet) {
        \Magento\Checkout\Model\Session::$last = $order;
        return printed(function () use ($snippet) {
            include $snippet;
        });
    });
}
