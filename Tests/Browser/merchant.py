"""A merchant's web site: pages that a test lays out, on any host below `.localhost`."""
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A browser may end a connection whenever it wants to; all else is a mistake of a test's page."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Merchant:
    """Serves `pages`: path to HTML, or to a function of the query's parameters that gives it."""

    def __init__(self):
        self.pages = {}
        self._server = Site(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def url(self, path="/", host="shop.localhost"):
        """The address of a page of this site, under any host that leads here."""
        return f"http://{host}:{self.port}{path}"

    def page(self, path, body, head=""):
        """Lays out a page."""
        self.pages[path] = html(body, head)

    def _handler(merchant):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                # http.server shortens `path` when it begins with two slashes.
                path, _, query = self.requestline.split()[1].partition("?")
                page = merchant.pages.get(path)
                if callable(page):
                    page = page({name: values[0] for name, values in parse_qs(query).items()})
                body = (page if page is not None else "no such page").encode()
                self.send_response(200 if page is not None else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler


def html(body, head=""):
    """A page. It has an empty icon, or the browser would ask for one."""
    icon = '<link rel="icon" href="data:,">'
    return f"<!DOCTYPE html><html><head><title>Mugs</title>{icon}{head}</head><body>{body}</body></html>"
