"""From a partner's link to the partner's commission, through a browser and a shop on another site."""
import unittest

from browser import BLOCK_THIRD_PARTY_COOKIES
from case import BrowserCase, new_email
from shop import Shop


class PurchaseCase(BrowserCase):
    """Each test has a SubID of its own, and so a row of its own in the report."""

    def setUp(self):
        super().setUp()
        self.shop = Shop(self.merchant, self.server, self.tag())
        self.sub_id = self.id().rpartition(".")[2]
        self.email = new_email()

    def follow_link(self):
        """Follows the partner's link and comes to the shop's landing page."""
        self.browser.open(f"{self.server.origin}/t?p=ada&sid={self.sub_id}")
        self.script_ready()

    def opt_in(self):
        self.browser.fill("[name=email]", self.email)
        self.browser.submit("button")
        self.assertEqual(self.browser.url, self.merchant.url("/welcome"))

    def buy(self, quantity=1):
        """Buys mugs and gives the order's number, once the pixel was answered."""
        self.browser.forget()
        self.browser.open(self.merchant.url("/mug"))
        self.browser.fill("[name=email]", self.email)
        self.browser.fill("[name=quantity]", str(quantity))
        self.browser.submit("button")
        self.pixel_answered()
        return self.browser.element("#order").text


class PurchaseTests(PurchaseCase):
    """A browser that allows third-party cookies."""

    def test_link_opt_in_and_purchase(self):
        self.follow_link()
        self.assertEqual(self.browser.url, self.merchant.url("/"), "the address carries no token")
        self.assertNotEqual(self.kept_token(), "")
        self.reports(1, 0, 0, 0, 0)
        self.opt_in()
        self.reports(1, 1, 0, 0, 100)
        order = self.buy(quantity=2)
        self.reports(1, 1, 1, 2500, 350)
        # The shop's server tells of the same order: nothing is counted twice.
        self.assertTrue(self.shop.record(order, 2, self.email)["replayed"])
        self.reports(1, 1, 1, 2500, 350)

    def test_cookies_cleared_but_the_same_address(self):
        self.follow_link()
        self.opt_in()
        self.browser.clear_cookies()
        order = self.buy()
        self.assertEqual(self.kept_token(), "")
        receipt = self.recorded(order)["receipt"]
        self.assertEqual((receipt["partner"], receipt["rule"]), ("ada", "ATTRIBUTION_RULE_CONTACT_LAST_REFERRER"))
        self.reports(1, 1, 1, 1250, 225)

    def test_cookies_cleared_and_another_address(self):
        self.follow_link()
        self.browser.clear_cookies()
        self.assertNotIn("partner", self.recorded(self.buy())["receipt"])
        self.reports(1, 0, 0, 0, 0)

    def test_opt_in_on_a_page_that_tells_other_sites_nothing_of_itself(self):
        # What Django sends by default.
        Shop(self.merchant, self.server, '<meta name="referrer" content="same-origin">' + self.tag())
        self.follow_link()
        self.opt_in()
        self.reports(1, 1, 0, 0, 100)

    def test_the_confirmation_page_loaded_again_counts_once(self):
        self.follow_link()
        self.buy()
        self.browser.forget()
        self.browser.driver.refresh()
        self.pixel_answered()
        self.reports(1, 0, 1, 1250, 125)

    def test_a_link_that_is_loaded_ahead_is_no_visit(self):
        self.browser.driver.execute_cdp_cmd("Network.enable", {})
        self.browser.driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Sec-Purpose": "prefetch"}})
        try:
            self.follow_link()
        finally:
            self.browser.driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {}})
        self.reports(0, 0, 0, 0, 0)
        self.assertEqual(self.server.report()[self.sub_id].flaggedPrefetches, 1)

    def recorded(self, order):
        """The order as soon as the server has it."""
        return self.browser.until(lambda: self.conversion(order), f"order {order} to be recorded")


class BlockedThirdPartyCookiesTests(PurchaseTests):
    """The same in a browser that keeps no cookie of another site than the page's."""

    preferences = BLOCK_THIRD_PARTY_COOKIES


class ForgedPixelTests(PurchaseCase):
    """Pixels that the merchant did not write."""

    def load(self, query):
        """Loads a pixel from a page of somebody else."""
        self.browser.forget()
        self.merchant.page("/forged", f'<img src="{self.server.origin}/pixel.gif?{query.replace("&", "&amp;")}">')
        self.browser.open(self.merchant.url("/forged", host="forger.localhost"))
        self.pixel_answered()

    def claims(self, order):
        return [one for one in self.server.unconfirmed() if one["orderId"] == order]

    def test_without_a_signature_nothing_is_earned(self):
        self.follow_link()
        token = self.kept_token()
        self.load(self.shop.query("forged-1", 1000, "forger@example.com", click=token))
        [claim] = self.browser.until(lambda: self.claims("forged-1"), "the claim to be listed")
        self.assertEqual((claim["partner"], claim["subId"]), ("ada", self.sub_id))
        self.reports(1, 0, 0, 0, 0)
        self.assertEqual(self.server.report()[self.sub_id].flaggedUnconfirmed, 1)
        # The shop records the order as it was: that counts, and the forger's money stays unconfirmed.
        self.shop.record("forged-1", 1, "buyer@example.com", clickToken=token)
        self.reports(1, 0, 1, 1250, 125)
        [claim] = self.claims("forged-1")
        self.assertTrue(claim["differsIn"])

    def test_with_a_wrong_signature_nothing_is_kept(self):
        self.follow_link()
        query = self.shop.query("forged-2", click=self.kept_token())
        signed = self.shop.sign(query)
        other_money = signed.replace("item_quantity_1=1", "item_quantity_1=1000")
        self.assertNotEqual(other_money, signed)
        other_digest = signed[:-1] + ("0" if signed[-1] != "0" else "1")
        for forged in [other_money, other_digest, query + "&sig=x.y"]:
            self.load(forged)
        # What was sent before is dealt with before this one.
        self.load(self.shop.sign(self.shop.query("after-2")))
        self.browser.until(lambda: self.conversion("after-2"))
        self.assertIsNone(self.conversion("forged-2"))
        self.assertEqual(self.claims("forged-2"), [])
        self.reports(1, 0, 0, 0, 0)


if __name__ == "__main__":
    unittest.main()
