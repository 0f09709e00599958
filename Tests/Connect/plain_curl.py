"""curl, as people use it to try an interface."""

import gzip
import json
import subprocess

import shop
from checks import Checks

PATH = "/tributary.v1.Tracking/RecordConversion"
JSON = "Content-Type: application/json"


class Answer:
    def __init__(self, output: bytes) -> None:
        body, _, last = output.rpartition(b"\n")
        status, _, self.type = last.decode().partition(" ")
        self.status = int(status)
        self.body = body

    @property
    def code(self) -> str:
        return json.loads(self.body).get("code", "")


def curl(*arguments: str, path: str = PATH, body: bytes | None = None, key: bool = True) -> Answer:
    command = ["curl", "--silent", "--show-error", "--max-time", "30", "--write-out", "\n%{http_code} %{content_type}"]
    if key:
        command += ["--header", f"Authorization: Bearer {shop.ADMIN_KEY}"]
    if body is not None:
        command += ["--data-binary", "@-"]
    command += [*arguments, shop.SERVER + path]
    return Answer(subprocess.run(command, input=body or b"", capture_output=True, check=True).stdout)


def check(checks: Checks) -> None:
    sale = json.dumps(shop.sale("curl-1"))
    answer = curl("--header", JSON, "--data", sale)
    checks.equal("a sale is recorded", (answer.status, answer.type), (200, "application/json"))
    checks.equal("for its partner", json.loads(answer.body)["receipt"]["partner"], "anna")
    original = (
        '{"program":"mugs","kind":2,"order_id":"curl-1","tax_minor":"475","evidence":{"partner":"anna"},'
        '"customer":{"email":"customer@example.com"},"items":[{"sku":"MUG","quantity":"2","unit_price_minor":1.25e3}]}'
    )
    again = curl("--header", JSON + "; charset=utf-8", "--data", original)
    checks.equal("names as in the .proto file are the same order", json.loads(again.body).get("replayed"), True)
    checks.equal("broken JSON", curl("--header", JSON, "--data", sale[:-1]).code, "invalid_argument")

    form = curl("--data", sale)
    checks.equal("curl's own content type", (form.status, form.type), (415, "application/json"))
    accepted = curl("--head", "--request", "POST", "--header", "Content-Length: 0").body
    checks.equal("what is accepted is told", b"accept-post: application/json, application/proto" in accepted.lower(), True)
    got = curl("--include")
    checks.equal("GET", got.status, 405)
    checks.equal("what is allowed is told", b"allow: POST" in got.body.replace(b"Allow", b"allow"), True)
    checks.equal("no key", curl("--header", JSON, "--data", "{}", key=False).code, "unauthenticated")

    def with_header(header: str) -> tuple[int, str]:
        answer = curl("--header", JSON, "--header", header, "--data", sale)
        return answer.status, answer.code

    checks.equal("version 1", with_header("Connect-Protocol-Version: 1"), (200, ""))
    checks.equal("version 2", with_header("Connect-Protocol-Version: 2"), (400, "invalid_argument"))
    checks.equal("a timeout", with_header("Connect-Timeout-Ms: 30000"), (200, ""))
    checks.equal("a timeout that is over", with_header("Connect-Timeout-Ms: 0"), (504, "deadline_exceeded"))
    checks.equal("a timeout that is none", with_header("Connect-Timeout-Ms: 5s"), (400, "invalid_argument"))
    checks.equal("brotli", with_header("Content-Encoding: br"), (501, "unimplemented"))

    compressed = ["--header", JSON, "--header", "Content-Encoding: gzip"]
    answer = curl(*compressed, body=gzip.compress(sale.encode()))
    checks.equal("gzip", (answer.status, json.loads(answer.body).get("replayed")), (200, True))
    checks.equal("not gzip", curl(*compressed, body=sale.encode()).code, "invalid_argument")
    bomb = curl(*compressed, body=gzip.compress(b" " * (4 << 20) + b"{}"))
    checks.equal("gzip of too much", (bomb.status, bomb.code), (429, "resource_exhausted"))
    chunked = curl("--header", JSON, "--header", "Transfer-Encoding: chunked", body=b" " * (4 << 20) + b"{}")
    checks.equal("a body without a length that is too long", chunked.status in (413, 429), True)
