"""What waits for a supervisor's decision, what stands out about each survey, and how the day went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import IntEnum
from statistics import median

from enumerator.domain.batch import BatchFacts, Outcome
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.survey import ScoreRecord, SurveyRow
from enumerator.store import Desk
from enumerator.workflow.score_policy import score_policy
from enumerator.workflow.signing import count_confirmed

MOST_WAITING = 500
_LEAST_FOR_MEDIAN = 5
_NOTEWORTHY = 2  # less than half the usual time


class FlagKind(IntEnum):
    """What stands out, the gravest first; it orders the queue."""

    SCORE_CHANGED = 1
    SCORE_CHANGED_UNSEEN = 2
    """The same, where the centre's policy keeps the points from supervisors."""
    CNIC_ELSEWHERE = 3
    SHORT = 4
    CONFIRMED = 5


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing that stands out, with its figures."""

    kind: FlagKind
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A survey that waits for a decision.

    Attributes:
        row: its line.
        flags: what stands out, the gravest first.
        begun_at: when this revision's interview began.
        minutes: how long it took.
        is_own: the signed-in supervisor wrote it, so another one decides.
    """

    row: SurveyRow
    flags: tuple[Flag, ...]
    begun_at: datetime
    minutes: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The figures of one day, and of the batch in the making.

    Attributes:
        finished, approved, returned: surveys of the day by what was last done with them; finished counts all three,
            and none that was withdrawn since.
        to_decide: how many wait, of this day or an earlier one.
        by_hour: surveys finished in each hour that had any.
        approved_waiting: approved and not in a batch yet, of whatever day.
        last_batch: the newest frozen batch.
        verdicts: what its receipt says, by outcome; empty without one.
        received_at: when that receipt came.
    """

    finished: int
    approved: int
    returned: int
    to_decide: int
    by_hour: Mapping[int, int]
    approved_waiting: int
    next_batch: int
    last_batch: BatchFacts | None
    verdicts: Mapping[Outcome, int]
    received_at: datetime | None


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """List what waits: what others wrote before one's own, the gravest flag first, then who waited longest."""
    rows = desk.surveys.in_state(SurveyState.FINISHED, limit=MOST_WAITING)
    usual = _usual_minutes(desk.surveys.recent(limit=MOST_WAITING))
    return tuple(sorted((_waiting(desk, row, usual) for row in rows), key=_risk))


def day_of(desk: Desk, day: date, zone: tzinfo) -> Day:
    """Count one day at this desk."""
    counts = desk.surveys.counts()
    rows = [row for row in desk.surveys.of_day(day, zone) if row.finished_at and row.state is not SurveyState.WITHDRAWN]
    today = [row for row in rows if row.finished_at and row.finished_at.astimezone(zone).date() == day]
    states = Counter(row.state for row in rows)
    last = desk.batches.last()
    receipt = desk.receipts.of_batch(last.number) if last else None
    return Day(
        finished=len(today),
        approved=states[SurveyState.APPROVED] + states[SurveyState.BATCHED] + states[SurveyState.ACCEPTED],
        returned=states[SurveyState.RETURNED],
        to_decide=counts[SurveyState.FINISHED],
        by_hour=Counter(row.finished_at.astimezone(zone).hour for row in today if row.finished_at),
        approved_waiting=counts[SurveyState.APPROVED],
        next_batch=desk.batches.next()[0],
        last_batch=last,
        verdicts=Counter(verdict.outcome for verdict in receipt.verdicts) if receipt else {},
        received_at=receipt.received_at if receipt else None,
    )


def earlier_score(desk: Desk, row: SurveyRow) -> ScoreRecord | None:
    """The score of the revision before, which its officer may have seen."""
    return next(iter(desk.surveys.scores(row.number, row.revision - 1)), None)


def span(low: Decimal | None, high: Decimal | None) -> str:
    """Write one number, or an interval."""
    return f"{low}" if low == high else f"{low}–{high}"


def _waiting(desk: Desk, row: SurveyRow, usual: float) -> Waiting:
    begun_at = row.created_at
    if row.revision > 1:
        events = desk.surveys.events(row.number, row.revision)
        begun_at = events[0].at if events else row.finished_at or row.created_at
    return Waiting(
        row=row,
        flags=_flags(desk, row, usual),
        begun_at=begun_at,
        minutes=_minutes_between(begun_at, row.finished_at),
        is_own=row.author == desk.officer.code,
    )


def _flags(desk: Desk, row: SurveyRow, usual: float) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    earlier = earlier_score(desk, row)
    if earlier and (earlier.low, earlier.high) != (row.score_low, row.score_high):
        flags.append(_changed_score(desk, row, earlier))
    others = [each for each in desk.surveys.with_cnic(row.head_cnic) if _is_another(each, row)] if row.head_cnic else []
    if others:
        flags.append(Flag(FlagKind.CNIC_ELSEWHERE, {"number": others[0].number, "surveys": len(others)}))
    minutes = _minutes_between(row.created_at, row.finished_at)
    if row.revision == 1 and minutes * _NOTEWORTHY < usual:
        flags.append(Flag(FlagKind.SHORT, {"minutes": minutes, "usual": round(usual)}))
    confirmed = count_confirmed(desk.surveys.revision(row.number, row.revision))
    if confirmed:
        flags.append(Flag(FlagKind.CONFIRMED, {"count": confirmed}))
    return tuple(flags)


def _changed_score(desk: Desk, row: SurveyRow, earlier: ScoreRecord) -> Flag:
    edition = desk.surveys.revision(row.number, row.revision).edition
    if not score_policy(desk, edition).supervisors.shows_number:
        return Flag(FlagKind.SCORE_CHANGED_UNSEEN, {})
    facts = {"was": span(earlier.low, earlier.high), "now": span(row.score_low, row.score_high)}
    return Flag(FlagKind.SCORE_CHANGED, facts)


def _is_another(found: SurveyRow, row: SurveyRow) -> bool:
    return found.number != row.number and found.state is not SurveyState.WITHDRAWN


def _risk(each: Waiting) -> tuple[bool, int, datetime]:
    gravest = each.flags[0].kind if each.flags else len(FlagKind) + 1
    return (each.is_own, gravest, each.row.changed_at)


def _minutes_between(begun: datetime, finished: datetime | None) -> int:
    """Whole minutes; none, where the clock was set back meanwhile."""
    return max((finished - begun) // timedelta(minutes=1), 0) if finished else 0


def _usual_minutes(rows: Sequence[SurveyRow]) -> float:
    """The centre's median; too few interviews make none."""
    taken = [_minutes_between(row.created_at, row.finished_at) for row in rows if row.finished_at and row.revision == 1]
    return median(taken) if len(taken) >= _LEAST_FOR_MEDIAN else 0
