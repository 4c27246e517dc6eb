"""The end of a day: what is approved is frozen into a batch, and the batch is written out as files."""

from __future__ import annotations

from pathlib import Path

from enumerator.domain.batch import FrozenBatch
from enumerator.domain.permissions import Deed, require
from enumerator.store import Desk
from enumerator.workflow.batch import Frozen, freeze_batches
from enumerator.workflow.export import export_batch
from enumerator.workflow.ports import Clock, Progress, silent


def export_day(desk: Desk, folder: Path, clock: Clock, progress: Progress = silent) -> Frozen:
    """Freeze what is approved and export it; with nothing new, what waits for its receipt, else the last batch again.

    A batch is committed before its files are written: a stick that is full or pulled out loses nothing, the same bytes
    are exported again.

    Returns: the batches that were exported, none when nothing was ever approved; and the surveys that had to stay.

    Raises:
        NotPermitted: only a supervisor closes a day.
        NotEnrolled: there is no registry to seal to.
        DiskFull, StoreReadOnly, InputFault: the folder did not take the files.
    """
    require(desk.officer, Deed.EXPORT)
    frozen = freeze_batches(desk, clock, progress)
    batches = frozen.batches or desk.batches.pending() or _last(desk)
    for done, batch in enumerate(batches, start=1):
        export_batch(desk, batch.number, folder, clock)
        progress("export", done, len(batches))
    return Frozen(batches, frozen.left_out)


def _last(desk: Desk) -> tuple[FrozenBatch, ...]:
    last = desk.batches.last()
    return (desk.batches.get(last.number),) if last else ()
