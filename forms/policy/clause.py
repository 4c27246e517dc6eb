"""One clause of a programme's rule: what it says, on whose word, and what it finds in a household."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from forms.pmt.errors import Unscorable
from forms.pmt.household import Gap, Household
from forms.pmt.scoring import Score
from forms.pmt.term import Asks, Span, Wording
from forms.policy.source import Days, Equivalence, Source
from forms.policy.truth import Operator, Truth, compared


class Reason(Enum):
    """Why a clause is open: what would have to come before it could decide."""

    MISSING_ANSWERS = "missing_answers"
    NOT_ASKED = "not_asked"
    NO_SCORE = "no_score"
    NO_SCALE = "no_scale"
    OTHER_SCALE = "other_scale"
    SOURCES_DIFFER = "sources_differ"
    NOT_IN_FORCE = "not_in_force"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Case:
    """What a clause is held against: a household, or one member of it, its score, and the day.

    Attributes:
        score: None where there is none, or none that may be shown.
        member: the member's instance; blank for the household.
    """

    household: Household
    score: Score | None
    day: date
    equivalences: tuple[Equivalence, ...] = ()
    member: str = ""

    @property
    def place(self) -> str:
        """Where expressions are asked."""
        return self.member or "/data"

    @property
    def members(self) -> tuple[str, ...]:
        """Of whom something may be missing."""
        return (self.member,) if self.member else self.household.members


@dataclass(frozen=True, slots=True)
class Clause(ABC):
    """What all clauses have.

    Attributes:
        blocks: whether a no counts against the household; otherwise the authority decides, and it is a flag.
        beyond: what would decide it that the questionnaire does not ask.
        of_member: it is asked of one member.
    """

    id: str
    label: Wording
    source: Source
    days: Days
    blocks: bool
    beyond: Wording | None
    of_member: bool
    asks: Asks

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions it rests on, by their paths without indexes."""
        return self.asks.questions

    @abstractmethod
    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Give every expression that it may ask, with the path of the node that it is asked at."""

    @abstractmethod
    def _look(self, case: Case) -> Finding: ...

    def find(self, case: Case) -> Finding:
        """Hold it against a household.

        Raises:
            Unscorable: the policy and the questionnaire do not fit.
        """
        if not self.days.hold(case.day):
            return Finding(self, Truth.OPEN, Reason.NOT_IN_FORCE)
        found = self._look(case)
        if found.truth is Truth.NO and not self.blocks:
            return replace(found, truth=Truth.OPEN, reason=Reason.AUTHORITY)
        return found


@dataclass(frozen=True, slots=True)
class Finding:
    """What a clause came to.

    Attributes:
        reason, gaps: of one that is open: why, and the questions that would decide it.
        equivalence: the one that it rests on.
    """

    clause: Clause
    truth: Truth
    reason: Reason | None = None
    gaps: tuple[Gap, ...] = ()
    equivalence: Equivalence | None = None


@dataclass(frozen=True, slots=True)
class AskingClause(Clause):
    """A clause about answers."""

    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Give its own expressions, and the conditions of asks."""
        place = roster if self.of_member else "/data"
        yield from ((expression, place) for expression in self._own)
        yield from self.asks.expressions(roster)

    @property
    @abstractmethod
    def _own(self) -> tuple[str, ...]: ...

    @abstractmethod
    def _truth(self, case: Case) -> Truth: ...

    def _look(self, case: Case) -> Finding:
        # A roster without anybody was not taken yet: nothing is known of members.
        nobody = bool(self.asks.member) and not case.members
        truth = Truth.OPEN if nobody else self._truth(case)
        if truth is not Truth.OPEN:
            return Finding(self, truth)
        gaps = self.asks.gaps(case.household, case.members)
        return Finding(self, truth, Reason.MISSING_ANSWERS if gaps else Reason.NOT_ASKED, gaps)


@dataclass(frozen=True, slots=True)
class AnswersClause(AskingClause):
    """True for certain when `holds` does; false for certain when it is not `possible` any more."""

    holds: str
    possible: str

    @property
    def _own(self) -> tuple[str, ...]:
        return (self.holds, self.possible)

    def _truth(self, case: Case) -> Truth:
        holds = case.household.holds(self.holds, case.place)
        if not case.household.holds(self.possible, case.place):
            if holds:
                raise Unscorable(self.holds, f"wider than what is possible in {self.id}")
            return Truth.NO
        return Truth.YES if holds else Truth.OPEN


@dataclass(frozen=True, slots=True)
class NumberClause(AskingClause):
    """A number held against a limit.

    `least` and `most` bound it while answers are missing. Where no number comes out, it may be any. The limit is
    `value` units, each of `unit_size` of what the expressions measure: 12.5 acres of 43,560 square feet.
    """

    comparator: Operator
    value: Decimal
    unit: str
    unit_size: Decimal
    least: str
    most: str

    @property
    def _own(self) -> tuple[str, ...]:
        return (f"number({self.least})", f"number({self.most})")

    def _truth(self, case: Case) -> Truth:
        least = case.household.number(self.least, case.place)
        most = case.household.number(self.most, case.place)
        numbers = Span(_LOWEST if least is None else least, _HIGHEST if most is None else most)
        if numbers.low > numbers.high:
            raise Unscorable(self.least, f"more than the most in {self.id}")
        return compared(numbers, self.comparator, self.value * self.unit_size)


@dataclass(frozen=True, slots=True)
class ScoreClause(Clause):
    """A cut-off on a scale; None where its source names no scale. Numbers of other scales are not compared."""

    comparator: Operator
    value: Decimal
    scale: str | None

    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Ask nothing: the score did."""
        yield from ()

    def _look(self, case: Case) -> Finding:
        if case.score is None:
            return Finding(self, Truth.OPEN, Reason.NO_SCORE)
        if self.scale == case.score.scale:
            return self._against(case.score, self.comparator, self.value, None)
        carried = (each for each in case.equivalences if (each.clause, each.scale) == (self.id, case.score.scale))
        equal = next(carried, None)
        if equal is None:
            return Finding(self, Truth.OPEN, Reason.OTHER_SCALE if self.scale else Reason.NO_SCALE)
        return self._against(case.score, equal.comparator, equal.value, equal)

    def _against(self, score: Score, comparator: Operator, value: Decimal, equal: Equivalence | None) -> Finding:
        truth = compared(Span(score.low, score.high), comparator, value)
        if truth is Truth.OPEN:
            return Finding(self, truth, Reason.MISSING_ANSWERS, score.gaps, equal)
        return Finding(self, truth, equivalence=equal)


_LOWEST, _HIGHEST = Decimal("-Infinity"), Decimal("Infinity")
