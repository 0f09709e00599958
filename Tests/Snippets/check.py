"""Checks the pixel of each cart: check.py FOLDER, which holds the replies of GetPixelSnippet as PLATFORM-KIND.json.

Prints a line for each check and "N passed, N failed" at the end; the exit status is 1 when one failed.
"""

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import oscar
import shopify as shopify_events
from orders import HOSTILE, MONEY, ORDERS
from page import ORIGIN, Wrong, expect, expect_order, parameters, query_of, signed_part

HERE = Path(__file__).parent
WORK = Path(sys.argv[1])
KINDS = ("sale", "lead")
SECONDS = 60

passed = failed = 0


def check(title, test):
    """Runs one check and prints how it ended."""
    global passed, failed
    try:
        test()
    except Exception as problem:  # A check that breaks has failed, whatever broke it.
        failed += 1
        print(f"FAILED {title}: {type(problem).__name__}: {problem}")
    else:
        passed += 1
        print(f"ok {title}")


def reply(platform, kind):
    return json.loads(Path(WORK, f"{platform}-{kind}.json").read_text())


def program(*command, orders):
    """What a program prints as JSON that is given the orders as JSON."""
    ended = subprocess.run(command, input=json.dumps(orders), capture_output=True, text=True, timeout=SECONDS)
    if ended.returncode != 0:
        raise Wrong(f"{command[0]} ended with {ended.returncode}: {ended.stderr.strip()} {ended.stdout[-300:]}")
    return json.loads(ended.stdout)


def pages_of_php(script, snippet, orders, *arguments):
    return program(
        "php", "-d", "display_errors=stderr", str(HERE / "php" / script), snippet, *arguments,
        orders=[order.as_json() for order in orders],
    )


def check_pages(platform, kind, orders, render):
    """Renders the orders and checks each page; `render` takes the file that holds the snippet."""
    answer = reply(platform, kind)
    with tempfile.NamedTemporaryFile("w", suffix=".php", dir=WORK) as snippet:
        snippet.write(answer["html"])
        snippet.flush()
        try:
            pages = render(snippet.name, orders)
        except Exception as problem:
            check(f"{platform} {kind}: the snippet runs", lambda: expect(str(problem), None, "error"))
            return
    for order, html in zip(orders, pages, strict=True):
        check(f"{platform} {kind}: {order.title}", lambda: check_page(answer, order, kind, html))


def check_page(answer, order, kind, html):
    secret = answer["signing_secret"]
    expect(len(secret), 43, "length of the secret")
    if secret in html:
        raise Wrong("the page holds the secret")
    query = query_of(html)
    expect_order(parameters(signed_part(query, answer["signing_key_id"], secret)), order, kind)


def with_number(orders):
    """Orders of a cart whose order numbers are whole numbers."""
    return [replace(order, number="1001") for order in orders]


def without_pixel(platform, title, render):
    def test():
        with tempfile.NamedTemporaryFile("w", suffix=".php", dir=WORK) as snippet:
            snippet.write(reply(platform, "sale")["html"])
            snippet.flush()
            for html in render(snippet.name):
                expect("pixel" in html, False, "a pixel in the page")

    check(f"{platform}: {title}", test)


def woocommerce():
    special = [replace(MONEY[0], title="a fee, and one that is a discount", special={"fees": ["1.50", "-2.00"]})]
    render = lambda snippet, orders: pages_of_php("woocommerce.php", snippet, orders)
    for kind in KINDS:
        check_pages("woocommerce", kind, ORDERS + special, render)
    none = [replace(MONEY[0], special={"status": "failed"}), replace(MONEY[0], special={"gone": True})]
    without_pixel("woocommerce", "no pixel for an order that failed or is gone", lambda file: render(file, none))


def magento():
    special = [
        replace(
            MONEY[0],
            title="a discount off prices with tax, and one off shipping",
            special={"compensation": "0.83", "shipping_discount": "1.20", "shipping_compensation": "0.20"},
        )
    ]
    for kind in KINDS:
        check_pages(
            "magento", kind, ORDERS + special, lambda snippet, orders: pages_of_php("magento.php", snippet, orders)
        )
    without_pixel(
        "magento",
        "no pixel without an order",
        lambda file: pages_of_php("magento.php", file, [replace(MONEY[0], number="")]),
    )


def prestashop():
    render = lambda snippet, orders: pages_of_php("prestashop.php", snippet, orders)
    special = [replace(MONEY[0], title="free shipping", shipping="0", special={"freed": "4.90"})]
    for kind in KINDS:
        check_pages("prestashop", kind, ORDERS + special, render)


def opencart():
    instructions = reply("opencart", "sale")["instructions"]
    line = re.search(r"\{\{ tributary_pixel.*?\}\}", instructions).group()
    special = [
        replace(MONEY[0], title="a currency with a rate", special={"rate": "1.25"}),
        replace(MONEY[0], title="free shipping by a coupon", shipping="0", special={"freed": "4.90"}),
    ]
    for version in ("3.0.3.8", "4.1.0.3"):
        for escape in ("html", "no"):
            check_version = lambda snippet, orders: pages_of_php("opencart.php", snippet, orders, version, line, escape)
            for kind in KINDS:
                check_pages("opencart", kind, with_number(ORDERS + special), check_version)
            none = [replace(MONEY[0], special={"gone": True})]
            without_pixel("opencart", "no pixel without an order", lambda file: check_version(file, none))


