"""A shop with as little as a merchant needs: a landing page with a form, a product, a page that confirms the order."""
import hashlib
import hmac
from itertools import count
from urllib.parse import urlencode

from merchant import html

# What one mug costs, in cents and as the pixel says it.
PRICE_MINOR = 1250
PRICE = "12.50"
SKU = "MUG-BLUE"
# Numbers of orders, none of which is used twice whatever shop it is.
orders = count(1)


class Shop:
    """Lays out the shop's pages on a merchant's site. What is on them is what a merchant pastes."""

    def __init__(self, merchant, server, tag):
        self._merchant = merchant
        self._server = server
        # Asked once, as a merchant copies it once.
        pixel = server.call("Tracking/GetPixelSnippet", program="mugs")
        self._key = pixel["signingKeyId"], pixel["signingSecret"]
        merchant.page("/", self._form(), tag)
        merchant.page("/welcome", "<h1 id=welcome>Welcome</h1>", tag)
        merchant.pages["/mug"] = lambda fields: html(self._product(), tag)
        merchant.pages["/confirmed"] = lambda fields: html(self._confirmation(fields), tag)

    def _form(self):
        return f"""<form data-tributary action="{self._server.origin}/f/mugs" method="post">
            <input name="email" type="email" required><input name="form" type="hidden" value="newsletter">
            <button>Keep me posted</button></form><a id="mug" href="/mug">The mug</a>"""

    def _product(self):
        return f"""<h1>Blue mug</h1><form action="/confirmed"><input name="email" type="email" required>
            <input name="quantity" value="1"><input name="order" type="hidden" value="{next(orders)}">
            <button>Buy for {PRICE} EUR</button></form>"""

    def _confirmation(self, fields):
        query = self.sign(self.query(fields["order"], fields["quantity"], fields["email"]))
        return f"""<h1 id="order">{fields["order"]}</h1>
            <script async src="{self._server.origin}/pixel.js?{query.replace("&", "&amp;")}"></script>"""

    @staticmethod
    def query(order, quantity=1, email="", **more):
        """What the pixel says of an order of mugs."""
        return urlencode({
            "program": "mugs", "order_id": order, "email": email, "currency": "EUR",
            "item_id_1": SKU, "item_price_1": PRICE, "item_quantity_1": quantity, **more,
        })

    def sign(self, query):
        """The query with its signature, which only the merchant's server can make."""
        key_id, secret = self._key
        digest = hmac.new(secret.encode(), query.encode(), hashlib.sha256).hexdigest()
        return f"{query}&sig={key_id}.{digest}"

    def record(self, order, quantity=1, email="", **evidence):
        """What the shop's server says of an order of mugs."""
        return self._server.call(
            "Tracking/RecordConversion", program="mugs", kind="CONVERSION_KIND_SALE", orderId=order, currency="EUR",
            items=[{"sku": SKU, "quantity": str(quantity), "unitPriceMinor": str(PRICE_MINOR)}],
            customer={"email": email}, evidence=evidence,
        )
