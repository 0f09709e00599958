"""What /t.js and /pixel.js do in a page."""
import unittest

from browser import BLOCK_ALL_COOKIES
from case import BrowserCase
from merchant import html

# Has the form of a click token; only the server could tell that it is none.
TOKEN = "AQAAAAF" + "x" * 43
OTHER = "AQAAAAF" + "y" * 43
FORM = '<form data-tributary action="/taken" method="get"><input name="email"><button>Send</button></form>'


class KeepingTests(BrowserCase):
    """What is kept of the address that the visitor came to."""

    def open(self, query, attributes="", path="/", body=""):
        self.merchant.page(path, body, self.tag(attributes))
        self.browser.open(self.merchant.url(path + query))
        self.script_ready()

    def test_keeps_the_token_in_a_cookie_of_the_merchant(self):
        self.open(f"?tributary={TOKEN}")
        self.assertEqual(self.kept_token(), TOKEN)
        [cookie] = [one for one in self.browser.cookies() if one["name"] == "tributary_click"]
        self.assertEqual(cookie["domain"], "shop.localhost")
        self.assertEqual((cookie["path"], cookie["sameSite"], cookie["httpOnly"]), ("/", "Lax", False))
        self.assertAlmostEqual(cookie["expires"] - self.browser.run("return Date.now() / 1000"), 60 * 86400, delta=300)
        self.assertEqual(self.browser.run("return tributary.token()"), TOKEN)

    def test_takes_only_the_token_out_of_the_address(self):
        rest = "a=%C3%A9%20b+c&a='%27&empty=&flag"
        for query, left in [
            (f"?tributary={TOKEN}", ""),
            (f"?tributary={TOKEN}#part", "#part"),
            (f"?tributary={TOKEN}&{rest}#part?tributary=1", f"?{rest}#part?tributary=1"),
            (f"?{rest}&tributary={TOKEN}", f"?{rest}"),
            (f"?a=1&tributary={TOKEN}&b=2&tributary={OTHER}", "?a=1&b=2"),
        ]:
            with self.subTest(query):
                self.open(query)
                self.assertEqual(self.browser.run("return location.search + location.hash"), self.encoded(left))

    def encoded(self, left):
        """How Chromium writes an address's end."""
        return self.browser.run("var a = new URL('http://x/' + arguments[0]); return a.search + a.hash", left)

    def test_leaves_alone_what_is_no_token(self):
        for query in ["?tributary=", "?tributary=short", "?tributary=" + "x" * 129, "?tributary=%3Bx%3D" + "x" * 40,
                      f"?xtributary={TOKEN}", f"?tributary={TOKEN}%0a", "", "?"]:
            with self.subTest(query):
                self.browser.clear_cookies()
                self.open(query)
                self.assertEqual(self.kept_token(), "")
                self.assertEqual(self.browser.url, self.merchant.url("/" + query))

    def test_keeps_the_state_and_the_length_of_the_history(self):
        self.merchant.page("/state", "", f"<script>history.replaceState({{n: 7}}, '')</script>{self.tag()}")
        self.browser.open(self.merchant.url("/state"))
        before = self.browser.run("return history.length")
        self.browser.open(self.merchant.url(f"/state?tributary={TOKEN}"))
        self.script_ready()
        self.assertEqual(self.browser.run("return history.length"), before + 1)
        self.assertEqual(self.browser.run("return history.state.n"), 7)

    def test_an_address_that_begins_with_two_slashes_stays_on_its_host(self):
        self.open(f"?tributary={TOKEN}", path="//other.localhost/")
        self.assertEqual(self.browser.url, self.merchant.url("//other.localhost/"))

    def test_the_latest_link_counts_and_the_cookie_outlives_the_page(self):
        self.open(f"?tributary={TOKEN}")
        self.open(f"?tributary={OTHER}", path="/deep/down")
        self.open("", path="/elsewhere")
        self.assertEqual(self.browser.run("return tributary.token()"), OTHER)

    def test_the_cookie_can_be_for_all_hosts_of_the_merchant_and_for_fewer_days(self):
        self.merchant.page("/", "", self.tag('data-cookie-domain=".pottery.localhost" data-days="7"'))
        self.browser.open(self.merchant.url(f"/?tributary={TOKEN}", host="www.pottery.localhost"))
        self.script_ready()
        [cookie] = [one for one in self.browser.cookies() if one["name"] == "tributary_click"]
        self.assertEqual(cookie["domain"], ".pottery.localhost")
        self.assertAlmostEqual(cookie["expires"] - self.browser.run("return Date.now() / 1000"), 7 * 86400, delta=300)
        self.browser.open(self.merchant.url("/", host="shop.pottery.localhost"))
        self.script_ready()
        self.assertEqual(self.browser.run("return tributary.token()"), TOKEN)

    def test_a_foreign_cookie_of_that_name_is_no_token(self):
        self.open("")
        self.browser.run("document.cookie = 'tributary_click=%3Cb%3E; Path=/'")
        self.assertEqual(self.browser.run("return tributary.token()"), "")
        self.browser.run(f"document.cookie = 'xtributary_click={TOKEN}; Path=/'")
        self.assertEqual(self.browser.run("return tributary.token()"), "")


