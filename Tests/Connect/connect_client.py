"""The Connect client for Python, with the code that its generator makes of the contract."""

import asyncio

import shop
from checks import Checks
from connectrpc.codec import proto_binary_codec, proto_json_codec
from connectrpc.compression.gzip import GzipCompression
from connectrpc.errors import ConnectError
from connectrpc.method import IdempotencyLevel, MethodInfo, StreamType
from grpc.health.v1.health_connect import HealthClientSync
from grpc.health.v1.health_pb import HealthCheckRequest, HealthCheckResponse
from tributary.v1.programs_connect import ProgramsClientSync
from tributary.v1.programs_pb import GetProgramRequest
from tributary.v1.tracking_connect import TrackingClient, TrackingClientSync
from tributary.v1.tracking_pb import (
    ClickDisposition,
    ConversionKind,
    Customer,
    Evidence,
    GetConversionRequest,
    GetPartnerReportRequest,
    GetPixelSnippetRequest,
    Item,
    RecordClickRequest,
    RecordConversionRequest,
    ReportKey,
)

KEY = {"Authorization": f"Bearer {shop.ADMIN_KEY}"}


def check(checks: Checks) -> None:
    for codec in (proto_binary_codec(), proto_json_codec()):
        for compression in (GzipCompression(), None):
            name = f"{codec.name()}, {compression.name() if compression else 'not compressed'}"
            options = {"codec": codec, "send_compression": compression}
            calls(checks, name, TrackingClientSync(shop.SERVER, **options))
            refusals(checks, name, options)
    checks.equal("asynchronous", asyncio.run(asynchronous()), "anna")


def sale(order: str, **fields) -> RecordConversionRequest:
    return RecordConversionRequest(
        program="mugs", kind=ConversionKind.SALE, order_id=order, items=[Item(sku="M", quantity=3, unit_price_minor=999)],
        customer=Customer(email="kundin@example.com"), **fields)  # fmt: skip


def calls(checks: Checks, name: str, client: TrackingClientSync) -> None:
    sub_id = f"Connect, ä: {name}"
    click = client.record_click(RecordClickRequest(program="mugs", partner="anna", sub_id=sub_id), headers=KEY)
    checks.equal(f"{name}: a click", click.disposition, ClickDisposition.COUNTED)
    request = sale(f"connect {name}", evidence=Evidence(click_token=click.click_token))
    recorded = client.record_conversion(request, headers=KEY, timeout_ms=30_000)
    checks.equal(f"{name}: a sale", (recorded.receipt.partner, recorded.receipt.sub_id), ("anna", sub_id))
    replayed = client.record_conversion(request, headers=KEY)
    checks.equal(f"{name}: again", (replayed.replayed, replayed.conversion_id), (True, recorded.conversion_id))
    found = client.get_conversion(GetConversionRequest(program="mugs", order_id=request.order_id), headers=KEY)
    checks.equal(f"{name}: the order", found.conversion.items, request.items)
    report = client.get_partner_report(
        GetPartnerReportRequest(program="mugs", partner="anna", keys=[ReportKey.SUB_ID]), headers=KEY)  # fmt: skip
    rows = {row.sub_id: (row.visits, row.sales, row.revenue_minor) for row in report.rows}
    checks.equal(f"{name}: the report", rows.get(sub_id), (1, 1, 2997))
    pixel = client.get_pixel_snippet(GetPixelSnippetRequest(program="mugs"), headers=KEY)
    checks.equal(f"{name}: the pixel", "order_id" in {parameter.name for parameter in pixel.parameters}, True)


def refusals(checks: Checks, name: str, options: dict) -> None:
    tracking = TrackingClientSync(shop.SERVER, **options)
    programs = ProgramsClientSync(shop.SERVER, **options)
    health = HealthClientSync(shop.SERVER, **options)
    publishable = {"Authorization": f"Bearer {shop.publishable_key()}"}
    watch = MethodInfo(
        name="Watch", service_name="grpc.health.v1.Health", input=HealthCheckRequest, output=HealthCheckResponse,
        idempotency_level=IdempotencyLevel.UNKNOWN, stream_type=StreamType.UNARY)  # fmt: skip
    order = f"refused {name}"
    tracking.record_conversion(sale(order), headers=KEY)
    for code, call in {
        "not_found": lambda: programs.get_program(GetProgramRequest(program="cups"), headers=KEY),
        "invalid_argument": lambda: tracking.record_conversion(sale(""), headers=KEY),
        "already_exists": lambda: tracking.record_conversion(sale(order, tax_minor=1), headers=KEY),
        "failed_precondition": lambda: tracking.get_pixel_snippet(
            GetPixelSnippetRequest(program="spoons"), headers=KEY
        ),
        "permission_denied": lambda: tracking.record_conversion(sale(order), headers=publishable),
        "unauthenticated": lambda: tracking.record_conversion(sale(order)),
        "unimplemented": lambda: health.execute_unary(request=HealthCheckRequest(), method=watch),
        "deadline_exceeded": lambda: tracking.record_conversion(sale(order), headers=KEY | {"Connect-Timeout-Ms": "0"}),
        "resource_exhausted": lambda: tracking.record_click(
            RecordClickRequest(program="mugs", partner="anna", sub_id="x" * (4 << 20)), headers=KEY
        ),
    }.items():
        checks.equal(f"{name}: {code}", code_of(call), code)


def code_of(call) -> str:
    try:
        return f"no error: {call()}"
    except ConnectError as error:
        return error.code.value


async def asynchronous() -> str:
    async with TrackingClient(shop.SERVER) as client:
        reply = await client.record_conversion(sale("asynchronous", evidence=Evidence(partner="anna")), headers=KEY)
        return reply.receipt.partner
