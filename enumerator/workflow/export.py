"""The day's batch as files: sealed bytes that any link or stick may carry, and a readable list, numbers masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enumerator.domain.batch import FrozenBatch
from enumerator.domain.day_list import DayLine
from enumerator.domain.permissions import Deed, require
from enumerator.domain.trace import Trace
from enumerator.errors import InputFault
from enumerator.store import Desk
from enumerator.store.folder import disk_faults, replace_file
from enumerator.workflow.day_list import to_csv, to_workbook
from enumerator.workflow.enrol import machine_name
from enumerator.workflow.interview import summary_of
from enumerator.workflow.ports import Clock
from enumerator.workflow.questionnaire import edition_of
from forms import Interview
from forms.identity import BadIdentity, normalise_mobile


@dataclass(frozen=True, slots=True)
class ExportedBatch:
    """Where the three files of one batch are."""

    sealed: Path
    csv: Path
    workbook: Path


def export_batch(desk: Desk, number: int, folder: Path, clock: Clock) -> ExportedBatch:
    """Write one frozen batch into a folder: sealed file, CSV and .xlsx. Each file is read back and compared.

    Raises:
        NotPermitted: only supervisors export.
        BatchOutOfOrder: there is no such batch.
        DiskFull, StoreReadOnly: the folder's disk; files already whole stay.
        InputFault: a file did not come back as it was written.
    """
    require(desk.officer, Deed.EXPORT)
    batch = desk.batches.get(number)
    lines = day_lines(desk, batch, clock)
    name = f"pser-{machine_name(desk)}-batch-{number:04d}"
    exported = ExportedBatch(folder / f"{name}.sealed", folder / f"{name}.csv", folder / f"{name}.xlsx")
    # Before the first file: numbers on a stick that the journal knows nothing of would be worse than a line too many.
    desk.audit.note(Trace.EXPORTED, batch=number, surveys=len(lines))
    with disk_faults():
        folder.mkdir(parents=True, exist_ok=True)
    _write(exported.sealed, batch.frozen)
    _write(exported.csv, to_csv(lines))
    _write(exported.workbook, to_workbook(lines))
    return exported


def day_lines(desk: Desk, batch: FrozenBatch, clock: Clock) -> tuple[DayLine, ...]:
    """Read the lines of a batch's readable list."""
    return tuple(_line(desk, number, revision, clock) for number, revision in batch.surveys)


def _line(desk: Desk, number: str, revision_number: int, clock: Clock) -> DayLine:
    row, revision = desk.surveys.row(number), desk.surveys.revision(number, revision_number)
    (score,) = desk.surveys.scores(number, revision_number)
    interview = Interview.reopen(edition_of(desk, revision.edition).definition, revision.instance, clock=clock)
    household = summary_of(interview)
    return DayLine(
        number=number,
        revision=revision_number,
        state=row.state,
        head_name=household.head_name,
        cnic=household.head_cnic,
        mobile=_mobile(interview.state("/data/contact/mobile_1").value),
        members=household.member_count,
        author=revision.author,
        finished_at=datetime.fromisoformat(revision.finished.at),
        score_low=score.low,
        score_high=score.high,
    )


def _mobile(typed: str) -> str:
    try:
        return normalise_mobile(typed)
    except BadIdentity:
        return ""  # the survey says "no mobile", or a number that only its override explains: nothing to mask


def _write(file: Path, content: bytes) -> None:
    """Write whole or not at all, through to the disk, and read it back."""
    replace_file(file, content)
    if file.read_bytes() != content:
        raise InputFault(part="export", finding="reads_back_otherwise")
