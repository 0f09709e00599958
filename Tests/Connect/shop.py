"""A merchant's account, as every client here finds it, and the ten lines that its shop has for an order.

Nothing but the standard library: this is what a cart without any library of ours can do.
"""

import json
import os
import urllib.error
import urllib.request

SERVER = os.environ["TRIBUTARY_HTTP"]
ADMIN_KEY = os.environ["TRIBUTARY_KEY"]


def call(method: str, message: dict, key: str = ADMIN_KEY) -> dict:
    """Calls a method such as "tributary.v1.Tracking/RecordClick"."""
    request = urllib.request.Request(
        f"{SERVER}/{method}",
        data=json.dumps(message).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


def refusal(method: str, message: dict, key: str = ADMIN_KEY) -> tuple[int, str, str]:
    """HTTP status, code and message of the error that a call ends with."""
    try:
        return 200, "", json.dumps(call(method, message, key))
    except urllib.error.HTTPError as error:
        body = json.load(error)
        return error.code, body["code"], body["message"]


def sale(order: str, **fields) -> dict:
    """A sale of two mugs that partner anna brought."""
    return {
        "program": "mugs",
        "kind": "CONVERSION_KIND_SALE",
        "orderId": order,
        "items": [{"sku": "MUG", "quantity": 2, "unitPriceMinor": 1250}],
        "taxMinor": 475,
        "customer": {"email": "customer@example.com"},
        "evidence": {"partner": "anna"},
    } | fields


def make() -> None:
    """Account "acme" of plan pro with the program "mugs", and "small" of plan plus with "spoons"."""
    programs = "tributary.v1.Programs"
    for account, plan, program in [("acme", "PLAN_PRO", "mugs"), ("small", "PLAN_PLUS", "spoons")]:
        call(f"{programs}/CreateAccount", {"account": {"slug": account, "plan": plan}})
        call(
            f"{programs}/CreateProgram",
            {
                "program": {
                    "slug": program,
                    "account": account,
                    "currency": "USD",
                    "timeZone": "UTC",
                    "commission": {"saleRateE4": 100_000},
                    "trackingUrl": "https://go.example.com",
                }
            },
        )
        call(f"{programs}/CreatePartner", {"partner": {"program": program, "code": "anna"}})


def publishable_key() -> str:
    """A key of scope publishable."""
    reply = call("tributary.v1.Programs/CreateApiKey", {"account": "acme", "scope": "KEY_SCOPE_PUBLISHABLE"})
    return reply["secret"]
