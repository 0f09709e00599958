"""The contract's messages in Google's implementation for Python.

    other_implementation.py recode FOLDER INPUT     parse each line "NAME HEX" of INPUT, print it encoded again
    other_implementation.py examples FOLDER INPUT   print "NAME HEX" for messages made here, by the fields' names

FOLDER holds what `protoc --python_out` made.
"""
import importlib
import sys

from google.protobuf import symbol_database

mode, folder, path = sys.argv[1:]
sys.path.insert(0, folder)
tracking = importlib.import_module("tributary.v1.tracking_pb2")
importlib.import_module("tributary.v1.programs_pb2")
importlib.import_module("grpc.health.v1.health_pb2")


def show(name, message):
    print(name, message.SerializeToString(deterministic=True).hex())


if mode == "recode":
    symbols = symbol_database.Default()
    with open(path, encoding="ascii") as lines:
        for line in lines:
            name, _, data = line.rstrip("\n").partition(" ")
            show(name, symbols.GetSymbol(name).FromString(bytes.fromhex(data)))
elif mode == "examples":
    show("click", tracking.RecordClickRequest(
        program="shop", partner="ada", sub_id="spring/été ☀", click_id="01890a5d-ac96-774b-bcce-b302099a8057",
        occurred_at_us=1_700_000_000_000_000))
    show("sale", tracking.RecordConversionRequest(
        program="shop", kind=tracking.CONVERSION_KIND_SALE, order_id="A-1001", currency="EUR",
        items=[tracking.Item(sku="tea", quantity=2, unit_price_minor=1250),
               tracking.Item(unit_price_minor=2**63 - 1)],
        tax_minor=475, customer=tracking.Customer(email="ada@example.com"), evidence=tracking.Evidence(), test=True))
    show("receipt", tracking.RecordConversionResponse(
        conversion_id="c",
        receipt=tracking.Receipt(
            partner="ada", rule=tracking.ATTRIBUTION_RULE_LAST_TOUCH,
            candidates=[tracking.Candidate(verdict=tracking.VERDICT_WON)]),
        commissions=[tracking.Commission(partner="ada", currency="EUR", amount_minor=-250)]))
    show("report", tracking.GetPartnerReportRequest(
        program="shop", keys=[tracking.REPORT_KEY_DAY, 77, tracking.REPORT_KEY_SUB_ID]))
else:
    sys.exit(f"unknown mode {mode}")
