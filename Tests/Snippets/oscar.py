"""django-oscar's thank-you page, with the objects that its template has and Django's own templates."""

import sys
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import django
from django.conf import settings
from django.template import engines


def install(work, module, template):
    """Puts the module and the template where the instructions say, in a new project."""
    tags = Path(work, "shop", "templatetags")
    tags.mkdir(parents=True)
    Path(work, "shop", "__init__.py").touch()
    Path(tags, "__init__.py").touch()
    Path(tags, "tributary_pixel.py").write_text(module)
    for folder, text in (("mine", template), ("oscar", "<p>Thanks</p>{% block tracking %}<hr>{% endblock %}")):
        path = Path(work, folder, "oscar", "checkout")
        path.mkdir(parents=True)
        Path(path, "thank_you.html").write_text(text)
    sys.path.insert(0, str(work))
    settings.configure(
        INSTALLED_APPS=["shop"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(Path(work, "mine")), str(Path(work, "oscar"))],
                "APP_DIRS": True,
            }
        ],
    )
    django.setup()


class Related:
    """The other side of a relation."""

    def __init__(self, rows):
        self.rows = rows

    def all(self):
        return self.rows


def page(order):
    """The page of an order; of none, as a visitor without an order sees it."""
    context = {} if order is None else {"order": placed(order)}
    return engines["django"].get_template("oscar/checkout/thank_you.html").render(context)


def placed(order):
    lines = [
        SimpleNamespace(
            partner_sku=line.sku,
            upc=None,
            product_id=line.id,
            quantity=line.quantity,
            line_price_before_discounts_excl_tax=Decimal(line.price),
        )
        for line in order.lines
    ]
    codes = [None, "", order.coupon, "ANOTHER"] if order.coupon else [None, ""]
    return SimpleNamespace(
        number=order.number,
        email=order.email,
        user_id=order.customer_id or None,
        currency=order.currency,
        lines=Related(lines),
        discounts=Related([SimpleNamespace(voucher_code=code) for code in codes]),
        total_excl_tax=Decimal("10"),
        total_incl_tax=Decimal("10") + Decimal(order.tax),
        shipping_excl_tax=Decimal(order.shipping),
        total_discount_excl_tax=Decimal(order.discount),
    )
