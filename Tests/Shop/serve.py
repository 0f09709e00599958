"""Serves the shop on a port that the system chooses and prints "ready PORT PATH", PATH being the product's page.

Each order is told to Tributary while it is placed. The line "hold" on standard input makes orders wait, as in shops
that tell of them in background jobs ("held" answers); the line "tell" tells of those that waited ("told N" answers) and
ends the waiting.
"""
import os
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

sys.path[:0] = [str(Path(__file__).parent), os.environ["SHOP_DATA"]]
os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"

import django  # noqa: E402

django.setup()

from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from oscar.apps.order.signals import order_placed  # noqa: E402
from shop import handler, product  # noqa: E402


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def obey():
    """Does what standard input says until it ends."""
    held = []

    def hold(sender, order, **_):
        held.append(order)

    for line in sys.stdin:
        if line.strip() == "hold":
            order_placed.disconnect(handler.tell_tributary)
            order_placed.connect(hold)
            print("held", flush=True)
        else:
            order_placed.disconnect(hold)
            order_placed.connect(handler.tell_tributary)
            count = len(held)
            while held:
                handler.tell_tributary(None, held.pop(0))
            print("told", count, flush=True)


call_command("migrate", verbosity=0)
mug = product.stock()
server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), Server, Silent)
print("ready", server.server_port, mug.get_absolute_url(), flush=True)
Thread(target=obey, daemon=True).start()
server.serve_forever()
