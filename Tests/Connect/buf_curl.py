"""buf curl, with the contract itself as its schema."""

import json
import pathlib
import subprocess

import shop
from checks import Checks

PROTOS = pathlib.Path(__file__).resolve().parents[2] / "Protos"
# buf's exit status is gRPC's code, shifted by 3.
NOT_FOUND, INVALID_ARGUMENT, ALREADY_EXISTS, FAILED_PRECONDITION, UNAUTHENTICATED = (
    code << 3 for code in (5, 3, 6, 9, 16)
)


def buf(method: str, message: dict, *arguments: str, key: str | None = shop.ADMIN_KEY) -> subprocess.CompletedProcess:
    command = ["buf", "curl", "--schema", str(PROTOS), "--data", json.dumps(message), *arguments]
    if key:
        command += ["--header", f"Authorization: Bearer {key}"]
    return subprocess.run([*command, f"{shop.SERVER}/{method}"], capture_output=True, text=True, timeout=60)


def answer(method: str, message: dict, *arguments: str, key: str | None = shop.ADMIN_KEY) -> dict:
    end = buf(method, message, *arguments, key=key)
    if end.returncode != 0:
        raise RuntimeError(f"{method}: {end.stderr}")
    return json.loads(end.stdout)


def check(checks: Checks) -> None:
    tracking, programs = "tributary.v1.Tracking", "tributary.v1.Programs"
    checks.equal("health", answer("grpc.health.v1.Health/Check", {}, key=None), {"status": "SERVING"})
    click = answer(f"{tracking}/RecordClick", {"program": "mugs", "partner": "anna", "subId": "buf – 1"})
    checks.equal("a click", click["disposition"], "CLICK_DISPOSITION_COUNTED")
    sale = shop.sale("buf-1", evidence={"clickToken": click["clickToken"]})
    recorded = answer(f"{tracking}/RecordConversion", sale)
    checks.equal("a sale by the click's token", recorded["receipt"]["subId"], "buf – 1")
    found = answer(f"{tracking}/GetConversion", {"program": "mugs", "orderId": "buf-1"})
    checks.equal("the order", found["conversion"]["conversionId"], recorded["conversionId"])
    query = {"program": "mugs", "partner": "anna", "keys": ["REPORT_KEY_SUB_ID"]}
    rows = {row.get("subId", ""): row.get("sales") for row in answer(f"{tracking}/GetPartnerReport", query)["rows"]}
    checks.equal("the report", rows.get("buf – 1"), "1")
    pixel = answer(f"{tracking}/GetPixelSnippet", {"program": "mugs"})
    checks.equal("the pixel", "https://go.example.com/pixel.gif" in pixel["html"], True)
    program = answer(f"{programs}/GetProgram", {"program": "mugs"})
    checks.equal("a program", program["program"]["commission"]["saleRateE4"], 100_000)

    end = buf(f"{programs}/GetProgram", {"program": "mugs"}, "--timeout", "30s", "--verbose")
    # Each line has the number of the request, such as "> (#1) ".
    verbose = end.stderr.lower().replace("(#1) ", "")
    checks.equal("buf sends a timeout", "> connect-timeout-ms: " in verbose, True)
    checks.equal("and protobuf", "> content-type: application/proto" in verbose, True)
    checks.equal("by HTTP/1.1", "http/1.1" in verbose and "http/2" not in verbose, True)
    checks.equal("and gets protobuf", "< content-type: application/proto" in verbose, True)

    other = sale | {"taxMinor": 1}
    for name, method, message, key, status in [
        ("no such program", f"{programs}/GetProgram", {"program": "cups"}, shop.ADMIN_KEY, NOT_FOUND),
        ("no order id", f"{tracking}/RecordConversion", shop.sale(""), shop.ADMIN_KEY, INVALID_ARGUMENT),
        ("other money", f"{tracking}/RecordConversion", other, shop.ADMIN_KEY, ALREADY_EXISTS),
        ("a plan without the pixel", f"{tracking}/GetPixelSnippet", {"program": "spoons"}, shop.ADMIN_KEY,
         FAILED_PRECONDITION),
        ("a wrong key", f"{programs}/GetProgram", {"program": "mugs"}, "wrong", UNAUTHENTICATED),
    ]:
        end = buf(method, message, key=key)
        checks.equal(name, end.returncode, status)
