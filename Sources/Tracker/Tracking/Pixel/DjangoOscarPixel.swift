internal import TributaryProtocol

/// The pixel for django-oscar: a module with a template tag, and the lines of template that use it.
///
/// Django's templates have no HMAC, so the tag signs. Names are those of django-oscar's `AbstractOrder`, `AbstractLine`
/// and `AbstractOrderDiscount`, version 3 and later.
enum DjangoOscarPixel: PixelCart {
  static let signing = PixelSigning.byTheSnippet

  static func quoted(_ text: String) -> String { SnippetText.python(text) }

  /// The template that shows the pixel, which extends django-oscar's own.
  static let template = """
    {% extends "oscar/checkout/thank_you.html" %}
    {% load tributary_pixel %}
    {% block tracking %}{{ block.super }}{% tributary_pixel order %}{% endblock %}
    """

  static let templates = [
    SnippetTemplate.main: #"""
    """Tributary: reports each confirmed <%event%> to the partner program "<%program%>"."""

    import hashlib
    import hmac
    <%#sale%>
    from decimal import ROUND_HALF_EVEN, Decimal
    <%/sale%>
    from urllib.parse import quote, urlencode

    from django import template
    from django.utils.html import format_html

    register = template.Library()

    <%#sale%>
    # Currencies whose amounts do not have two decimals.
    UNUSUAL = {
    <%#unusualDecimals%>
        "<%codes%>": <%decimals%>,
    <%/unusualDecimals%>
    }


    def money(order):
        """The order's amounts, counted in the currency's smallest unit and written with its own number of decimals."""
        decimals = next((number for codes, number in UNUSUAL.items() if order.currency in codes.split()), 2)

        def counted(amount):
            return max(0, int((Decimal(amount or 0) * 10**decimals).to_integral_value(ROUND_HALF_EVEN)))

        def written(units):
            return f"{Decimal(units).scaleb(-decimals):.{decimals}f}"

        total = position = 0
        for line in order.lines.all():
            price = counted(line.line_price_before_discounts_excl_tax)
            total += price
            # Where the pieces do not share the price evenly, some cost one unit more, so that the sum is exact.
            unit, dearer = divmod(price, line.quantity)
            for count, unit in ((line.quantity - dearer, unit), (dearer, unit + 1)):
                if count:
                    position += 1
                    yield f"item_id_{position}", line.partner_sku or line.upc or line.product_id
                    yield f"item_price_{position}", written(unit)
                    yield f"item_quantity_{position}", count
        yield "tax", written(counted(order.total_incl_tax - order.total_excl_tax))
        yield "shipping", written(counted(order.shipping_excl_tax))
        yield "discount", written(min(counted(order.total_discount_excl_tax), total))


    <%/sale%>
    @register.simple_tag
    def tributary_pixel(order):
        if not order:
            return ""
        parameters = {
            "program": "<%program%>",
            "kind": "<%kind%>",
            "order_id": order.number,
            "email": order.email or "",
            "customer_id": order.user_id or "",
            "coupon": next((discount.voucher_code for discount in order.discounts.all() if discount.voucher_code), ""),
    <%#sale%>
            "currency": order.currency,
            **dict(money(order)),
    <%/sale%>
        }
        query = urlencode(parameters, quote_via=quote, safe="")
        signature = hmac.new(b"<%secret%>", query.encode(), hashlib.sha256).hexdigest()
        return format_html(
            '<script async src="{0}/pixel.js?{1}"></script>'
            '<noscript><img src="{0}/pixel.gif?{1}" width="1" height="1" alt="" style="position:absolute"'
            ' referrerpolicy="no-referrer-when-downgrade"></noscript>',
            "<%origin%>",
            f"{query}&sig=<%keyID%>.{signature}",
        )

    """#
  ]

  static func steps(_ settings: PixelSettings) -> [String] {
    [
      "Save the code as templatetags/tributary_pixel.py in an app of your project that is in INSTALLED_APPS; the folder "
        + "templatetags needs an empty __init__.py.",
      "Save these three lines as oscar/checkout/thank_you.html in a template folder that comes before django-oscar's, or "
        + "add the last two to the one that you have there:\n\(template)",
      "Restart the application.",
    ]
  }

  static func parameters(_ settings: PixelSettings) -> [PixelParameter] {
    parameters(
      settings,
      filledFrom: [
        .program: "", .kind: "",
        .orderID: "order.number",
        .email: "order.email",
        .customerID: "order.user_id",
        .currency: "order.currency",
        .tax: "order.total_incl_tax and order.total_excl_tax",
        .shipping: "order.shipping_excl_tax",
        .discount: "order.total_discount_excl_tax",
        .coupon: "the voucher codes of order.discounts",
        .itemID: "line.partner_sku, or line.upc, or the product's number",
        .itemPrice: "line.line_price_before_discounts_excl_tax and the quantity",
        .itemQuantity: "line.quantity",
        .signature: "hmac, which runs on your server",
      ])
  }
}
