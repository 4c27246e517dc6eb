"""What a summand of a score is: the questions it rests on, the points it may give, and what it reads in a household."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, Self

from forms.pmt.household import Gap, Household, Why


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of the pack in both languages."""

    en: str
    ur: str


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most points still possible; equal when nothing is open."""

    low: Decimal
    high: Decimal

    @property
    def settled(self) -> bool:
        """Whether one number of points is left."""
        return self.low == self.high

    @classmethod
    def over(cls, spans: Iterable[Self]) -> Self:
        """Give the narrowest span that holds all of `spans`."""
        every = tuple(spans)
        return cls(min(span.low for span in every), max(span.high for span in every))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a term makes of a household: its points, what they were read from, and what would narrow them."""

    points: Span
    inputs: Mapping[str, str]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to name as missing when its condition holds; `question` is its path without indexes."""

    question: str
    when: str


@dataclass(frozen=True, slots=True)
class Asks:
    """The questions that a term rests on.

    Attributes:
        household: asked once, with conditions about the household.
        member: asked for each member, with conditions about that member. What is asked of the head before the roster
            begins stands outside it, and is named where it stands.
    """

    household: tuple[Ask, ...]
    member: tuple[Ask, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """Their paths, each once."""
        return tuple(dict.fromkeys(ask.question for ask in (*self.household, *self.member)))

    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Give each condition with the place it is asked at."""
        yield from ((ask.when, "/data") for ask in self.household)
        yield from ((ask.when, roster) for ask in self.member)

    def gaps(self, household: Household, members: Iterable[str] | None = None) -> tuple[Gap, ...]:
        """Name what is missing, of all members or of those given; a roster without anybody is missing itself."""
        gaps = [household.gap(ask.question) for ask in self.household if household.holds(ask.when)]
        if self.member and not household.members:
            gaps.append(Gap(household.roster, Why.UNANSWERED))
        inside = f"{household.roster}/"
        for member in household.members if members is None else members:
            for ask in self.member:
                if household.holds(ask.when, member):
                    own = ask.question.startswith(inside)
                    ref = f"{member}/{ask.question.removeprefix(inside)}" if own else ask.question
                    gaps.append(household.gap(ref))
        return tuple(gaps)


@dataclass(frozen=True, slots=True)
class Asked:
    """What every term has that is worked out by expressions."""

    id: str
    label: Wording
    error: Decimal | None
    asks: Asks

    @property
    def questions(self) -> tuple[str, ...]:
        """Those it asks."""
        return self.asks.questions

    def reads_nobody(self, household: Household) -> bool:
        """Say whether it is about members and there are none: such a roster was not taken yet, and says nothing."""
        return bool(self.asks.member) and not household.members


class Term(Protocol):
    """One summand. Everything else in scoring knows terms only by this."""

    @property
    def id(self) -> str:
        """The name of the term in this pack."""
        ...

    @property
    def label(self) -> Wording:
        """What the term looks at, in the words of a card."""
        ...

    @property
    def error(self) -> Decimal | None:
        """The standard error of its points, where the source gives one."""
        ...

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions it rests on, by their paths without indexes."""
        ...

    @property
    def reach(self) -> Span:
        """The least and most points that any household can have."""
        ...

    def expressions(self, roster: str) -> Iterable[tuple[str, str]]:
        """Give every expression that it may ask, with the path of the node that it is asked at."""
        ...

    def may_give(self, points: Span) -> bool:
        """Say whether some household can have these points."""
        ...

    def read(self, household: Household) -> Reading:
        """Ask the household."""
        ...


def among(points: Span, rows: Iterable[Span]) -> bool:
    """Say whether points, settled or open, begin and end as rows of a table do."""
    every = tuple(rows)
    return points.low in {row.low for row in every} and points.high in {row.high for row in every}
