"""Runs the tests of this folder; a signal to end lets them end their browsers and servers."""
import signal
import sys
import unittest

signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
unittest.main(module=None, verbosity=2)
