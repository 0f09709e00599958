"""A headless Chromium that knows no network but this machine's, and what it tells of the pages that it loads."""
import atexit
import json
import os
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

# A page or a request that takes longer will not come.
PATIENCE_SECONDS = 20
# A person's: without a window Chromium calls itself one that a program drives, whose visits do not count.
USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
# Settings of Chromium, as its preferences file has them. Without a window it blocks third-party cookies unless it is
# told not to.
ALLOW_THIRD_PARTY_COOKIES = {"profile.cookie_controls_mode": 0, "profile.block_third_party_cookies": False}
BLOCK_THIRD_PARTY_COOKIES = {"profile.cookie_controls_mode": 1, "profile.block_third_party_cookies": True}
BLOCK_ALL_COOKIES = {"profile.default_content_setting_values.cookies": 2}


class Browser:
    """One Chromium with a profile of its own, which ends with the test."""

    def __init__(self, preferences):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in [
            "--headless=new",
            "--no-sandbox",  # tests run as root, for whom Chromium has none
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--ignore-certificate-errors",
            "--window-size=1200,1000",
            "--user-agent=" + USER_AGENT,
            # Whatever a shop's pages want from other machines does not exist. `*.localhost` is this one by RFC 6761.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *localhost, EXCLUDE 127.0.0.1",
        ]:
            options.add_argument(argument)
        options.add_experimental_option("prefs", preferences)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService(executable_path="/usr/bin/chromedriver")
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(PATIENCE_SECONDS)
        self.requests = []
        atexit.register(self.close)

    def close(self):
        atexit.unregister(self.close)
        self.driver.quit()

    def open(self, url):
        self.driver.get(url)

    @property
    def url(self):
        return self.driver.current_url

    def run(self, script, *arguments):
        """Runs JavaScript in the page; a promise that it returns is waited for."""
        return self.driver.execute_script(script, *arguments)

    def element(self, selector):
        """The first such element, as soon as it is there."""
        return self.until(lambda: self.driver.find_elements(By.CSS_SELECTOR, selector))[0]

    def fill(self, selector, text):
        field = self.element(selector)
        field.clear()
        field.send_keys(text)

    def click(self, selector):
        self.element(selector).click()

    def submit(self, selector):
        """Clicks and waits for the next page."""
        page = self.element("html")
        self.click(selector)
        self.until(lambda: gone(page))
        self.until(lambda: self.run("return document.readyState") == "complete")

    def until(self, condition, what="what the page should come to"):
        """What the condition gives as soon as it is true."""
        return WebDriverWait(self.driver, PATIENCE_SECONDS, poll_frequency=0.05).until(lambda _: condition(), what)

    def clear_cookies(self):
        """Clears those of every site, and what is cached."""
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.driver.execute_cdp_cmd("Network.clearBrowserCache", {})

    def forget(self):
        """Forgets what was seen of pages before."""
        self.network()
        self.requests.clear()
        self.errors()

    def block(self, *patterns):
        """Keeps the browser from asking for addresses of these patterns; without any, for none."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": patterns})

    def cookies(self):
        """Every cookie of every site."""
        return self.driver.execute_cdp_cmd("Storage.getCookies", {})["cookies"]

    def network(self):
        """The network events so far, oldest first, each a dictionary with "method" and "params"."""
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"].startswith("Network."):
                self.requests.append(message)
        return self.requests

    def answered(self, path):
        """The answers to requests whose address has this path, oldest first."""
        return [
            event["params"]["response"]
            for event in self.network()
            if event["method"] == "Network.responseReceived" and path + "?" in event["params"]["response"]["url"] + "?"
        ]

    def cookies_sent(self, path):
        """For each request to this path: the names of the cookies that were sent, and of those that were held back."""
        events = self.network()
        requests = {
            event["params"]["requestId"] for event in events
            if event["method"] == "Network.requestWillBeSent" and path in event["params"]["request"]["url"]
        }
        found = []
        for event in events:
            parameters = event["params"]
            if event["method"] == "Network.requestWillBeSentExtraInfo" and parameters["requestId"] in requests:
                cookies = parameters["associatedCookies"]
                found.append((
                    [one["cookie"]["name"] for one in cookies if not one["blockedReasons"]],
                    [one["cookie"]["name"] for one in cookies if one["blockedReasons"]],
                ))
        return found

    def errors(self):
        """What the console has of errors since the last call."""
        return [entry for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def save_screenshot(self, name):
        """Keeps what is seen, for a test that failed, in the folder TEST_SCREENSHOTS."""
        folder = Path(os.environ["TEST_SCREENSHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(folder / (name + ".png")))
        return folder / (name + ".png")


def gone(element):
    """Whether an element belongs to a page that was left."""
    from selenium.common.exceptions import StaleElementReferenceException, WebDriverException

    try:
        element.is_enabled()
        return False
    except (StaleElementReferenceException, WebDriverException):
        return True
