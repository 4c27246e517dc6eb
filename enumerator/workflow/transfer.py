"""Sync: what is frozen goes to the registry as often as needed; only its signed receipt settles a survey."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields

from enumerator.domain.batch import Outcome, SurveyVerdict
from enumerator.domain.permissions import Deed, allowed, require
from enumerator.domain.trace import Trace
from enumerator.store import Desk
from enumerator.workflow.batch import Frozen, LeftOut, freeze_batches
from enumerator.workflow.enrol import registry_trust
from enumerator.workflow.ports import Clock, Progress, silent
from sync.ports import Transport
from sync.receipt import Receipt
from sync.session import DrainReport, drain_patiently


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport(DrainReport):
    """What one sync achieved; surveys `left_out` are approved and no envelope carries them: a supervisor looks."""

    left_out: tuple[LeftOut, ...] = ()


class StoreOutbox:
    """The store's frozen batches, as `sync` asks for them."""

    def __init__(self, desk: Desk, progress: Progress) -> None:
        self._desk = desk
        self._progress = progress

    def pending_batches(self) -> Iterator[bytes]:
        """Give the frozen bytes, lowest number first."""
        pending = self._desk.batches.pending()
        for done, batch in enumerate(pending, start=1):
            self._progress("send", done, len(pending))
            yield batch.frozen

    def settle(self, raw: bytes, receipt: Receipt) -> None:
        """Commit a receipt that has been verified; the same one again changes nothing."""
        verdicts = [
            SurveyVerdict(
                number=verdict.survey_number,
                revision=verdict.revision,
                outcome=Outcome(verdict.outcome.value),
                code=verdict.code,
                of=verdict.of,
            )
            for verdict in receipt.verdicts
        ]
        with self._desk.transaction():
            self._desk.receipts.settle(receipt.batch_number, raw, verdicts)


def sync(
    desk: Desk,
    transport: Transport,
    clock: Clock,
    *,
    waits: Iterable[float] = (),
    sleep: Callable[[float], object] = lambda _seconds: None,
    progress: Progress = silent,
    known_fault: str = "",
) -> SyncReport:
    """Send what is frozen, and freeze what is approved first if this officer may close a day.

    Args:
        desk: the signed-in officer's desk.
        transport: the way to the registry.
        clock: for the batch's date and the measured skew.
        waits: seconds before each further try after a fault that may pass; none by default.
        sleep: waits that long.
        progress: is told how far things are.
        known_fault: the code of the fault that ended the going before, where one watches over the link: a going that
            did nothing and found nothing new leaves no line in the journal.

    Returns: what was settled, and the fault that ended it, if one did; the rest stays pending.

    Raises:
        NotEnrolled: there is no registry to send to.
    """
    require(desk.officer, Deed.SYNC)
    trust = registry_trust(desk)
    closes_days = allowed(desk.officer.role, Deed.FREEZE_BATCH)
    frozen = freeze_batches(desk, clock, progress) if closes_days else Frozen()
    report = drain_patiently(StoreOutbox(desk, progress), transport, trust, clock, waits=waits, sleep=sleep)
    fault = report.fault.code if report.fault else ""
    if frozen.batches or report.batches or fault != known_fault:
        desk.audit.note(Trace.SYNCED, batches=report.batches, verdicts=len(report.verdicts), fault=fault)
    return SyncReport(
        **{each.name: getattr(report, each.name) for each in fields(report)},
        left_out=frozen.left_out,
    )
