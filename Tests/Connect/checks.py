"""Counts checks and prints a line for each."""

import traceback


class Checks:
    def __init__(self) -> None:
        self.failed = 0
        self._group = ""

    def group(self, name: str, body) -> None:
        """Runs the checks of one client. One that raises is a failure, and so is a group without a check."""
        self._group = name
        self._count = 0
        try:
            body(self)
        except Exception:  # whatever a client raises
            self._fail("runs to its end", traceback.format_exc())
        if self._count == 0:
            self._fail("checks something", "there was no check")

    def equal(self, name: str, found, expected) -> None:
        self._count += 1
        if found == expected:
            print(f"ok {self._group}: {name}", flush=True)
        else:
            self._fail(name, f"{found!r} instead of {expected!r}")

    def _fail(self, name: str, detail: str) -> None:
        self.failed += 1
        print(f"FAILED {self._group}: {name}: {detail}", flush=True)
