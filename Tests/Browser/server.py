"""A `tributaryd serve` of its own for a test, with one program, and calls to it by JSON over HTTP."""
import atexit
import json
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from queue import Queue
from threading import Thread

# The server answers within seconds; a machine under load gets this many.
READY_SECONDS = 60


class Refused(Exception):
    """A call that was answered with an error: `code` is Connect's name of it."""

    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code


class Server:
    """Serves an empty database on ports that the system chooses until it is closed."""

    def __init__(self, binaries, certificate=None, private_key=None):
        self._binaries = Path(binaries)
        self._folder = tempfile.TemporaryDirectory()
        data = Path(self._folder.name) / "data"
        self.log = Path(self._folder.name) / "serve.log"
        self.key = subprocess.run(
            [self._binaries / "tributaryd", "init", "--data", data], check=True, capture_output=True, text=True
        ).stdout.strip()
        command = [
            self._binaries / "tributaryd", "serve", "--data", data, "--rpc", "127.0.0.1:0", "--http", "127.0.0.1:0",
        ]
        if certificate:
            command += ["--tls-certificate", certificate, "--tls-key", private_key]
        self._context = ssl.create_default_context(cafile=certificate) if certificate else None
        with self.log.open("w") as log:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        atexit.register(self.close)
        line = first_line(self._process, READY_SECONDS)
        if not line.startswith("ready "):
            raise RuntimeError(f"the server did not say that it is ready: {line!r}\n{self.log.read_text()}")
        ports = dict(part.split("=", 1) for part in line.split()[1:])
        self.rpc = ports["rpc"]
        self.http_port = int(ports["http"].rpartition(":")[2])
        # The tracking host in the browser's eyes: another site than any shop.
        self.origin = f"http{'s' if certificate else ''}://go.localhost:{self.http_port}"

    def close(self):
        """Ends the server in order; a server that does not end so fails the test."""
        atexit.unregister(self.close)
        self._process.terminate()
        try:
            status = self._process.wait(READY_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._process.stdout.close()
        log = self.log.read_text()
        self._folder.cleanup()
        if status != 0:
            raise RuntimeError(f"the server ended with status {status}\n{log}")

    def call(self, method, key=None, **fields):
        """Calls a method such as "Tracking/RecordConversion" with fields in JSON and gives its answer."""
        request = urllib.request.Request(
            self.url(f"/tributary.v1.{method}"),
            json.dumps(fields).encode(),
            {"Content-Type": "application/json", "Authorization": "Bearer " + (key or self.key)},
        )
        try:
            with urllib.request.urlopen(request, timeout=READY_SECONDS, context=self._context) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            answer = json.load(error)
            raise Refused(answer["code"], answer.get("message", "")) from None

    def url(self, path):
        """An address of the HTTP port for this process, which does not know `*.localhost`."""
        return f"http{'s' if self._context else ''}://127.0.0.1:{self.http_port}{path}"

    def get(self, path):
        """The text at a path of the HTTP port."""
        with urllib.request.urlopen(self.url(path), timeout=READY_SECONDS, context=self._context) as answer:
            return answer.read().decode()

    def metrics(self):
        """The server's figures: "name{labels}" to value."""
        lines = self.get("/metrics").splitlines()
        return {name: float(value) for name, _, value in (
            line.rpartition(" ") for line in lines if line and not line.startswith("#"))}

    def snippet(self, platform):
        """What `tributary pixel` prints for a platform."""
        command = [
            self._binaries / "tributary", "pixel", "--program", "mugs", "--platform", platform, "--format", "json",
            "--address", self.rpc, "--key", self.key,
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=READY_SECONDS)
        return json.loads(done.stdout)

    def create_program(self, **fields):
        """Makes the account, the program "mugs" (10 % of a sale, 1.00 EUR for a lead) and its partner "ada"."""
        self.call("Programs/CreateAccount", account={"slug": "pottery", "plan": "PLAN_PRO"})
        self.call("Programs/CreateProgram", program={
            "slug": "mugs", "account": "pottery", "currency": "EUR", "trackingUrl": self.origin,
            "commission": {"saleRateE4": 100_000, "leadFlatMinor": "100"}, **fields,
        })
        self.call("Programs/CreatePartner", partner={"program": "mugs", "code": "ada"})

    def update_program(self, **fields):
        """Changes fields of the program and leaves the others."""
        program = self.call("Programs/GetProgram", program="mugs")["program"]
        self.call("Programs/UpdateProgram", program={**program, **fields})

    def report(self):
        """The report by SubID: SubID to row, with its figures as numbers."""
        rows = self.call(
            "Tracking/GetPartnerReport", program="mugs", partner="ada", keys=["REPORT_KEY_SUB_ID"], includeFlagged=True,
        ).get("rows", [])
        return {row.get("subId", ""): Row(row) for row in rows}

    def unconfirmed(self):
        """What pixels without a signature said, newest first."""
        return self.call("Tracking/ListUnconfirmedConversions", program="mugs").get("conversions", [])


class Row:
    """Figures of a report's row, by their names in JSON; what is not in it is 0."""

    def __init__(self, row):
        self._row = row

    def __getattr__(self, name):
        return int(self._row.get(name, 0))

    def figures(self):
        """Visits, leads, sales, revenue and commission."""
        return self.visits, self.leads, self.sales, self.revenueMinor, self.commissionMinor


def first_line(process, seconds):
    """The first line that a program prints; empty when it ends or says nothing for so long."""
    lines = Queue()
    Thread(target=lambda: lines.put(process.stdout.readline()), daemon=True).start()
    try:
        return lines.get(timeout=seconds)
    except Exception:
        return ""
