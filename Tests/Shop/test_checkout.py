"""A partner's link leads to a shop that nobody here wrote, and the shop's order to the partner's commission."""
import os
import re
import unittest

from browser import BLOCK_THIRD_PARTY_COOKIES, Browser
from case import PageCase, new_email
from checkout import buy
from oscar_shop import OscarShop
from server import Server


def setUpModule():
    """One server and one shop for all tests: the shop's tables take a while to make."""
    server = CheckoutTests.server = Server(os.environ["TRIBUTARY_BINARIES"])
    unittest.addModuleCleanup(server.close)
    server.create_program()
    key = server.call("Programs/CreateApiKey", account="pottery", scope="KEY_SCOPE_SERVER", label="shop")["secret"]
    shop = CheckoutTests.shop = OscarShop(
        pasted(server), {"TRIBUTARY_URL": server.url("").rstrip("/"), "TRIBUTARY_SHOP_KEY": key})
    unittest.addModuleCleanup(shop.close)
    CheckoutTests.logs = [server.log, shop.log]
    server.update_program(landingUrl=shop.product_url)


def pasted(server):
    """What the merchant adds to the shop, as `tributary pixel` says to: its code, and the lines of the template that it
    shows. The script is on every page."""
    pixel = server.snippet("django-oscar")
    template = re.findall(r"^ *(\{%.*%\}) *$", pixel["instructions"], re.MULTILINE)
    return {
        "merchant/__init__.py": "",
        "merchant/templatetags/__init__.py": "",
        "merchant/templatetags/tributary_pixel.py": pixel["html"],
        "templates/oscar/checkout/thank_you.html": "\n".join(template),
        "templates/oscar/base.html":
            '{% extends "oscar/base.html" %}{% block extrahead %}{{ block.super }}'
            f'<script async src="{server.origin}/t.js" data-program="mugs"></script>{{% endblock %}}',
    }


class CheckoutTests(PageCase):
    """A browser that allows third-party cookies."""

    # Oscar asks for jQuery at a public address first, which does not exist here, and then at its own.
    expected_errors = ["ajax.googleapis.com"]

    def setUp(self):
        self.browser = Browser(self.preferences)
        self.addCleanup(self.browser.close)
        self.sub_id = f"{type(self).__name__}.{self._testMethodName}"
        self.email = new_email()

    def follow_link(self):
        self.browser.open(f"{self.server.origin}/t?p=ada&sid={self.sub_id}")
        self.browser.until(lambda: self.browser.url == self.shop.product_url, "the product's page without a token")

    def evidence(self, order):
        """What kinds of evidence the receipt names, with their verdicts."""
        candidates = self.conversion(order)["receipt"].get("candidates", [])
        return {one["evidence"].removeprefix("EVIDENCE_KIND_"): one["verdict"].removeprefix("VERDICT_")
                for one in candidates}

    def test_the_shop_tells_first_and_the_pixel_comes_after(self):
        self.follow_link()
        self.browser.block("*/pixel.*")
        order = buy(self.browser, self.shop.product_url, self.email, quantity=2)
        # The shop knows the customer and nothing of the link: nobody has earned the order.
        self.assertEqual(self.evidence(order), {"EMAIL": "UNKNOWN"})
        self.reports(1, 0, 0, 0, 0)
        self.browser.block()
        self.browser.forget()
        self.browser.driver.refresh()
        self.pixel_answered()
        self.reports(1, 0, 1, 2500, 250)
        self.assertEqual(self.evidence(order)["CLICK_TOKEN"], "WON")

    def test_the_pixel_comes_first_and_the_shop_tells_after(self):
        self.assertEqual(self.shop.say("hold"), "held")
        self.addCleanup(self.shop.say, "tell")
        self.follow_link()
        order = buy(self.browser, self.shop.product_url, self.email, quantity=3)
        self.pixel_answered()
        self.reports(1, 0, 1, 3750, 375)
        before = self.conversion(order)
        self.assertEqual(self.shop.say("tell"), "told 1")
        self.assertEqual(self.conversion(order), before)
        self.reports(1, 0, 1, 3750, 375)


class BlockedThirdPartyCookiesTests(CheckoutTests):
    """The same in a browser that keeps no cookie of another site than the page's."""

    preferences = BLOCK_THIRD_PARTY_COOKIES


if __name__ == "__main__":
    unittest.main()
