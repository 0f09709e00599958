"""The tracking host's own cookie, for shops without the script: over TLS, as browsers demand of such cookies."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from browser import BLOCK_THIRD_PARTY_COOKIES
from case import BrowserCase
from server import Server
from shop import Shop


class VisitorCookieTests(BrowserCase):
    """A browser that allows third-party cookies and sends the cookie with the pixel."""

    sent = True

    @classmethod
    def start_server(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        certificate, key = Path(folder.name) / "certificate.pem", Path(folder.name) / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-days", "2", "-subj", "/CN=go.localhost", "-addext", "subjectAltName=DNS:go.localhost,IP:127.0.0.1",
             "-keyout", key, "-out", certificate], check=True, capture_output=True)
        return Server(os.environ["TRIBUTARY_BINARIES"], certificate, key)

    def test_the_pixel_of_a_page_without_the_script(self):
        self.sub_id = "plain"
        shop = Shop(self.merchant, self.server, "")
        self.merchant.page("/", "<h1>Mugs</h1>")
        self.browser.open(f"{self.server.origin}/t?p=ada&sid=plain")
        [cookie] = [one for one in self.browser.cookies() if one["name"] == "tributary"]
        self.assertEqual((cookie["domain"], cookie["path"]), ("go.localhost", "/"))
        self.assertEqual((cookie["httpOnly"], cookie["secure"], cookie["sameSite"]), (True, True, "None"))
        query = shop.sign(shop.query("plain-1")).replace("&", "&amp;")
        self.merchant.page("/image", f'<img src="{self.server.origin}/pixel.gif?{query}">')
        self.browser.forget()
        self.browser.open(self.merchant.url("/image"))
        self.pixel_answered()
        names = ["tributary"]
        self.assertEqual(self.browser.cookies_sent("/pixel.gif"), [(names, []) if self.sent else ([], names)])
        receipt = self.browser.until(lambda: self.conversion("plain-1"), "the order to be recorded")["receipt"]
        self.assertEqual(receipt.get("partner", ""), "ada" if self.sent else "")
        self.reports(*((1, 0, 1, 1250, 125) if self.sent else (1, 0, 0, 0, 0)))


class BlockedVisitorCookieTests(VisitorCookieTests):
    """A browser that blocks third-party cookies holds it back: this is what the script is for."""

    preferences = BLOCK_THIRD_PARTY_COOKIES
    sent = False


if __name__ == "__main__":
    unittest.main()
