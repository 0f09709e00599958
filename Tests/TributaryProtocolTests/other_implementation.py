"""The contract's messages in Google's implementation for Python.

    other_implementation.py recode FOLDER INPUT     parse each line "NAME HEX" of INPUT, print it encoded again
    other_implementation.py examples FOLDER INPUT   print "NAME HEX" for messages made here, by the fields' names
    other_implementation.py json FOLDER INPUT       for each line "NAME HEX JSON" of INPUT, print the encoding of that
                                                    JSON and several ways to write the message as JSON
    other_implementation.py judge FOLDER INPUT      for each line "NAME JSON", print the encoding or "refused"

All bytes are written as hexadecimal digits, also those of JSON.

FOLDER holds what `protoc --python_out` made.
"""
import importlib
import json
import sys

from google.protobuf import json_format
from google.protobuf import symbol_database

mode, folder, path = sys.argv[1:]
sys.path.insert(0, folder)
tracking = importlib.import_module("tributary.v1.tracking_pb2")
importlib.import_module("tributary.v1.programs_pb2")
importlib.import_module("grpc.health.v1.health_pb2")
symbols = symbol_database.Default()


def show(name, message):
    print(name, message.SerializeToString(deterministic=True).hex())


def parse(name, document):
    message = json_format.Parse(bytes.fromhex(document), symbols.GetSymbol(name)())
    return message.SerializeToString(deterministic=True)


if mode == "recode":
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
elif mode == "json":
    with open(path, encoding="ascii") as lines:
        for line in lines:
            name, data, document = line.rstrip("\n").split(" ")
            message = symbols.GetSymbol(name).FromString(bytes.fromhex(data))
            written = [
                json.dumps(json_format.MessageToDict(message), ensure_ascii=False, separators=(",", ":")),
                json_format.MessageToJson(message),
                json_format.MessageToJson(message, preserving_proto_field_name=True, ensure_ascii=False),
                json_format.MessageToJson(message, use_integers_for_enums=True, sort_keys=True, indent=None),
                json_format.MessageToJson(message, including_default_value_fields=True),
            ]
            print(parse(name, document).hex() or "empty", *(text.encode().hex() for text in written))
elif mode == "judge":
    with open(path, encoding="ascii") as lines:
        for line in lines:
            name, document = line.rstrip("\n").split(" ")
            try:
                print(parse(name, document).hex() or "empty")
            except Exception:  # Not only ParseError: what it does not expect ends in all kinds.
                print("refused")
else:
    sys.exit(f"unknown mode {mode}")
