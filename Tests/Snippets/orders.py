"""Orders as any cart has them. Amounts are decimal texts in the major unit, without tax unless they say otherwise."""

from dataclasses import asdict, dataclass, field
from decimal import ROUND_HALF_UP, Decimal

DECIMALS = {"USD": 2, "JPY": 0, "KWD": 3}


@dataclass
class Line:
    sku: str
    quantity: int
    # Of all its pieces together, before the discount.
    price: str
    id: int = 1


@dataclass
class Order:
    title: str
    currency: str
    lines: list
    number: str = "1001"
    email: str = "jo@example.com"
    customer_id: int = 0
    coupon: str = ""
    tax: str = "0"
    shipping: str = "0"
    discount: str = "0"
    # What only one platform knows, by its name.
    special: dict = field(default_factory=dict)

    def as_json(self):
        return asdict(self)

    def minor(self, amount):
        """An amount as a whole number of the currency's smallest unit."""
        return int((Decimal(amount) * 10 ** DECIMALS[self.currency]).to_integral_value(ROUND_HALF_UP))


HOSTILE = [
    Order(
        title="quotation marks and markup",
        currency="USD",
        number="R&D \"7\" <8> '9'",
        email='"o\'neil&<script>alert(1)</script>"@example.com',
        coupon='"><script>alert(1)</script>',
        lines=[Line("MUG\"><img src=x onerror='alert(1)'>", 2, "25.00")],
    ),
    Order(
        title="the templates' own signs",
        currency="USD",
        number="{{ 7*7 }} {% raw %} }} <?php echo 1 ?> <%= 1 %> ${x} $order",
        email="{{constructor}}@example.com",
        coupon="{$smarty.version}{literal} \\' \\n",
        lines=[Line("{{ secret }}{% endblock %}", 1, "9.99"), Line("'; echo SECRET; //", 1, "1.00")],
    ),
    Order(
        title="the query's own signs",
        currency="USD",
        number="a&b=c;d?e#f%20g+h&sig=x.y",
        email="a+b&c=d@example.com",
        coupon="10% & more = +1 &copy=2 &amp;lt;",
        lines=[Line("A/B?C=D&E#F", 1, "5.00")],
    ),
    Order(
        title="letters of the world",
        currency="USD",
        number="Bestellung Nº 7 – ü",
        email="jürgen@exämple.com",
        coupon="SOMMER☀️😀",
        lines=[Line("Täßchen 日本 😀 e\u0301", 3, "30.00")],
    ),
    Order(
        title="line breaks and tabs",
        currency="USD",
        number="10\n11",
        email="jo@example.com",
        coupon="A\r\nB\tC",
        lines=[Line("MUG\nBLUE\u2028\u2029", 1, "5.00")],
    ),
]

MONEY = [
    Order(
        title="dollars",
        currency="USD",
        customer_id=42,
        coupon="SPRING",
        tax="2.96",
        shipping="4.9",
        discount="5",
        lines=[Line("MUG", 2, "25", id=7), Line("SPOON", 1, "12.5", id=8)],
    ),
    Order(
        title="dollars that do not divide",
        currency="USD",
        lines=[Line("MUG", 3, "10.00"), Line("SPOON", 7, "0.05"), Line("BOX", 1, "1234567.89")],
        tax="0.01",
    ),
    Order(
        title="dollars with too many decimals",
        currency="USD",
        lines=[Line("MUG", 1, "8.403361"), Line("SPOON", 2, "16.806723")],
        tax="1.596639",
        shipping="4.201681",
        discount="2.521",
    ),
    Order(title="a discount of everything", currency="USD", lines=[Line("MUG", 1, "8.40")], discount="8.41"),
    Order(title="a gift", currency="USD", lines=[Line("MUG", 1, "0")]),
    Order(
        title="yen",
        currency="JPY",
        lines=[Line("MUG", 3, "1000"), Line("SPOON", 1, "500")],
        tax="150",
        shipping="600",
        discount="100",
    ),
    Order(
        title="dinars of Kuwait",
        currency="KWD",
        lines=[Line("MUG", 2, "2.5"), Line("SPOON", 3, "1.000")],
        tax="0.125",
        shipping="1.005",
        discount="0.005",
    ),
    Order(
        title="a hundred lines",
        currency="USD",
        lines=[Line(f"SKU-{number}", number, f"{number * 2}.00", id=number) for number in range(1, 101)],
    ),
    Order(title="a product without a code", currency="USD", lines=[Line("", 1, "3.00", id=77)]),
]

ORDERS = HOSTILE + MONEY
