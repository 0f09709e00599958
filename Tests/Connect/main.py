"""Calls the server of TRIBUTARY_HTTP by the Connect protocol with every client. See `run`."""

import os
import sys

import buf_curl
import connect_client
import plain_curl
import shop
import standard_library
from checks import Checks

checks = Checks()
shop.make()
checks.group("standard library", standard_library.check)
checks.group("curl", plain_curl.check)
checks.group("buf curl", buf_curl.check)
checks.group("Connect for Python", connect_client.check)
sys.stdout.flush()
# The threads of Connect's HTTP library (pyqwest 0.12) run on while the interpreter is taken apart, and abort it now and
# then. Everything was said by then.
os._exit(1 if checks.failed else 0)
