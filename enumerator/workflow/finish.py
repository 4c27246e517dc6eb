"""Finishing an interview: nothing hard is broken, the household is scored, the officer signs, the revision stays."""

from __future__ import annotations

from datetime import datetime

from enumerator.domain.decision import SignedDeed
from enumerator.domain.permissions import Deed, require
from enumerator.domain.survey import AnswerEvent, ScoreRecord, SurveyRow
from enumerator.errors import BlockingViolations, SurveyTooLarge
from enumerator.store import Desk
from enumerator.workflow.desk_checks import desk_violations
from enumerator.workflow.interview import HouseholdInterview, summary_of
from enumerator.workflow.packs import pack_in_force
from enumerator.workflow.ports import Clock
from enumerator.workflow.questionnaire import edition_of
from enumerator.workflow.signing import sign_deed
from forms import Interview
from forms.pmt import Score, score, score_to_json
from sync.beside import Beside, OverrideFact, SurveyFacts
from sync.canonical import JSON, digest, encode
from sync.deed import DeedKind
from sync.envelope import Content, require_carried
from sync.errors import BadEnvelope


def finish(desk: Desk, asking: HouseholdInterview, clock: Clock) -> SurveyRow:
    """Finish the interview and score it by the pack in force; one transaction.

    Raises:
        BlockingViolations: something hard is broken or something soft has no reason; the draft is as before.
        SurveyTooLarge: no envelope could carry it; the draft is as before.
        NotPermitted: the draft is another officer's.
        DraftMoved: the draft is on another edition by now; it is as before.
        DiskFull: the draft is as before.
    """
    require(desk.officer, Deed.FINISH)
    blocking = (*asking.interview.validate(), *desk_violations(asking.interview))
    if blocking:
        raise BlockingViolations(number=asking.number, violations=len(blocking))
    asking.keep()
    row = desk.surveys.row(asking.number)
    scored = score(asking.interview, pack_in_force(desk, edition_of(desk, asking.edition)))
    instance = asking.interview.submission()
    at = clock()
    beside = _beside(desk, row, asking.interview, scored, at)
    _require_carried(row, instance, beside)
    with desk.transaction():
        finished = desk.surveys.finish(
            asking.number,
            instance=instance,
            beside=encode(beside.to_json()),
            summary=summary_of(asking.interview),
            scores=(score_record(scored),),
            deed=_signature(desk, row, instance, beside, at),
            edition=asking.edition,
        )
    desk.checkpoint()
    return finished


def _require_carried(row: SurveyRow, instance: bytes, beside: Beside) -> None:
    """Refuse now what nobody could send later, while its author is still there."""
    try:
        require_carried(Content(instance, beside.to_json()))
    except BadEnvelope as fault:
        raise SurveyTooLarge(number=row.number) from fault


def score_record(scored: Score) -> ScoreRecord:
    """Write a score as the store keeps it."""
    return ScoreRecord(
        pack_id=scored.pack_id,
        pack_version=scored.pack_version,
        pack_hash=scored.pack_hash,
        low=scored.low,
        high=scored.high,
        body=encode(score_to_json(scored)),
    )


def _beside(desk: Desk, row: SurveyRow, interview: Interview, scored: Score, at: datetime) -> Beside:
    return Beside(
        survey=SurveyFacts(
            number=row.number,
            revision=row.revision,
            edition=row.edition,
            author=row.author,
            started_at=row.created_at.isoformat(timespec="seconds"),
            finished_at=at.isoformat(timespec="seconds"),
        ),
        deeds=(),
        score=score_to_json(scored),
        overrides=tuple(
            OverrideFact(ref=each.ref, rule=each.rule, reason=each.reason, officer=each.officer, at=each.at)
            for each in interview.overrides()
        ),
        missing={ref: mark.value for ref, mark in interview.missing().items()},
        events=tuple(_event(each) for each in desk.surveys.events(row.number, row.revision)),
    )


def _event(event: AnswerEvent) -> dict[str, JSON]:
    return {
        "sequence": event.sequence,
        "at": event.at.isoformat(),
        "officer": event.officer,
        "what": event.trace,
        "ref": event.ref,
        "old": event.old,
        "new": event.new,
        "missing": event.missing,
    }


def _signature(desk: Desk, row: SurveyRow, instance: bytes, beside: Beside, at: datetime) -> SignedDeed:
    return sign_deed(
        desk,
        DeedKind.FINISH,
        number=row.number,
        revision=row.revision,
        instance_sha256=digest(instance),
        beside_sha256=beside.signed_sha256,
        at=at.isoformat(timespec="seconds"),
    )
