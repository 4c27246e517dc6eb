"""The summand that weighs a number, such as rooms for each person, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from forms.pmt.errors import Unscorable
from forms.pmt.household import Household
from forms.pmt.term import Asked, Reading, Span


@dataclass(frozen=True, slots=True)
class Linear(Asked):
    """Points by a number: so many for each one of it, within bounds.

    `least` and `most` say what the number is at least and at most while answers are missing; they are the same once
    every answer is given. Where there is no telling (no number comes out) the bound stands for it. The number is taken
    to `decimals` places, halves up: how exactly it is measured is part of the card, and no machine's own rounding is.
    """

    weight: Decimal
    least: str
    most: str
    decimals: int
    within: Span

    @property
    def reach(self) -> Span:
        """Both bounds, weighed."""
        return self._weighed(self.within)

    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Give both numbers, and the conditions of asks."""
        yield f"number({self.least})", "/data"
        yield f"number({self.most})", "/data"
        yield from self.asks.expressions(roster)

    def may_give(self, points: Span) -> bool:
        """Look whether both ends are within what any household can have."""
        return self.reach.low <= points.low <= points.high <= self.reach.high

    def read(self, household: Household) -> Reading:
        """Work the number out."""
        if self.reads_nobody(household):
            return Reading(self.reach, {}, self.asks.gaps(household))
        low = self._taken(household.number(self.least), self.within.low)
        high = self._taken(household.number(self.most), self.within.high)
        if low > high:
            raise Unscorable(self.least, f"more than the most in {self.id}")
        points = self._weighed(Span(low, high))
        inputs = {"least": format(low, "f"), "most": format(high, "f")}
        return Reading(points, inputs, () if points.settled else self.asks.gaps(household))

    def _taken(self, number: Decimal | None, bound: Decimal) -> Decimal:
        inside = bound if number is None else max(self.within.low, min(self.within.high, number))
        return inside.quantize(Decimal(1).scaleb(-self.decimals), rounding=ROUND_HALF_UP)

    def _weighed(self, numbers: Span) -> Span:
        return Span(*sorted((self.weight * numbers.low, self.weight * numbers.high)))
