"""What the registry holds, and how a judged batch becomes part of it, within the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.batch import Manifest
from sync.canonical import encode
from sync.errors import Fact
from sync.receipt import Outcome, Receipt, Verdict
from sync.refusals import BatchRefusal, SurveyRefusal
from sync.registry.judgement import Judged, OpenedSurvey
from sync.registry.tables import BatchRow, MachineRow, SurveyRow, VerdictRow


class BatchRefused(Exception):
    """Ends the taking of a whole batch."""

    def __init__(self, refusal: BatchRefusal, **facts: Fact) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.facts = facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A batch at the door: what it says of itself, its digest, and when it came by the registry's clock."""

    manifest: Manifest
    digest: str
    received_at: str
    skew_seconds: int | None


def held_receipt(session: Session, manifest: Manifest, digest: str) -> bytes | None:
    """The receipt given to this very batch before, or None when it is the next of its machine's chain.

    Raises: BatchRefused: another batch of this number is held, or this one is not the next.
    """
    held = session.get(BatchRow, (manifest.machine, manifest.number))
    if held is not None:
        if held.digest != digest:
            raise BatchRefused(BatchRefusal.BATCH_CONFLICT, number=manifest.number, held_digest=held.digest)
        return held.receipt
    last = session.scalars(
        select(BatchRow).where(BatchRow.machine == manifest.machine).order_by(BatchRow.number.desc()).limit(1)
    ).first()
    last_number, last_digest = (last.number, last.digest) if last else (0, "")
    if (manifest.number, manifest.previous_digest) != (last_number + 1, last_digest):
        raise BatchRefused(BatchRefusal.BATCH_OUT_OF_ORDER, last_number=last_number, last_digest=last_digest)
    return None


def lock_machine(session: Session, machine: str) -> None:
    """Let one batch of a machine be written at a time, whichever process takes it (SQLite locks as a whole)."""
    session.scalars(select(MachineRow).where(MachineRow.name == machine).with_for_update()).one()


def hold(session: Session, arrival: Arrival, judged: tuple[Judged, ...]) -> tuple[Verdict, ...]:
    """Store the surveys that may be held and give the verdict on each; the batch itself comes with its receipt."""
    return tuple(_hold_one(session, arrival, one) for one in judged)


def keep_batch(session: Session, arrival: Arrival, receipt: Receipt, raw: bytes) -> None:
    """Store the batch, its verdicts and the receipt's bytes."""
    manifest = arrival.manifest
    session.add(
        BatchRow(
            machine=manifest.machine,
            number=manifest.number,
            digest=arrival.digest,
            previous_digest=manifest.previous_digest,
            made_at=manifest.made_at,
            received_at=arrival.received_at,
            skew_seconds=arrival.skew_seconds,
            receipt=raw,
        )
    )
    session.flush()
    session.add_all(_verdict_row(manifest, position, verdict) for position, verdict in enumerate(receipt.verdicts))


def _hold_one(session: Session, arrival: Arrival, judged: Judged) -> Verdict:
    if judged.survey is None:
        return _verdict(judged, Outcome.REFUSED, judged.refusal)
    survey = judged.survey
    same = session.get(SurveyRow, (survey.header.survey_number, survey.header.revision))
    if same is not None:
        if same.content_digest == survey.content.digest:
            return _verdict(judged, Outcome.ALREADY_HELD)
        return _verdict(judged, Outcome.REFUSED, SurveyRefusal.REVISION_CONFLICT)
    if not _follows(session, survey):
        return _verdict(judged, Outcome.REFUSED, SurveyRefusal.PREVIOUS_DIFFERS)
    session.add(_survey_row(arrival, judged, survey))
    session.flush()
    return _verdict(judged, Outcome.ACCEPTED)


def _follows(session: Session, survey: OpenedSurvey) -> bool:
    """Whether the header names the newest lower revision held; with none held (it was refused), nothing is asked."""
    before = session.scalars(
        select(SurveyRow.envelope_digest)
        .where(SurveyRow.survey_number == survey.header.survey_number)
        .where(SurveyRow.revision < survey.header.revision)
        .order_by(SurveyRow.revision.desc())
        .limit(1)
    ).first()
    return before is None or before == survey.header.previous


def _verdict(judged: Judged, outcome: Outcome, refusal: SurveyRefusal | None = None) -> Verdict:
    return Verdict(
        survey_number=judged.entry.survey_number,
        revision=judged.entry.revision,
        envelope_digest=judged.entry.envelope_digest,
        outcome=outcome,
        code=refusal.value if refusal else "",
    )


def _survey_row(arrival: Arrival, judged: Judged, survey: OpenedSurvey) -> SurveyRow:
    facts = survey.beside.survey
    return SurveyRow(
        survey_number=facts.number,
        revision=facts.revision,
        machine=survey.machine.name,
        batch_number=arrival.manifest.number,
        envelope_digest=judged.entry.envelope_digest,
        content_digest=survey.content.digest,
        edition=facts.edition,
        author=facts.author,
        approver=survey.approver,
        finished_at=facts.finished_at,
        stored_at=arrival.received_at,
        score_sha256=survey.beside.score_sha256,
        instance=survey.content.instance,
        beside=encode(survey.content.beside),
    )


def _verdict_row(manifest: Manifest, position: int, verdict: Verdict) -> VerdictRow:
    return VerdictRow(
        machine=manifest.machine,
        batch_number=manifest.number,
        position=position,
        survey_number=verdict.survey_number,
        revision=verdict.revision,
        envelope_digest=verdict.envelope_digest,
        outcome=verdict.outcome.value,
        code=verdict.code,
        of=verdict.of,
    )
