"""The kinds of summand a score pack may have, and how each turns answers, or their absence, into points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from forms.pmt.errors import Unscorable
from forms.pmt.household import Household, Why
from forms.pmt.term import Asked, Reading, Span, Wording, among


@dataclass(frozen=True, slots=True)
class Choice:
    """Points by the answer to one question.

    An answer may leave some points open by itself. One that the source has no points for leaves all of them open, as
    does none; but a source may give points to "don't know".
    """

    id: str
    label: Wording
    error: Decimal | None
    question: str
    points: Mapping[str, Span]
    dont_know: Span | None
    errors: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[str, ...]:
        """The one question."""
        return (self.question,)

    @property
    def reach(self) -> Span:
        """All answers together."""
        return Span.over(self._rows)

    @property
    def _rows(self) -> tuple[Span, ...]:
        return (*self.points.values(), *([] if self.dont_know is None else [self.dont_know]))

    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Give the question itself."""
        yield self.question, "/data"

    def may_give(self, points: Span) -> bool:
        """Look for them among the answers."""
        return among(points, self._rows)

    def read(self, household: Household) -> Reading:
        """Look the answer up."""
        code = household.text(self.question)
        if code:
            return Reading(self.points.get(code, self.reach), {self.question: code})
        gap = household.gap(self.question)
        inputs = {self.question: gap.why.value}
        if gap.why is Why.DONT_KNOW and self.dont_know is not None:
            return Reading(self.dont_know, inputs)
        return Reading(self.reach, inputs, (gap,))


@dataclass(frozen=True, slots=True)
class Case:
    """One result that the term may have, and the condition under which it is still possible."""

    id: str
    label: Wording
    possible: str
    points: Span
    error: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cases(Asked):
    """Points by the one case that is true, where it takes several answers to tell.

    Each case says when it is possible, not when it is certain: with every answer given exactly one remains,
    and with answers missing those that remain are the interval.
    """

    cases: tuple[Case, ...]

    @property
    def reach(self) -> Span:
        """All cases together."""
        return Span.over(case.points for case in self.cases)

    @property
    def labels(self) -> Mapping[str, Wording]:
        """Those of the cases."""
        return {case.id: case.label for case in self.cases}

    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Give the conditions of cases and asks."""
        yield from ((case.possible, "/data") for case in self.cases)
        yield from self.asks.expressions(roster)

    def may_give(self, points: Span) -> bool:
        """Look for them among the cases."""
        return among(points, (case.points for case in self.cases))

    def read(self, household: Household) -> Reading:
        """Keep the cases that the answers allow."""
        if self.reads_nobody(household):
            return Reading(self.reach, {}, self.asks.gaps(household))
        remaining = [case for case in self.cases if household.holds(case.possible)]
        if not remaining:
            raise Unscorable(self.id, "no case is possible")
        inputs = {case.id: "possible" if case in remaining else "excluded" for case in self.cases}
        points = Span.over(case.points for case in remaining)
        return Reading(points, inputs, () if points.settled else self.asks.gaps(household))


@dataclass(frozen=True, slots=True)
class Band:
    """Whole numbers from `start` up to, but not including, `below`; without `below`, all from `start` on."""

    start: int
    below: int | None
    points: Span
    error: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MemberCount(Asked):
    """Points by the number of members of whom something is true.

    Members known to qualify are the least that number can be; with those who still may, it is the most.
    """

    known: str
    possible: str
    bands: tuple[Band, ...]

    @property
    def reach(self) -> Span:
        """All bands together."""
        return Span.over(band.points for band in self.bands)

    @property
    def _undecided(self) -> str:
        return f"({self.possible}) and not({self.known})"

    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Give both counts, and the conditions of asks."""
        yield _members_of(roster, self.known), "/data"
        yield _members_of(roster, self.possible), "/data"
        yield self._undecided, roster
        yield from self.asks.expressions(roster)

    def may_give(self, points: Span) -> bool:
        """Look for them among the bands."""
        return among(points, (band.points for band in self.bands))

    def read(self, household: Household) -> Reading:
        """Count the members: those who certainly do, and those who may."""
        if self.reads_nobody(household):
            return Reading(self.reach, {}, self.asks.gaps(household))
        known = household.count(_members_of(household.roster, self.known))
        possible = household.count(_members_of(household.roster, self.possible))
        if known > possible:
            raise Unscorable(self.known, f"wider than what is possible in {self.id}")
        inputs = {"known": str(known), "possible": str(possible)}
        points = Span.over(
            band.points for band in self.bands if band.start <= possible and (band.below is None or known < band.below)
        )
        if points.settled:
            return Reading(points, inputs)
        open_members = [member for member in household.members if household.holds(self._undecided, member)]
        return Reading(points, inputs, self.asks.gaps(household, open_members))


@dataclass(frozen=True, slots=True)
class Row:
    """One key of a look-up, what it means, and its points."""

    key: str
    label: Wording
    points: Span
    error: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Lookup(Asked):
    """Points by a key that an expression works out.

    While answers are missing it may give several keys, separated by blanks: each is still possible. No key at all, or
    one that the table lacks, leaves every row open.
    """

    key: str
    rows: tuple[Row, ...]

    @property
    def reach(self) -> Span:
        """All rows together."""
        return Span.over(row.points for row in self.rows)

    @property
    def labels(self) -> Mapping[str, Wording]:
        """Those of the rows."""
        return {row.key: row.label for row in self.rows}

    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Give the key, and the conditions of asks."""
        yield f"string({self.key})", "/data"
        yield from self.asks.expressions(roster)

    def may_give(self, points: Span) -> bool:
        """Look for them among the rows."""
        return among(points, (row.points for row in self.rows))

    def read(self, household: Household) -> Reading:
        """Look up every key that is still possible."""
        if self.reads_nobody(household):
            return Reading(self.reach, {}, self.asks.gaps(household))
        keys = household.text(self.key).split()
        known = {row.key for row in self.rows}
        remaining = [row for row in self.rows if row.key in keys] if keys and known.issuperset(keys) else self.rows
        inputs = {row.key: "possible" for row in remaining}
        points = Span.over(row.points for row in remaining)
        return Reading(points, inputs, () if points.settled else self.asks.gaps(household))


def _members_of(roster: str, condition: str) -> str:
    return f"count({roster}[{condition}])"
