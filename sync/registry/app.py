"""The registry over HTTP: two addresses, bounded bodies, a code in every refusal."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sync import batch, receipt
from sync.envelope import PROTOCOL
from sync.errors import Fact
from sync.hello import BATCHES_PATH, CLOCK_HEADER, HELLO_PATH, Hello
from sync.ports import Clock
from sync.refusals import BatchRefusal
from sync.registry.intake import Intake
from sync.registry.ledger import BatchRefused
from sync.seal import suites
from sync.trust import Trust

_BODY_SECONDS = 600.0
"""32 MiB at the 64 kB/s of a poor link, with some air."""

STATUSES: Mapping[BatchRefusal, int] = {
    BatchRefusal.BAD_BATCH: 400,
    BatchRefusal.BAD_SIGNATURE: 403,
    BatchRefusal.BATCH_CONFLICT: 409,
    BatchRefusal.BATCH_OUT_OF_ORDER: 409,
    BatchRefusal.BODY_TOO_LARGE: 413,
    BatchRefusal.BODY_TOO_SLOW: 408,
    BatchRefusal.MACHINE_UNKNOWN: 403,
    BatchRefusal.MEDIA_TYPE_UNKNOWN: 415,
    BatchRefusal.METHOD_UNKNOWN: 405,
    BatchRefusal.PATH_UNKNOWN: 404,
    BatchRefusal.PROTOCOL_UNKNOWN: 400,
}


def create_app(
    intake: Intake, trust: Trust, clock: Clock, *, max_batch_bytes: int = batch.MAX_BATCH_BYTES
) -> Starlette:
    """Build the ASGI application of one registry process."""
    # The form engine is busy with one batch at a time; more processes, not more threads, use more processors.
    one_at_a_time = CapacityLimiter(1)

    async def hello(_request: Request) -> Response:
        return JSONResponse(_hello(trust, clock, max_batch_bytes).to_json())

    async def batches(request: Request) -> Response:
        desk_time = _desk_time(request)
        try:
            raw = await _body(request, max_batch_bytes)
            answer = await to_thread.run_sync(lambda: intake.take(raw, desk_time=desk_time), limiter=one_at_a_time)
        except BatchRefused as refused:
            return _answer(refused.refusal, refused.facts)
        except ClientDisconnect:
            return Response(status_code=400)  # the desk hung up inside its batch: nothing was taken, nobody hears this
        return Response(answer, media_type=receipt.MEDIA_TYPE)

    return Starlette(
        routes=[Route(HELLO_PATH, hello, methods=["GET"]), Route(BATCHES_PATH, batches, methods=["POST"])],
        exception_handlers={404: _no_such_path, 405: _no_such_method},
    )


def _hello(trust: Trust, clock: Clock, max_batch_bytes: int) -> Hello:
    return Hello(
        registry_id=trust.registry_id,
        sealing_key=trust.sealing_key,
        receipt_key=trust.receipt_key,
        protocols=(PROTOCOL,),
        suites=suites(),
        max_batch_bytes=max_batch_bytes,
        time=clock().astimezone(UTC).isoformat(timespec="milliseconds"),
    )


async def _body(request: Request, most_bytes: int) -> bytes:
    """Read no more than is allowed, no longer than is allowed."""
    if request.headers.get("Content-Type") != batch.MEDIA_TYPE:
        raise BatchRefused(BatchRefusal.MEDIA_TYPE_UNKNOWN)
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > most_bytes:
                    raise BatchRefused(BatchRefusal.BODY_TOO_LARGE, max_batch_bytes=most_bytes)
    except TimeoutError as error:
        raise BatchRefused(BatchRefusal.BODY_TOO_SLOW) from error
    return bytes(body)


def _desk_time(request: Request) -> datetime | None:
    """The desk's clock, for the record of its skew only; nothing is decided by it."""
    try:
        moment = datetime.fromisoformat(request.headers.get(CLOCK_HEADER, ""))
    except ValueError:
        return None
    return moment if moment.utcoffset() is not None else None


async def _no_such_path(_request: Request, _error: Exception) -> Response:
    return _answer(BatchRefusal.PATH_UNKNOWN, {})


async def _no_such_method(_request: Request, _error: Exception) -> Response:
    return _answer(BatchRefusal.METHOD_UNKNOWN, {})


def _answer(refusal: BatchRefusal, facts: Mapping[str, Fact]) -> Response:
    return JSONResponse({"code": refusal.value, "facts": dict(facts)}, status_code=STATUSES[refusal])
