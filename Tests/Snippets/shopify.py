"""The event by which Shopify tells custom pixels of a completed checkout."""

from decimal import Decimal


def event(order, included):
    """The event of an order; `included` tells whether its prices hold the tax."""
    money = lambda amount: {"amount": float(amount), "currencyCode": order.currency}
    net = sum(Decimal(line.price) for line in order.lines)
    subtotal = net - Decimal(order.discount)
    total = subtotal + Decimal(order.shipping) + Decimal(order.tax)
    gross = total / (total - Decimal(order.tax)) if included and Decimal(order.tax) else 1
    paid = Decimal(order.shipping) * gross
    # What a discount takes off shipping, which the line of shipping does not show.
    freed = order.special.get("freed")
    line_price = paid + Decimal(freed or 0)
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
                "shippingLine": {"price": money(line_price)} if line_price else None,
                "delivery": {"selectedDeliveryOptions": [{"cost": money(line_price), "costAfterDiscounts": money(paid)}]}
                if freed else None,
                "totalTax": money(order.tax),
                "totalPrice": money(total),
            }
        }
    }