def django_oscar():
    global passed, failed
    answer = reply("django-oscar", "sale")
    lines = [line for line in answer["instructions"].splitlines() if line.startswith("{%")]
    for kind in KINDS:
        # A project of its own for each kind, because a process has one set of settings.
        ended = subprocess.run(
            [sys.executable, __file__, str(WORK), "--oscar", kind], capture_output=True, text=True, timeout=SECONDS
        )
        print(ended.stdout, end="")
        passed += len(re.findall("^ok ", ended.stdout, re.M))
        failed += len(re.findall("^FAILED ", ended.stdout, re.M))
        check(f"django-oscar {kind}: runs to its end", lambda: expect(ended.returncode, 0, ended.stderr))
    check("django-oscar: the instructions hold three lines of template", lambda: expect(len(lines), 3, str(lines)))


def django_oscar_project(kind):
    answer = reply("django-oscar", kind)
    lines = [line for line in answer["instructions"].splitlines() if line.startswith("{%")]
    with tempfile.TemporaryDirectory() as folder:
        oscar.install(folder, answer["html"], "\n".join(lines))
        for order in ORDERS:
            check(f"django-oscar {kind}: {order.title}", lambda: check_page(answer, order, kind, oscar.page(order)))
        check(
            f"django-oscar {kind}: no pixel without an order",
            lambda: expect("pixel" in oscar.page(None), False, "a pixel in the page"),
        )


def shopify():
    for kind in KINDS:
        answer = reply("shopify", kind)
        check(
            f"shopify {kind}: has no key, because it runs in the browser",
            lambda: expect(
                (answer["signed_by_server"], answer["signing_key_id"], answer["signing_secret"]), (False, "", ""), "key"
            ),
        )
        secret = reply("plain", "sale")["signing_secret"]
        check(f"shopify {kind}: holds no secret", lambda: expect(secret in json.dumps(answer), False, "the secret"))
        # What is free costs nothing with and without tax, so nobody can tell which it was.
        orders = [order for order in ORDERS if order.title != "a discount of everything"]
        orders.append(replace(MONEY[0], title="free shipping", shipping="0", special={"freed": "4.90"}))
        with tempfile.NamedTemporaryFile("w", suffix=".js", dir=WORK) as snippet:
            snippet.write(answer["html"])
            snippet.flush()
            for included in (False, True):
                events = [{"event": shopify_events.event(order, included), "cookie": "1.a-b_c"} for order in orders]
                requests = program("node", str(HERE / "shopify.js"), snippet.name, orders=events)
                for order, made in zip(orders, requests, strict=True):
                    check(
                        f"shopify {kind}: {order.title}, prices {'with' if included else 'without'} tax",
                        lambda: check_request(order, kind, made),
                    )


def check_request(order, kind, made):
    expect(len(made), 1, "requests")
    expect(made[0]["options"], {"mode": "no-cors", "credentials": "include", "keepalive": True}, "options")
    address, query = made[0]["address"].split("?", 1)
    expect(address, f"{ORIGIN}/pixel.gif", "address")
    found = parameters(query)
    expect(found.pop("click", None), "1.a-b_c", "click")
    expect_order(found, order, kind)


def plain():
    for kind in KINDS:
        answer = reply("plain", kind)
        for order in (HOSTILE[0], HOSTILE[2], MONEY[1]):
            check(f"plain {kind}: {order.title}, filled in", lambda: check_plain(answer, order, kind))


def check_plain(answer, order, kind):
    values = {
        "order_number": order.number, "entry_number": order.number, "customer_email": order.email,
        "customer_number": "", "currency": order.currency, "coupon_code": order.coupon,
        "tax_total": "0.01", "shipping_total": "", "discount_total": "",
        "item_1_sku": "A&B", "item_1_price": "1.00", "item_1_quantity": "2", "item_2_sku": "C", "item_2_price": "3.00",
        "item_2_quantity": "1", "item_3_sku": "", "item_3_price": "", "item_3_quantity": "",
    }
    html = re.sub(r"\{\{(\w+)\}\}", lambda match: quote(values[match[1]], safe=""), answer["html"])
    expect(answer["signing_secret"] in html, False, "the secret in the page")
    query = query_of(html)
    found = parameters(query)
    expected = {"program": "mugs", "kind": kind, "order_id": order.number, "email": order.email}
    expected |= {"coupon": order.coupon} if order.coupon else {}
    if kind == "sale":
        expected |= {
            "currency": order.currency, "tax": "0.01", "item_id_1": "A&B", "item_price_1": "1.00",
            "item_quantity_1": "2", "item_id_2": "C", "item_price_2": "3.00", "item_quantity_2": "1",
        }
    expect(found, expected, "parameters")


if "--oscar" in sys.argv:
    django_oscar_project(sys.argv[3])
else:
    for platform in (plain, woocommerce, magento, prestashop, opencart, django_oscar, shopify):
        platform()
    print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
