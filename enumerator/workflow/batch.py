"""Freezing a batch: approved surveys are sealed, numbered, chained, signed, and committed before anyone sends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

from enumerator.domain.batch import FrozenBatch, Outcome
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.permissions import Deed, require
from enumerator.domain.survey import SurveyRow
from enumerator.domain.trace import Trace
from enumerator.store import Desk
from enumerator.workflow.enrol import machine_key, machine_name, registry_trust
from enumerator.workflow.ports import Clock, Progress, silent
from enumerator.workflow.signing import beside_of, travelling
from sync.batch import MAX_BATCH_BYTES, Batch, batch_digest, read_manifest
from sync.envelope import Content, Header, seal_survey
from sync.errors import BadEnvelope

_HELD = {Outcome.ACCEPTED, Outcome.ALREADY_HELD}
SURVEYS_IN_A_BATCH = 100
"""A busy day's work: about 0.8 MB, at 7.9 kB a sealed survey (mean of 25 drawn households of seven)."""
BYTES_IN_A_BATCH = MAX_BATCH_BYTES - (1 << 20)
"""Of envelopes; the rest is room for the manifest."""
_ALL = 1_000_000
_ONE_AT_A_TIME = threading.Lock()
"""The export and the watch over the link freeze on threads of their own; a program has one desk open."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An approved survey that no envelope carries; it stays approved until a supervisor returns or withdraws it."""

    number: str
    revision: int
    reason: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a freezing did: the batches made now, and the surveys that had to stay."""

    batches: tuple[FrozenBatch, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sealed:
    number: str
    revision: int
    envelope: bytes


def freeze_batches(desk: Desk, clock: Clock, progress: Progress = silent) -> Frozen:
    """Freeze everything approved, in batches no larger than SURVEYS_IN_A_BATCH and BYTES_IN_A_BATCH say.

    Each batch is one transaction. A survey that cannot be sealed keeps no other one here. A second freezing waits for
    the first one and finds what that one left.

    Raises:
        NotPermitted: only a supervisor closes a day.
        NotEnrolled: there is no registry to seal to.
    """
    require(desk.officer, Deed.FREEZE_BATCH)
    left_out: list[LeftOut] = []
    with _ONE_AT_A_TIME:
        loads = _loads(_sealed(desk, left_out, progress))
        batches = tuple(_freeze(desk, load, clock) for load in loads)
    return Frozen(batches, tuple(left_out))


def _sealed(desk: Desk, left_out: list[LeftOut], progress: Progress) -> Iterator[_Sealed]:
    """Seal what is approved, one survey after the other; what does not fit is noted and left out."""
    approved = desk.surveys.in_state(SurveyState.APPROVED, limit=_ALL)
    for done, row in enumerate(approved, start=1):
        try:
            yield _Sealed(row.number, row.revision, _seal(desk, row))
        except BadEnvelope as fault:
            left_out.append(LeftOut(row.number, row.revision, fault.reason))
            _note_left_out(desk, row, fault.reason)
        progress("seal", done, len(approved))


def _note_left_out(desk: Desk, row: SurveyRow, reason: str) -> None:
    """Once for a revision: freezing is tried again and again."""
    if not desk.audit.has_noted(Trace.LEFT_OUT, number=row.number, revision=row.revision):
        desk.audit.note(Trace.LEFT_OUT, number=row.number, revision=row.revision, reason=reason)


def _loads(sealed: Iterator[_Sealed]) -> Iterator[tuple[_Sealed, ...]]:
    """Pack envelopes into batches, in order."""
    load: list[_Sealed] = []
    size = 0
    for each in sealed:
        if load and (len(load) == SURVEYS_IN_A_BATCH or size + len(each.envelope) > BYTES_IN_A_BATCH):
            yield tuple(load)
            load, size = [], 0
        load.append(each)
        size += len(each.envelope)
    if load:
        yield tuple(load)


def _freeze(desk: Desk, load: tuple[_Sealed, ...], clock: Clock) -> FrozenBatch:
    number, previous_digest = desk.batches.next()
    batch = Batch(
        machine=machine_name(desk),
        number=number,
        previous_digest=previous_digest,
        made_at=clock().isoformat(timespec="seconds"),
        envelopes=tuple(each.envelope for each in load),
    )
    raw = batch.to_bytes(machine_private=machine_key(desk).private)
    with desk.transaction():
        return desk.batches.freeze(
            number,
            previous_digest=previous_digest,
            digest=batch_digest(raw),
            frozen=raw,
            surveys=[(each.number, each.revision) for each in load],
        )


def _seal(desk: Desk, row: SurveyRow) -> bytes:
    revision = desk.surveys.revision(row.number, row.revision)
    deeds = (revision.finished, *desk.surveys.decisions(row.number, row.revision))
    beside = replace(beside_of(revision), deeds=tuple(travelling(deed) for deed in deeds))
    trust = registry_trust(desk)
    header = Header(
        registry_key=trust.sealing_key,
        machine=machine_name(desk),
        survey_number=row.number,
        revision=row.revision,
        previous=_newest_held(desk, row.number),
    )
    return seal_survey(
        Content(revision.instance, beside.to_json()),
        header,
        registry_public=trust.sealing_public,
        machine_private=machine_key(desk).private,
    )


def _newest_held(desk: Desk, number: str) -> str:
    """Find the digest of this survey's newest envelope that the registry holds, blank if it holds none."""
    for batch in reversed(desk.batches.of_survey(number)):
        for entry in read_manifest(desk.batches.get(batch).frozen).entries:
            verdict = desk.receipts.verdict(number, entry.revision)
            if entry.survey_number == number and verdict is not None and verdict.outcome in _HELD:
                return entry.envelope_digest
    return ""