class FormTests(BrowserCase):
    """How forms get the token."""

    def open(self, body, attributes="", head="", query=f"?tributary={TOKEN}"):
        self.merchant.pages["/taken"] = lambda fields: self.taken.append(fields) or html("<p id=taken>")
        self.taken = []
        self.merchant.page("/", body, head + self.tag(attributes))
        self.browser.open(self.merchant.url("/" + query))
        self.script_ready()

    def hidden(self):
        return self.browser.run(
            "return [].map.call(document.querySelectorAll('input[name=tributary]'), function (i) { return i.value })")

    def send(self):
        self.browser.submit("button")
        return self.taken[-1]

    def test_adds_a_field_to_forms_that_ask_for_it(self):
        self.open(FORM + '<form action="/other"><input name="q"></form>')
        self.assertEqual(self.hidden(), [TOKEN])
        self.assertEqual(self.send()["tributary"], TOKEN)

    def test_fills_the_field_that_is_there(self):
        self.open(FORM.replace("<button", '<input type="hidden" name="tributary" value="old"><button'))
        self.assertEqual(self.hidden(), [TOKEN])
        self.assertEqual(self.send()["tributary"], TOKEN)

    def test_without_a_token_forms_stay_as_they_are(self):
        self.open(FORM, query="")
        self.assertEqual(self.hidden(), [])
        self.assertNotIn("tributary", self.send())

    def test_fills_forms_that_come_after_the_script(self):
        self.merchant.page("/", FORM)
        self.open("", query=f"?tributary={TOKEN}")
        self.browser.run("document.body.innerHTML = arguments[0]", FORM)
        self.assertEqual(self.send()["tributary"], TOKEN)

    def test_fills_forms_whose_page_stops_the_event_or_sends_them_itself(self):
        for how in ["f.addEventListener('submit', function (e) { e.stopImmediatePropagation() }); f.requestSubmit()",
                    "f.submit()"]:
            with self.subTest(how):
                self.open("")
                self.browser.run("document.body.innerHTML = arguments[0]", FORM)
                self.browser.run("var f = document.forms[0];" + how)
                self.browser.element("#taken")
                self.assertEqual(self.taken[-1]["tributary"], TOKEN)

    def test_fills_late_forms_in_a_browser_without_the_formdata_event(self):
        without = "<script>addEventListener('formdata', function (e) { e.stopImmediatePropagation() }, true)</script>"
        self.open("", head=without)
        self.browser.run("document.body.innerHTML = arguments[0]", FORM)
        self.browser.run("document.forms[0].onsubmit = function (e) { e.stopPropagation() }")
        self.assertEqual(self.send()["tributary"], TOKEN)

    def test_a_form_whose_fields_hide_its_methods_does_not_stop_the_others(self):
        clobbered = '<form data-tributary><input name="querySelector"><input name="appendChild"></form>'
        self.open(clobbered + FORM)
        self.assertEqual(self.hidden(), [TOKEN])

    def test_works_wherever_the_tag_stands_and_however_it_is_loaded(self):
        source = f"{self.server.origin}/t.js"
        for tag in [
            f'<script src="{source}" data-program="mugs"></script>',
            f'<script defer src="{source}" data-program="mugs"></script>',
            f'<script type="module" src="{source}" data-program="mugs"></script>',
            f'<script async crossorigin="anonymous" src="{source}" data-program="mugs"></script>',
            f'<script>addEventListener("load", function () {{ var s = document.createElement("script");'
            f's.src = "{source}"; s.dataset.program = "mugs"; document.body.appendChild(s) }})</script>',
        ]:
            for head, body in [(tag, FORM), ("", FORM + tag), ("", tag + FORM)]:
                with self.subTest(tag=tag, body=body):
                    self.browser.clear_cookies()
                    self.merchant.page("/", body, head)
                    self.browser.open(self.merchant.url(f"/?tributary={TOKEN}"))
                    self.script_ready()
                    self.browser.until(lambda: self.hidden() == [TOKEN], "the form to be filled")
                    self.assertEqual(self.kept_token(), TOKEN)


