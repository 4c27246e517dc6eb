"""One going to the registry: say hello, deliver what is pending, settle what is answered.

A batch's bytes were committed before they come here, and its receipt is committed before the next batch goes. So a
cut at any line leaves the batch pending, the next drain sends the same bytes, and the registry gives the same receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import chain

from sync.batch import batch_digest, read_manifest
from sync.envelope import PROTOCOL
from sync.errors import ClockSkew, SyncFault
from sync.hello import Hello
from sync.ports import Clock, Outbox, Transport
from sync.receipt import Outcome, Receipt, Verdict
from sync.trust import Trust

SKEW_ALLOWED_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class DrainReport:
    """What one going achieved; `fault` says what ended it before the outbox was empty.

    `skew_seconds` is the desk's clock minus the registry's, None when the registry was not reached.
    """

    batches: int = 0
    verdicts: tuple[Verdict, ...] = field(default=(), repr=False)
    bytes_sent: int = 0
    bytes_received: int = 0
    skew_seconds: int | None = None
    fault: SyncFault | None = None

    def count(self, outcome: Outcome) -> int:
        """How many surveys got this outcome."""
        return sum(verdict.outcome is outcome for verdict in self.verdicts)

    @property
    def refused(self) -> tuple[Verdict, ...]:
        """The surveys that the registry does not hold, with their codes."""
        return tuple(verdict for verdict in self.verdicts if not verdict.is_held)

    @property
    def clock_warning(self) -> ClockSkew | None:
        """A skew that a person should look at; surveys travel all the same."""
        if self.skew_seconds is None or abs(self.skew_seconds) <= SKEW_ALLOWED_SECONDS:
            return None
        return ClockSkew(seconds=self.skew_seconds)


def drain(outbox: Outbox, transport: Transport, trust: Trust, clock: Clock) -> DrainReport:
    """Go once: deliver and settle batch after batch until the outbox is empty or a fault ends it."""
    report = DrainReport()
    try:
        report = replace(report, skew_seconds=_greet(transport, trust, clock))
        for raw in outbox.pending_batches():
            report = _deliver(raw, outbox, transport, trust, report)
    except SyncFault as fault:
        return replace(report, fault=fault)
    return report


def drain_patiently(
    outbox: Outbox,
    transport: Transport,
    trust: Trust,
    clock: Clock,
    *,
    waits: Iterable[float],
    sleep: Callable[[float], object],
) -> DrainReport:
    """Go again after each fault that may pass by itself, as long as there are waits; gives the sum of all goings."""
    total = DrainReport()
    for wait in chain((0.0,), waits):
        if wait:
            sleep(wait)
        total = _sum(total, drain(outbox, transport, trust, clock))
        if total.fault is None or not total.fault.is_transient:
            break
    return total


def _greet(transport: Transport, trust: Trust, clock: Clock) -> int:
    asked_at = clock()
    hello = Hello.from_json(transport.hello())
    hello.check_trusted(trust, protocol=PROTOCOL)
    return hello.skew_seconds(asked_at, clock())


def _deliver(raw: bytes, outbox: Outbox, transport: Transport, trust: Trust, report: DrainReport) -> DrainReport:
    answer = transport.send_batch(raw)
    receipt = Receipt.from_bytes(answer, receipt_public=trust.receipt_public)
    receipt.check_answers(read_manifest(raw), batch_digest(raw))
    outbox.settle(answer, receipt)
    return replace(
        report,
        batches=report.batches + 1,
        verdicts=report.verdicts + receipt.verdicts,
        bytes_sent=report.bytes_sent + len(raw),
        bytes_received=report.bytes_received + len(answer),
    )


def _sum(before: DrainReport, now: DrainReport) -> DrainReport:
    return replace(
        now,
        batches=before.batches + now.batches,
        verdicts=before.verdicts + now.verdicts,
        bytes_sent=before.bytes_sent + now.bytes_sent,
        bytes_received=before.bytes_received + now.bytes_received,
        skew_seconds=before.skew_seconds if now.skew_seconds is None else now.skew_seconds,
    )
