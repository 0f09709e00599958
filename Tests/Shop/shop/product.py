"""What the shop sells: one mug."""
from decimal import Decimal

from oscar.core.loading import get_model

# The mug's product code and price.
SKU = "MUG-BLUE"
PRICE = Decimal("12.50")


def stock():
    """Puts the mug on sale, in stock, for one country; shipping is free unless a shop says otherwise."""
    get_model("address", "Country").objects.create(
        iso_3166_1_a2="DE", iso_3166_1_a3="DEU", iso_3166_1_numeric="276", name="Germany",
        printable_name="Germany", is_shipping_country=True,
    )
    kind = get_model("catalogue", "ProductClass").objects.create(name="Mugs", requires_shipping=True, track_stock=True)
    mug = get_model("catalogue", "Product").objects.create(title="Blue mug", upc=SKU, product_class=kind)
    category = get_model("catalogue", "Category").add_root(name="Mugs")
    get_model("catalogue", "ProductCategory").objects.create(product=mug, category=category)
    get_model("partner", "StockRecord").objects.create(
        product=mug, partner=get_model("partner", "Partner").objects.create(name="Pottery"), partner_sku=SKU,
        price_currency="EUR", price=PRICE, num_in_stock=1000,
    )
    return mug
