"""The django-oscar shop as a process, with what a merchant pasted."""
import atexit
import os
import subprocess
import tempfile
from pathlib import Path

from server import first_line

HERE = Path(__file__).parent
# Makes its tables first, which takes a quarter of a minute.
READY_SECONDS = 120


class OscarShop:
    """Serves one product until it is closed."""

    def __init__(self, files, environment):
        """`files` is what the merchant added to the project: path to text."""
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        (folder / "media").mkdir()
        self.log = folder / "shop.log"
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [os.environ["SHOP_PYTHON"], HERE / "serve.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, text=True, env={**os.environ, **environment, "SHOP_DATA": str(folder)})
        atexit.register(self.close)
        line = first_line(self._process, READY_SECONDS).split()
        if line[:1] != ["ready"]:
            raise RuntimeError(f"the shop did not start\n{self.log.read_text()}")
        self.url = f"http://shop.localhost:{line[1]}"
        self.product_url = self.url + line[2]

    def say(self, line):
        """Tells the shop to hold orders back or to tell of them, and gives its answer."""
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return first_line(self._process, READY_SECONDS).strip()

    def close(self):
        atexit.unregister(self.close)
        self._process.terminate()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()
        self._folder.cleanup()