class ConsentTests(BrowserCase):
    """A page that waits for the visitor's consent."""

    def setUp(self):
        super().setUp()
        self.merchant.page("/", FORM, self.tag('data-consent="wait"'))
        self.browser.open(self.merchant.url(f"/?tributary={TOKEN}"))
        self.script_ready()

    def state(self):
        return self.browser.run(
            "var i = document.querySelector('input[name=tributary]');"
            "return [document.cookie, i ? i.value : null, tributary.token(), location.search]")

    def test_nothing_is_kept_filled_or_sent_until_consent(self):
        nothing = ["", None, "", f"?tributary={TOKEN}"]
        self.assertEqual(self.state(), nothing)
        self.browser.run("document.forms[0].dispatchEvent(new Event('submit', {bubbles: true}))")
        self.assertIs(self.browser.run("return tributary.lead({email: 'a@example.com'})"), False)
        self.assertEqual(self.state(), nothing)
        self.assertEqual(self.browser.answered("/f/mugs"), [])
        self.assertEqual(self.browser.run("return [localStorage.length, sessionStorage.length]"), [0, 0])
        self.browser.run("tributary.consent(true)")
        self.assertEqual(self.state(), [f"tributary_click={TOKEN}", TOKEN, TOKEN, ""])

    def test_only_true_is_consent(self):
        for answer in ["", "'yes'", "1", "{}", "null", "false"]:
            with self.subTest(answer):
                self.browser.open(self.merchant.url(f"/?tributary={TOKEN}"))
                self.script_ready()
                self.browser.run(f"tributary.consent({answer})")
                self.assertEqual(self.kept_token(), "")

    def test_consent_that_is_withdrawn_leaves_nothing(self):
        self.browser.run("tributary.consent(true); tributary.consent(false)")
        self.assertEqual(self.state(), ["", "", "", ""])
        self.assertIs(self.browser.run("return tributary.lead({email: 'a@example.com'})"), False)
        self.browser.run("tributary.consent(true)")
        self.assertEqual(self.kept_token(), "")

    def test_a_refusal_takes_the_token_out_of_the_address(self):
        self.browser.run("tributary.consent(false)")
        self.assertEqual(self.browser.url, self.merchant.url("/"))


