"""Freezing a batch: approved surveys are sealed, numbered, chained, signed, and committed before anyone sends."""

from __future__ import annotations

from dataclasses import replace

from enumerator.domain.batch import FrozenBatch, Outcome
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.permissions import Deed, require
from enumerator.domain.survey import SurveyRow
from enumerator.store import Desk
from enumerator.workflow.enrol import machine_key, machine_name, registry_trust
from enumerator.workflow.ports import Clock, Progress, silent
from enumerator.workflow.signing import beside_of, travelling
from sync.batch import Batch, batch_digest, read_manifest
from sync.envelope import Content, Header, seal_survey

_HELD = {Outcome.ACCEPTED, Outcome.ALREADY_HELD}
SURVEYS_IN_A_BATCH = 100
"""A busy day's work; about half a megabyte, a minute on the slowest link we plan for."""


def freeze_batches(desk: Desk, clock: Clock, progress: Progress = silent) -> tuple[FrozenBatch, ...]:
    """Freeze everything approved, in batches of at most SURVEYS_IN_A_BATCH; each batch is one transaction.

    Returns: the batches frozen now, none when nothing was approved.

    Raises:
        NotPermitted: only a supervisor closes a day.
        NotEnrolled: there is no registry to seal to.
    """
    require(desk.officer, Deed.FREEZE_BATCH)
    frozen: list[FrozenBatch] = []
    while approved := desk.surveys.in_state(SurveyState.APPROVED, limit=SURVEYS_IN_A_BATCH):
        frozen.append(_freeze(desk, approved, clock, progress))
    return tuple(frozen)


def _freeze(desk: Desk, approved: tuple[SurveyRow, ...], clock: Clock, progress: Progress) -> FrozenBatch:
    number, previous_digest = desk.batches.next()
    envelopes = []
    for done, row in enumerate(approved, start=1):
        envelopes.append(_seal(desk, row))
        progress("seal", done, len(approved))
    batch = Batch(
        machine=machine_name(desk),
        number=number,
        previous_digest=previous_digest,
        made_at=clock().isoformat(timespec="seconds"),
        envelopes=tuple(envelopes),
    )
    raw = batch.to_bytes(machine_private=machine_key(desk).private)
    with desk.transaction():
        return desk.batches.freeze(
            number,
            previous_digest=previous_digest,
            digest=batch_digest(raw),
            frozen=raw,
            surveys=[(row.number, row.revision) for row in approved],
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
