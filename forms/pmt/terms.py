"""The kinds of summand a score pack may have, and how each turns answers, or their absence, into points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, Self

from forms.pmt.errors import Unscorable
from forms.pmt.household import ROOT, Gap, Household, Why


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
    """A question to name as missing, when its condition holds; both are relative to a member where asked of each."""

    question: str
    when: str


Put = tuple[str, str]  # an expression, and the path it is seen from


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
    def reach(self) -> Span:
        """The least and most points that any household can have."""
        ...

    def read(self, household: Household) -> Reading:
        """Ask the household."""
        ...

    def rehearse(self, answer: object) -> Span:
        """Give the points of an answer written in a worked example."""
        ...

    def questions(self, roster: str) -> Iterator[Put]:
        """Give every expression that is put to a household, with the node it is put to."""
        ...


@dataclass(frozen=True, slots=True)
class Band:
    """Whole numbers from `start` up to, but not including, `below`; without `below`, all from `start` on."""

    start: int
    below: int | None
    points: Span


@dataclass(frozen=True, slots=True)
class MemberCount:
    """Points by the number of members of whom something is true.

    Members known to qualify are the least that number can be; with those who still may, it is the most.
    """

    id: str
    label: Wording
    known: str
    possible: str
    bands: tuple[Band, ...]
    asks: tuple[Ask, ...]

    @property
    def reach(self) -> Span:
        """All bands together."""
        return Span.over(band.points for band in self.bands)

    def read(self, household: Household) -> Reading:
        """Count the members; a roster without anybody has not been taken yet, and says nothing."""
        members = household.members()
        if not members:
            return Reading(self.reach, {}, (Gap(household.roster, Why.UNANSWERED),))
        known = household.count(f"count({household.roster}[{self.known}])")
        possible = household.count(f"count({household.roster}[{self.possible}])")
        if known > possible:
            raise Unscorable(self.known, f"wider than what is possible in {self.id}")
        inputs = {"known": str(known), "possible": str(possible)}
        points = self._between(known, possible)
        if points.settled:
            return Reading(points, inputs)
        undecided = f"({self.possible}) and not({self.known})"
        open_members = [member for member in members if household.holds(undecided, member)]
        return Reading(points, inputs, _member_gaps(household, open_members, self.asks))

    def rehearse(self, answer: object) -> Span:
        """Take a number of members, or the known and the possible one."""
        match answer:
            case int(number):
                return self._between(number, number)
            case [int(known), int(possible)]:
                return self._between(known, possible)
        raise ValueError(self.id)

    def questions(self, roster: str) -> Iterator[Put]:
        """Both counts, and what is asked of members."""
        yield from ((f"count({roster}[{condition}])", ROOT) for condition in (self.known, self.possible))
        yield from _puts(self.asks, roster)

    def _between(self, known: int, possible: int) -> Span:
        return Span.over(
            band.points for band in self.bands if band.start <= possible and (band.below is None or known < band.below)
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Points by the answer to one question.

    An answer may leave some points open by itself. One that the source has no points for leaves all of them open.
    """

    id: str
    label: Wording
    question: str
    points: Mapping[str, Span]

    @property
    def reach(self) -> Span:
        """All answers together."""
        return Span.over(self.points.values())

    def read(self, household: Household) -> Reading:
        """Look the answer up."""
        code = household.answer(self.question)
        if code:
            return Reading(self.points.get(code, self.reach), {self.question: code})
        gap = household.gap(self.question)
        return Reading(self.reach, {self.question: gap.why.value}, (gap,))

    def rehearse(self, answer: object) -> Span:
        """Take a code, or nothing for a question without an answer."""
        match answer:
            case None:
                return self.reach
            case str(code) if code in self.points:
                return self.points[code]
        raise ValueError(self.id)

    def questions(self, roster: str) -> Iterator[Put]:
        """The one question."""
        yield self.question, ROOT


@dataclass(frozen=True, slots=True)
class Case:
    """One result that the term may have, and the condition under which it is still possible."""

    id: str
    label: Wording
    possible: str
    points: Span


@dataclass(frozen=True, slots=True)
class Cases:
    """Points by the one case that is true, where it takes several answers to tell.

    Each case says when it is possible, not when it is certain: with every answer given exactly one remains,
    and with answers missing those that remain are the interval.
    """

    id: str
    label: Wording
    cases: tuple[Case, ...]
    asks: tuple[Ask, ...]
    member_asks: tuple[Ask, ...]

    @property
    def reach(self) -> Span:
        """All cases together."""
        return Span.over(case.points for case in self.cases)

    def read(self, household: Household) -> Reading:
        """Keep the cases that the answers allow."""
        remaining = [case for case in self.cases if household.holds(case.possible)]
        if not remaining:
            raise Unscorable(self.id, "no case is possible")
        inputs = {case.id: "possible" if case in remaining else "excluded" for case in self.cases}
        points = Span.over(case.points for case in remaining)
        if points.settled:
            return Reading(points, inputs)
        members = household.members()
        gaps = [household.gap(ask.question) for ask in self.asks if household.holds(ask.when)]
        if self.member_asks and not members:
            gaps.append(Gap(household.roster, Why.UNANSWERED))
        return Reading(points, inputs, (*gaps, *_member_gaps(household, members, self.member_asks)))

    def rehearse(self, answer: object) -> Span:
        """Take the case that is true, or a list of those still possible."""
        by_id = {case.id: case.points for case in self.cases}
        match answer:
            case str(one) if one in by_id:
                return by_id[one]
            case [*some] if some and set(some) <= by_id.keys():
                return Span.over(by_id[str(one)] for one in some)
        raise ValueError(self.id)

    def questions(self, roster: str) -> Iterator[Put]:
        """Every case's condition, and what is asked of the household and of members."""
        yield from ((case.possible, ROOT) for case in self.cases)
        yield from _puts(self.asks, ROOT)
        yield from _puts(self.member_asks, roster)


def _puts(asks: Iterable[Ask], path: str) -> Iterator[Put]:
    yield from ((expression, path) for ask in asks for expression in (ask.question, ask.when))


def _member_gaps(household: Household, members: Iterable[str], asks: tuple[Ask, ...]) -> tuple[Gap, ...]:
    """Name the members' unanswered questions; the head's own were asked before the roster and lie outside it."""
    return tuple(
        household.gap(ask.question if ask.question.startswith("/") else f"{member}/{ask.question}")
        for member in members
        for ask in asks
        if household.holds(ask.when, member)
    )
