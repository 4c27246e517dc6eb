"""On whose word a policy says something, for which days, and what a cut-off is on another scale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from forms.policy.truth import Operator


class SourceTrust(Enum):
    """How far a source is to be trusted."""

    HIGH = "high"
    REPORTED = "reported"
    LOW = "low"
    CHOSEN_HERE = "chosen_here"


@dataclass(frozen=True, slots=True)
class Source:
    """On whose word something stands; `published` is a year, a month or a day, or None where nobody says."""

    text: str
    published: str | None
    trust: SourceTrust


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included; None where no end is named."""

    first: date | None
    last: date | None

    def hold(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Equivalence:
    """A cut-off carried over to another scale: the one that selects the same share of households there.

    Attributes:
        clause: whose cut-off it is.
        scale, comparator, value: the cut-off there.
        share: of the households, in percent, on both scales.
    """

    clause: str
    scale: str
    comparator: Operator
    value: Decimal
    share: Decimal
    source: Source