class NoCookiesTests(BrowserCase):
    """A browser in which no site has cookies."""

    preferences = BLOCK_ALL_COOKIES

    def test_the_token_serves_the_page_that_it_came_to(self):
        self.merchant.page("/", FORM, self.tag())
        self.browser.open(self.merchant.url(f"/?tributary={TOKEN}"))
        self.script_ready()
        self.assertEqual(self.browser.run("return document.cookie"), "")
        self.assertEqual(self.browser.run("return document.querySelector('[name=tributary]').value"), TOKEN)
        self.assertEqual(self.browser.url, self.merchant.url("/"))

    def test_the_pixel_fires_without_it(self):
        self.merchant.page("/", f'<script src="{self.server.origin}/pixel.js?program=mugs&order_id=1"></script>')
        self.browser.open(self.merchant.url("/"))
        self.assertTrue(self.pixel_answered()["url"].endswith("/pixel.gif?program=mugs&order_id=1"))


class SandboxTests(BrowserCase):
    """A frame without an origin of its own, in which reading a cookie throws an exception."""

    def test_neither_script_throws(self):
        # What happens in the frame is told by the frame: its errors, what it loads, and that it was loaded.
        watch = """<script>
            function say(what) { parent.postMessage(what, "*") }
            onerror = function (message) { say("error " + message) };
            onload = function () { say("loaded " + typeof tributary.token) };
            new PerformanceObserver(function (list) {
                list.getEntries().forEach(function (entry) { say(new URL(entry.name).pathname) });
            }).observe({type: "resource", buffered: true});
        </script>"""
        body = FORM + self.tag() + f'<script src="{self.server.origin}/pixel.js?program=mugs&order_id=1"></script>'
        self.merchant.page("/frame", body, watch)
        self.merchant.page(
            "/", f'<iframe sandbox="allow-scripts" src="/frame?tributary={TOKEN}"></iframe>',
            "<script>var said = []; onmessage = function (e) { said.push(e.data) }</script>")
        self.browser.open(self.merchant.url("/"))
        expected = ["/pixel.gif", "/pixel.js", "/t.js", "loaded function"]
        self.browser.until(lambda: len(self.said()) >= len(expected), "the frame's scripts")
        self.assertEqual(self.said(), expected)

    def said(self):
        return sorted(self.browser.run("return said"))


class BrokenBrowserTests(BrowserCase):
    """A page in which something that the scripts use is missing or throws an exception."""

    # The lead that is tried has no e-mail address.
    expected_errors = ["/f/mugs"]

    def test_the_page_never_sees_an_error(self):
        for broken in [
            "delete window.URL", "delete window.fetch", "delete window.Promise", "window.history.replaceState = null",
            "Object.defineProperty(document, 'cookie', {get: function () { throw 1 }, set: function () { throw 2 }})",
            "document.querySelector = document.querySelectorAll = function () { throw 3 }",
            "document.addEventListener = null", "delete window.Image",
            "Object.defineProperty(window, 'tributary', {value: 1})",
        ]:
            with self.subTest(broken):
                head = f"<script>window.seen = []; onerror = function (m) {{ seen.push(m) }};" \
                    f"addEventListener('unhandledrejection', function (e) {{ seen.push(e.reason) }}); {broken}</script>"
                self.merchant.page("/", FORM + '<p id="end">', head + self.tag().replace("async", "")
                                   + f'<script src="{self.server.origin}/pixel.js?program=mugs"></script>')
                self.browser.open(self.merchant.url(f"/?tributary={TOKEN}"))
                self.browser.run(
                    "var t = window.tributary; if (t && t.lead) { t.lead(); t.token(); t.consent(true); t.consent() }")
                self.assertEqual(self.browser.run("return seen"), [])


