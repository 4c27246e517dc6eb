"""Scoring a household: every term's points, their exact sum, and the interval that missing answers leave."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from forms.pmt.errors import NotExact
from forms.pmt.household import Evaluator, Gap, Household
from forms.pmt.pack import Comparator, Scale, ScorePack
from forms.pmt.term import Span, Term


@dataclass(frozen=True, slots=True)
class TermScore:
    """One line of the explanation: what was looked at, what was found, what it gives."""

    id: str
    label_en: str
    label_ur: str
    low: Decimal
    high: Decimal
    inputs: Mapping[str, str]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A household's score by one pack: provisional, and never changed once written.

    Attributes:
        low, high: the least and greatest score still possible; equal when no answer is missing that matters.
        scale: the scale that the numbers belong to.
    """

    pack_id: str
    pack_version: str
    pack_hash: str
    scale: str
    low: Decimal
    high: Decimal
    terms: tuple[TermScore, ...]

    @property
    def exact(self) -> bool:
        """Whether one number is left."""
        return self.low == self.high

    @property
    def value(self) -> Decimal:
        """The one number.

        Raises:
            NotExact: missing answers leave an interval.
        """
        if not self.exact:
            raise NotExact(f"{self.low} to {self.high}")
        return self.low

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The questions that would narrow the score, each once, with the reason why it is open."""
        return tuple(dict.fromkeys(gap for term in self.terms for gap in term.gaps))

    @property
    def missing(self) -> tuple[str, ...]:
        """The names alone of those questions."""
        return tuple(gap.ref for gap in self.gaps)


class Below(Enum):
    """Whether a score lies below a cut-off. Half an interval below is not below."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


def score(ask: Evaluator, pack: ScorePack) -> Score:
    """Estimate a household's welfare from a finished interview.

    The roster is taken as complete: answers may be missing in it, members may not.

    Args:
        ask: the interview, or anything that evaluates the form's expressions as it does.
        pack: a verified pack made for the interview's form.

    Returns:
        The exact sum with every term; where answers are missing, the interval of sums still possible. It may be
        wider than the tightest, since each term is taken by itself, and is never narrower than the truth.

    Raises:
        Unscorable: an expression of the pack gave what its term cannot use.
    """
    household = Household(ask, pack.roster)
    terms = tuple(_term_score(term, household) for term in pack.terms)
    sums = total((Span(term.low, term.high) for term in terms), pack.scale)
    return Score(pack.id, pack.version, pack.hash, pack.scale.id, sums.low, sums.high, terms)


def total(points: Iterable[Span], scale: Scale) -> Span:
    """Add points exactly and round once, as the scale says."""
    every = tuple(points)
    step = Decimal(1).scaleb(-scale.decimals)
    low = sum((span.low for span in every), Decimal(0))
    high = sum((span.high for span in every), Decimal(0))
    return Span(low.quantize(step, rounding=scale.rounding), high.quantize(step, rounding=scale.rounding))


def band_below(score: Score, cutoff: Decimal, comparator: Comparator) -> Below:
    """Say whether the household lies below a cut-off of the score's own scale, whatever the missing answers are."""
    below = _COMPARISONS[comparator]
    if below(score.high, cutoff):
        return Below.YES
    return Below.UNDETERMINED if below(score.low, cutoff) else Below.NO


_COMPARISONS: Mapping[Comparator, Callable[[Decimal, Decimal], bool]] = {"lt": operator.lt, "le": operator.le}


def _term_score(term: Term, household: Household) -> TermScore:
    reading = term.read(household)
    return TermScore(
        id=term.id,
        label_en=term.label.en,
        label_ur=term.label.ur,
        low=reading.points.low,
        high=reading.points.high,
        inputs=reading.inputs,
        gaps=reading.gaps,
    )
