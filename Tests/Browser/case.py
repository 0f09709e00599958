"""What the tests in a browser have in common."""
import os
import unittest
from itertools import count

from selenium.common.exceptions import TimeoutException

from browser import ALLOW_THIRD_PARTY_COOKIES, Browser
from merchant import Merchant
from server import Refused, Server


customers = count(1)


def new_email():
    """An address that no test used before."""
    return f"buyer{next(customers)}@example.com"


class PageCase(unittest.TestCase):
    """A test with a browser, whose pages must not have errors in their console, and a server, whose report it reads."""

    # Settings of Chromium.
    preferences = ALLOW_THIRD_PARTY_COOKIES
    # Errors in the console that are not of our making, by a part of their text.
    expected_errors = ()
    # Files that tell more of a test that failed.
    logs = ()

    def tearDown(self):
        # unittest does not say whether a test failed but here.
        result = self._outcome.result
        if any(getattr(test, "test_case", test) is self for test, _ in [*result.failures, *result.errors]):
            print("screenshot:", self.browser.save_screenshot(self.id()))
            for log in self.logs:
                print(f"--- {log.name}, last lines ---", *log.read_text().splitlines()[-20:], sep="\n")
        messages = [entry["message"] for entry in self.browser.errors()]
        unexpected = [message for message in messages if not any(part in message for part in self.expected_errors)]
        self.assertEqual(unexpected, [], "the page's console has errors")

    def figures(self):
        """The report's row of the test's SubID: visits, leads, sales, revenue and commission."""
        row = self.server.report().get(self.sub_id)
        return row.figures() if row else None

    def reports(self, *figures):
        """Expects figures of the report; waits for them, as a pixel is answered before what it says is recorded."""
        try:
            self.browser.until(lambda: self.figures() == figures)
        except TimeoutException:
            self.assertEqual(self.figures(), figures)

    def conversion(self, order):
        """A sale as the server has it; None when it has none."""
        try:
            return self.server.call("Tracking/GetConversion", program="mugs", orderId=order)["conversion"]
        except Refused as refused:
            if refused.code != "not_found":
                raise
            return None

    def pixel_answered(self):
        """Expects that one pixel fired since the browser was told to forget, and gives its answer."""
        [answer] = self.browser.until(lambda: self.browser.answered("/pixel.gif"), "the pixel to be answered")
        self.assertEqual((answer["status"], answer["mimeType"]), (200, "image/gif"))
        return answer


class BrowserCase(PageCase):
    """One server, merchant's site and browser for the tests of a class; cookies and cache are cleared before each."""

    @classmethod
    def setUpClass(cls):
        cls.server = cls.start_server()
        cls.addClassCleanup(cls.server.close)
        cls.logs = [cls.server.log]
        cls.merchant = Merchant()
        cls.addClassCleanup(cls.merchant.close)
        cls.server.create_program(landingUrl=cls.merchant.url("/"), thankYouUrl=cls.merchant.url("/welcome"))
        cls.browser = Browser(cls.preferences)
        cls.addClassCleanup(cls.browser.close)

    @classmethod
    def start_server(cls):
        """The server of the class; over TLS in some."""
        return Server(os.environ["TRIBUTARY_BINARIES"])

    def setUp(self):
        self.merchant.pages.clear()
        self.browser.open("about:blank")
        self.browser.clear_cookies()
        self.browser.forget()

    def tag(self, attributes=""):
        """What a merchant puts on every page."""
        return f'<script async src="{self.server.origin}/t.js" data-program="mugs" {attributes}></script>'

    def script_ready(self):
        """Waits for the tracking script, which is loaded asynchronously."""
        self.browser.until(lambda: self.browser.run("return !!window.tributary && !!tributary.token"), "t.js to run")

    def kept_token(self):
        """The click token in the merchant's own cookie; empty when there is none."""
        return self.browser.run("return (/(?:^|; )tributary_click=([^;]*)/.exec(document.cookie) || [])[1] || ''")
