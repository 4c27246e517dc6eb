"""Where everything stands at a desk, as an officer sees it between two families."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from statistics import median_low

from enumerator.domain.decision import Decision
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.survey import SurveyRow
from enumerator.store import Desk
from enumerator.workflow.interview import resume_interview
from enumerator.workflow.ports import Clock
from forms import Interview

_INSTANCE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class ReturnedSurvey:
    """A survey that a supervisor sent back to its author, with the supervisor's words."""

    row: SurveyRow
    reason: str = field(repr=False)
    by: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class SetAside:
    """A survey that the registry does not hold, with the code that says why and the survey it doubles."""

    row: SurveyRow
    code: str
    of: str


@dataclass(frozen=True, slots=True)
class Today:
    """What one officer finished today; `minutes` is the median from begin to finish."""

    surveys: int = 0
    persons: int = 0
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """Where everything stands.

    Attributes:
        counts: surveys of the whole desk by state.
        today: what the signed-in officer finished today.
        returned: the officer's own surveys that were sent back, the longest waiting first.
        drafts: the officer's own interviews in progress.
        waits_since: since when the longest waiting survey waits for a supervisor.
        waiting_batches: numbers of the batches without a receipt.
        receipt_at: when the last receipt came, in the clock's own zone.
        set_aside: what the registry does not hold.
    """

    counts: Mapping[SurveyState, int]
    today: Today
    returned: tuple[ReturnedSurvey, ...]
    drafts: tuple[SurveyRow, ...]
    waits_since: datetime | None
    waiting_batches: tuple[int, ...]
    receipt_at: datetime | None
    set_aside: tuple[SetAside, ...]

    @property
    def kept(self) -> int:
        """How many surveys this machine holds."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """The question at which a draft stands and how far it is; `member` counts from 1, 0 outside the roster."""

    number: str
    member: int
    question: str = field(repr=False)
    answered: int
    asked: int


def overview(desk: Desk, clock: Clock) -> Overview:
    """Read where everything stands; opens no interview."""
    now = clock()
    waiting = desk.surveys.in_state(SurveyState.FINISHED, limit=1)
    waiting_batches, receipt_at = _batches(desk)
    return Overview(
        counts=desk.surveys.counts(),
        today=_today(desk, now),
        returned=tuple(_returned(desk, row) for row in _own(desk, SurveyState.RETURNED)),
        drafts=_own(desk, SurveyState.DRAFT),
        waits_since=waiting[0].changed_at if waiting else None,
        waiting_batches=waiting_batches,
        receipt_at=receipt_at.astimezone(now.tzinfo) if receipt_at else None,
        set_aside=tuple(_set_aside(desk, row) for row in desk.surveys.in_state(SurveyState.SET_ASIDE)),
    )


def draft_places(desk: Desk, numbers: Iterable[str], language: str, clock: Clock) -> tuple[DraftPlace, ...]:
    """Open drafts and say at which question each stands.

    Args:
        desk: the signed-in officer's.
        numbers: of drafts.
        language: ``en`` or ``ur``, for the words of the questions.
        clock: for the form engine.
    """
    return tuple(_place(desk, number, language, clock) for number in numbers)


def _place(desk: Desk, number: str, language: str, clock: Clock) -> DraftPlace:
    standing = resume_interview(desk, number, clock)
    interview, ref = standing.interview, standing.at_ref
    spoken = interview.definition.language_for(language)
    instance = _INSTANCE.search(ref)
    questions = interview.questions()
    return DraftPlace(
        number=number,
        member=int(instance[1]) if instance else 0,
        question=interview.label(ref, spoken) if ref else "",
        answered=sum(_is_answered(interview, each) for each in questions),
        asked=len(questions),
    )


def _is_answered(interview: Interview, ref: str) -> bool:
    state = interview.state(ref)
    return bool(state.value or state.typed or state.missing)


def _own(desk: Desk, state: SurveyState) -> tuple[SurveyRow, ...]:
    return tuple(row for row in desk.surveys.in_state(state) if row.author == desk.officer.code)


def _returned(desk: Desk, row: SurveyRow) -> ReturnedSurvey:
    said = [deed for deed in desk.surveys.decisions(row.number, row.revision) if deed.deed == Decision.RETURN.value][-1]
    return ReturnedSurvey(row, said.reason, desk.officers.get(said.officer).name, datetime.fromisoformat(said.at))


def _set_aside(desk: Desk, row: SurveyRow) -> SetAside:
    verdict = desk.receipts.verdict(row.number, row.revision)
    return SetAside(row, verdict.code or verdict.outcome.value, verdict.of) if verdict else SetAside(row, "", "")


def _today(desk: Desk, now: datetime) -> Today:
    done = [
        (row, row.finished_at)
        for row in desk.surveys.of_day(now.date(), timezone(now.utcoffset() or timedelta()))
        if row.author == desk.officer.code and row.finished_at is not None
    ]
    rows = [(row, at) for row, at in done if at.astimezone(now.tzinfo).date() == now.date()]
    if not rows:
        return Today()
    minutes = median_low(int((at - row.created_at).total_seconds()) // 60 for row, at in rows)
    return Today(len(rows), sum(row.member_count for row, _ in rows), minutes)


def _batches(desk: Desk) -> tuple[tuple[int, ...], datetime | None]:
    """Go back from the newest batch to the last receipt, without reading what was frozen."""
    waiting: list[int] = []
    for number in range(desk.batches.next()[0] - 1, 0, -1):
        receipt = desk.receipts.of_batch(number)
        if receipt is not None:
            return tuple(reversed(waiting)), receipt.received_at
        waiting.append(number)
    return tuple(reversed(waiting)), None
