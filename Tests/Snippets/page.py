"""Reads a page as a browser does, and a pixel's address as Tributary does."""

import hashlib
import hmac
import re
from urllib.parse import parse_qsl

import html5lib

ORIGIN = "https://go.mugs.example/x"


class Wrong(Exception):
    """What a check found."""


def expect(actual, expected, what):
    if actual != expected:
        raise Wrong(f"{what}: {actual!r}, expected {expected!r}")


def addresses(html):
    """The addresses of the page's only script and only image."""
    document = html5lib.parse("<!doctype html><body>" + html, namespaceHTMLElements=False)
    scripts = [element for element in document.iter("script")]
    images = [element for element in document.iter("img")]
    expect((len(scripts), len(images)), (1, 1), "scripts and images in the page")
    expect(set(scripts[0].attrib), {"async", "src"}, "attributes of the script")
    expect(scripts[0].text, None, "text in the script")
    expect(set(images[0].attrib) - {"src"}, {"width", "height", "alt", "style", "referrerpolicy"}, "attributes")
    expect("noscript" in {parent.tag for parent in document.iter() if images[0] in list(parent)}, True, "noscript")
    return scripts[0].attrib["src"], images[0].attrib["src"]


def query_of(html):
    """The query that script and image share."""
    # A browser forgives most signs "&" that are not escaped, and reads the others as something else.
    expect(re.findall(r"&(?!amp;)\w*", html), [], "signs that are not escaped")
    script, image = addresses(html)
    expect(script.startswith(f"{ORIGIN}/pixel.js?"), True, f"address of the script {script}")
    expect(image, script.replace("/pixel.js?", "/pixel.gif?", 1), "address of the image")
    query = script.split("?", 1)[1]
    if not re.fullmatch(r"[A-Za-z0-9\-._~%&=+]*", query):
        raise Wrong(f"a query that is not encoded: {query}")
    return query


def signed_part(query, key_id, secret):
    """What stands before a valid signature."""
    signed, separator, signature = query.partition("&sig=")
    digest = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).hexdigest()
    expect(separator + signature, f"&sig={key_id}.{digest}", "signature")
    return signed


def parameters(query):
    """The parameters of a query without the empty ones, which are missing ones, and each at most once."""
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=4000)
    expect(len({name for name, _ in pairs}), len(pairs), "names of parameters")
    return {name: value for name, value in pairs if value != ""}


def expect_order(found, order, kind):
    """Compares parameters with the order that they report."""
    expected = {"program": "mugs", "kind": kind, "order_id": order.number, "email": order.email}
    if order.coupon:
        expected["coupon"] = order.coupon
    if order.customer_id:
        expected["customer_id"] = str(order.customer_id)
    items = {name: value for name, value in found.items() if name.startswith("item_")}
    rest = {name: value for name, value in found.items() if not name.startswith("item_")}
    if kind == "lead":
        expect(items, {}, "items of a lead")
    else:
        total = sum(order.minor(line.price) for line in order.lines)
        expected["currency"] = order.currency
        expected["tax"] = written(order.minor(order.tax), order)
        expected["shipping"] = written(order.minor(order.shipping), order)
        expected["discount"] = written(min(order.minor(order.discount), total), order)
        expect_items(items, order)
    expect(rest, expected, "parameters")


def written(units, order):
    """An amount in the currency's usual form."""
    decimals = {"USD": 2, "JPY": 0, "KWD": 3}[order.currency]
    digits = str(units).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def expect_items(items, order):
    """Each line is one item, or two whose prices differ by the smallest unit, and adds up exactly."""
    number = 0
    for line in order.lines:
        quantity = price = 0
        units = []
        while quantity < line.quantity:
            number += 1
            expect(items.pop(f"item_id_{number}", None), line.sku or str(line.id), f"item_id_{number}")
            count = int(items.pop(f"item_quantity_{number}"))
            text = items.pop(f"item_price_{number}")
            unit = int(text.replace(".", ""))
            expect(text, written(unit, order), f"item_price_{number}")
            quantity, price, units = quantity + count, price + unit * count, units + [unit]
        expect((quantity, price), (line.quantity, order.minor(line.price)), f"pieces and price of {line.sku}")
        if len(units) > 2 or max(units) - min(units) > 1 or len(set(units)) != len(units):
            raise Wrong(f"prices of {line.sku}: {units}")
    expect(items, {}, "items beyond the order's")