class PixelTests(BrowserCase):
    """The pixel as a script."""

    def fire(self, query, token=TOKEN, attributes="async"):
        """The query of the pixel that /pixel.js asks for."""
        self.browser.clear_cookies()
        self.browser.forget()
        self.merchant.page("/", f'<script {attributes} src="{self.server.origin}/pixel.js{query}"></script>')
        self.browser.open(self.merchant.url("/blank"))
        if token:
            self.browser.run(f"document.cookie = 'xtributary_click={OTHER}; Path=/'")
            self.browser.run(f"document.cookie = 'tributary_click={token}; Path=/'")
        self.browser.open(self.merchant.url("/"))
        return self.pixel_answered()["url"].removeprefix(self.server.origin + "/pixel.gif")

    def setUp(self):
        super().setUp()
        self.merchant.page("/blank", "")

    def test_adds_the_click_and_leaves_the_query_to_the_byte(self):
        query = "?program=mugs&order_id=%c3%A9+%20a'&email=a%40b.c&sig=k.00"
        sent = self.browser.run("return new URL('http://x/' + arguments[0]).search", query)
        self.assertEqual(self.fire(query), f"{sent}&click={TOKEN}")

    def test_a_click_that_the_merchant_says_stays(self):
        self.assertEqual(self.fire(f"?program=mugs&click={OTHER}"), f"?program=mugs&click={OTHER}")
        self.assertEqual(self.fire("?program=mugs&click="), f"?program=mugs&click=&click={TOKEN}")

    def test_without_a_click_or_with_what_is_none_it_fires_as_it_is(self):
        self.assertEqual(self.fire("?program=mugs", token=""), "?program=mugs")
        self.assertEqual(self.fire("?program=mugs", token="%3Cb%3E" + "x" * 40), "?program=mugs")

    def test_fires_as_a_module(self):
        self.assertEqual(self.fire("?program=mugs", attributes='type="module"'), f"?program=mugs&click={TOKEN}")

    def test_fires_without_parameters(self):
        self.assertEqual(self.fire("", token=""), "?")


class PathTests(BrowserCase):
    """A tracking host that shares its name with a site: a proxy has it below a path."""

    # The site that stands for the proxy takes no forms.
    expected_errors = ["/partners/f/mugs"]

    def setUp(self):
        super().setUp()
        self.pixels = []
        for name in "t.js", "pixel.js":
            self.merchant.pages[f"/partners/{name}"] = self.server.get("/" + name)
        self.merchant.pages["/partners/pixel.gif"] = lambda fields: self.pixels.append(fields) or ""

    def test_what_the_scripts_ask_for_lies_beside_them(self):
        home = self.merchant.url("/partners", host="go.localhost")
        self.merchant.page(
            "/", f'<script src="{home}/t.js" data-program="mugs"></script><script src="{home}/pixel.js?a=1&amp;b=2"></script>')
        self.browser.open(self.merchant.url("/"))
        self.browser.until(lambda: self.pixels == [{"a": "1", "b": "2"}], "the pixel to be asked for")
        self.browser.run("tributary.lead({email: 'bob@example.com'})")
        self.browser.until(lambda: self.browser.cookies_sent(home + "/f/mugs"), "the lead to be sent")


class LeadTests(BrowserCase):
    """Leads that the page sends itself."""

    expected_errors = ["/f/mugs"]

    def open(self, query, tag=None):
        self.merchant.page("/", "", tag or self.tag())
        self.browser.open(self.merchant.url("/" + query))
        self.script_ready()

    def test_a_lead_is_recorded(self):
        self.open("")
        self.assertIs(self.browser.run("return tributary.lead({email: 'bob@example.com', form: 'news'})"), True)
        contact = self.server.call("Programs/GetContact", program="mugs", email="bob@example.com")["contact"]
        self.assertIn("bob@example.com", str(contact))

    def test_a_lead_that_is_refused_says_so_and_does_not_throw(self):
        self.open("")
        for fields in ["{}", "{email: 'nobody'}", "null", "undefined", "'text'",
                       "(function () { var a = {email: 'bob@example.com'}; a.a = a; return a })()"]:
            with self.subTest(fields):
                self.assertIs(self.browser.run(f"return tributary.lead({fields})"), False)

    def test_without_a_program_nothing_is_sent(self):
        self.open("", self.tag().replace('data-program="mugs"', ""))
        self.assertIs(self.browser.run("return tributary.lead({email: 'bob@example.com'})"), False)
        self.assertEqual(self.browser.answered("/f/"), [])


if __name__ == "__main__":
    unittest.main()
