"""Python's standard library alone."""

import shop
from checks import Checks

TRACKING = "tributary.v1.Tracking"


def check(checks: Checks) -> None:
    first = shop.call(f"{TRACKING}/RecordConversion", shop.sale("standard-1"))
    checks.equal("an order is recorded for its partner", first["receipt"]["partner"], "anna")
    earned = [(c["partner"], c["amountMinor"], c["currency"]) for c in first["commissions"]]
    checks.equal("its commission is told, 64-bit numbers as texts", earned, [("anna", "250", "USD")])
    checks.equal("defaults are left out", "replayed" in first, False)
    again = shop.call(f"{TRACKING}/RecordConversion", shop.sale("standard-1"))
    checks.equal("the same order again is replayed", again.pop("replayed"), True)
    checks.equal("with the same answer", again, first)

    status, code, message = shop.refusal(f"{TRACKING}/RecordConversion", shop.sale("standard-1", taxMinor=1))
    checks.equal("with other money it is a conflict", (status, code), (409, "already_exists"))
    checks.equal("that names the field", message.startswith("tax_minor:"), True)
    status, code, message = shop.refusal(f"{TRACKING}/RecordConversion", shop.sale("standard-2", orderNumber="2"))
    checks.equal("an unknown field is refused", (status, code), (400, "invalid_argument"))
    checks.equal("by its name", "orderNumber" in message, True)
    found = shop.refusal(f"{TRACKING}/RecordConversion", shop.sale("standard-2"), key="wrong")[:2]
    checks.equal("a wrong key is refused", found, (401, "unauthenticated"))
    found = shop.refusal(f"{TRACKING}/RecordConversion", shop.sale("x" * 1000))[:2]
    checks.equal("an order id that is too long is refused", found, (400, "invalid_argument"))
    found = shop.refusal(f"{TRACKING}/NoSuchMethod", {})[:2]
    checks.equal("an unknown method is refused", found, (404, "unimplemented"))
