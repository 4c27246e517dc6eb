"""The score pack: one edition of a proxy means test, with its scale, source, accuracy and worked examples."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from forms.pmt.term import Span, Term, Wording

Comparator = Literal["lt", "le"]
"""`lt`: below the cut-off; `le`: at the cut-off or below it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the score's number means. Numbers of different scales are never compared.

    Attributes:
        id: the scale's name, which every cut-off repeats.
        low, high: the least and the greatest score.
        lower_is_poorer: the direction.
        decimals, rounding: how the sum is rounded, once, at the end; `rounding` is a mode of `decimal`.
    """

    id: str
    low: Decimal
    high: Decimal
    lower_is_poorer: bool
    decimals: int
    rounding: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the points come from, and what may be done with them."""

    author: str
    title: str
    published: date
    pages: str
    data: str
    licence: str


@dataclass(frozen=True, slots=True)
class FormEdition:
    """The questionnaire whose questions the terms name."""

    form_id: str
    version: str


@dataclass(frozen=True, slots=True)
class PovertyLine:
    """The share of households below one line, in percent, by band of the score.

    Attributes:
        starts: the first score of each band; the last band ends with the scale.
        percents: one for each start. They need not fall: a published table is what it is.
    """

    id: str
    label: Wording
    starts: tuple[Decimal, ...]
    percents: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What was found when households were selected by this score; percentages, None where none is published.

    Attributes:
        group: the households that were looked for.
        selected: the share of all households that were selected.
        reached: the share of the group that was among them.
        leakage: the share of the selected that were not of the group.
        out_of_sample: measured on households that the points were not made from; None where the source does not say.
    """

    group: Wording
    cutoff: Decimal | None
    comparator: Comparator | None
    selected: Decimal
    reached: Decimal
    leakage: Decimal | None
    out_of_sample: bool | None
    pages: str | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the score stands for: `to` = `intercept` + `slope` × score, give or take `residual_sd`.

    Attributes:
        r_squared: the share of its spread that the score accounts for, among households left out of the fit.
    """

    to: Wording
    slope: Decimal
    intercept: Decimal
    residual_sd: Decimal
    r_squared: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Percentiles:
    """The share of the source's households, in percent, whose score is at or below each of these scores."""

    of: Wording
    at: tuple[Decimal, ...]
    percents: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A household typed into the questionnaire, and what must come of it.

    Attributes:
        day: the day of the interview, for ages hang on it.
        deeds: ("answer", ref, text), ("add", ref of a repeat), ("missing", ref, code).
        points: of each term, in the pack's order.
        gaps: what is missing, with the reason.
    """

    name: str
    day: date
    deeds: tuple[tuple[str, ...], ...]
    points: tuple[Span, ...]
    total: Span
    likelihood: Mapping[str, Decimal]
    gaps: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScorePack:
    """One verified edition; only `forms.pmt.loading` makes one.

    Attributes:
        hash: SHA-256 of the file, in hex; it stands in every score.
        roster: the repeat that lists the members.
        lines, percentiles: what is looked up by a score, where the source has it.
        caution: what must be said wherever the score is shown.
    """

    id: str
    version: str
    hash: str
    title: Wording
    caution: Wording
    form: FormEdition
    scale: Scale
    source: Source
    valid_from: date
    valid_to: date | None
    roster: str
    terms: tuple[Term, ...]
    calibration: Calibration | None
    lines: tuple[PovertyLine, ...]
    percentiles: Percentiles | None
    accuracy: tuple[Accuracy, ...]
    examples: tuple[Example, ...]

    def likelihood(self, line: str, value: Decimal) -> Decimal:
        """Give the percentage of households with this score that lie below a poverty line.

        Raises:
            KeyError: the pack has no such line.
            ValueError: the value lies outside the scale.
        """
        table = {each.id: each for each in self.lines}[line]
        self._require_on_scale(value)
        return table.percents[bisect_right(table.starts, value) - 1]

    def percentile(self, value: Decimal) -> Decimal | None:
        """Give the percentage of the source's households at or below this score; None if the pack has no such table.

        Raises:
            ValueError: the value lies outside the scale.
        """
        self._require_on_scale(value)
        if self.percentiles is None:
            return None
        below = bisect_right(self.percentiles.at, value)
        return self.percentiles.percents[below - 1] if below else Decimal(0)

    def _require_on_scale(self, value: Decimal) -> None:
        if not self.scale.low <= value <= self.scale.high:
            raise ValueError(f"{value} is not on the scale {self.scale.id}")
