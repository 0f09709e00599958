"""The event by which Shopify tells custom pixels of a completed checkout."""

from decimal import Decimal


def event(order, included):
    """The event of an order; `included` tells whether its prices hold the tax."""
    money = lambda amount: {"amount": float(amount), "currencyCode": order.currency}
    net = sum(Decimal(line.price) for line in order.lines)
    subtotal = net - Decimal(order.discount)
    total = subtotal + Decimal(order.shipping) + Decimal(order.tax)
    gross = total / (total - Decimal(order.tax)) if included and Decimal(order.tax) else 1
    return {
        "data": {
            "checkout": {
                "token": "abc",
                "order": {"id": order.number, "customer": {"id": str(order.customer_id or "")}},
                "email": order.email,
                "currencyCode": order.currency,
                "discountApplications": [{"type": "AUTOMATIC", "title": "Sale"}]
                + ([{"type": "DISCOUNT_CODE", "title": order.coupon}] if order.coupon else []),
                "lineItems": [
                    {
                        "id": f"line-{line.id}",
                        "quantity": line.quantity,
                        "variant": {
                            "id": str(line.id),
                            "sku": line.sku or None,
                            "price": money(Decimal(line.price) * gross / line.quantity),
                        },
                    }
                    for line in order.lines
                ],
                "subtotalPrice": money(subtotal * gross),
                "shippingLine": {"price": money(Decimal(order.shipping) * gross)} if order.shipping != "0" else None,
                "totalTax": money(order.tax),
                "totalPrice": money(total),
            }
        }
    }
