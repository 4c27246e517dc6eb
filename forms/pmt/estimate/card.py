"""The card: points in tenths on a scale from 0 to 100, the poorest quarter of the households being below 34.0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .fitting import Fit, Steps
from .kinds import Candidate

CUTOFF = 340
SHARE_BELOW = 0.25
TOP = 1000
MARGIN = 5
"""Tenths kept free at both ends of the scale, so that rounding leaves no sum outside."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the card.

    Attributes:
        points: tenths for each band, poorest first.
        errors: the standard error of each band's points against the poorest band's, in points.
    """

    candidate: Candidate
    points: tuple[int, ...]
    errors: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All lines, and what the score stands for: log consumption = intercept + slope × score."""

    lines: tuple[Line, ...]
    slope: float
    intercept: float
    spread: float

    @property
    def questions(self) -> frozenset[str]:
        """Every question that somebody must be asked."""
        return frozenset().union(*(line.candidate.questions for line in self.lines))

    def score(self, bands: Mapping[str, Any]) -> Any:
        """Add up whole tenths."""
        return sum(np.array(line.points)[bands[line.candidate.id]] for line in self.lines)

    def predict(self, bands: Mapping[str, Any]) -> Any:
        """Give log consumption a head."""
        return self.intercept + self.slope * self.score(bands) / 10


def on_scale(steps: Steps, welfare: Any, rows: Any, found: Fit) -> Card:
    """Turn coefficients into points; what everybody has anyway stands in the first line."""
    predicted = found.predict(steps.columns[rows])
    least, most = found.coefficients[0], found.coefficients.sum()
    middle = float(np.sort(predicted)[round(SHARE_BELOW * len(predicted))])
    per_unit = min((CUTOFF - MARGIN) / (middle - least), (TOP - CUTOFF - MARGIN) / (most - middle))
    shapes = {each.id: _shape(found, steps.of[each.id], per_unit) for each in steps.candidates}
    kept = [each for each in steps.candidates if any(shapes[each.id][0])]
    scores = sum(np.array(shapes[each.id][0])[steps.bands[each.id][rows]] for each in kept)
    lift = CUTOFF - _dividing(scores)
    lines = []
    for place, each in enumerate(kept):
        points, errors = shapes[each.id]
        lines.append(Line(each, tuple(point + lift * (place == 0) for point in points), tuple(errors)))
    # The scale's meaning is that of all households, each counting once, whatever counted for the points.
    slope, intercept = np.polyfit((scores + lift) / 10, welfare[rows], 1)
    residual = welfare[rows] - intercept - slope * (scores + lift) / 10
    return Card(tuple(lines), float(slope), float(intercept), float(residual.std()))


def _shape(found: Fit, numbers: Sequence[int], per_unit: float) -> tuple[list[int], list[float]]:
    """Climb the steps of one candidate: points and standard errors, band by band."""
    points, errors, taken = [0], [0.0], np.zeros(len(found.steps))
    for number in numbers:
        if number in found.steps:
            taken[found.steps.index(number)] = 1.0
        points.append(int(np.floor(found.coefficients @ taken * per_unit + 0.5)))
        errors.append(float(np.sqrt(taken @ found.covariance @ taken) * per_unit / 10))
    return points, errors


def _dividing(scores: Any) -> int:
    """Find the tenth below which the share of households is nearest to the quarter."""
    tenths = np.arange(scores.min(), scores.max() + 1)
    below = np.searchsorted(np.sort(scores), tenths, side="left") / len(scores)
    return int(tenths[np.argmin(np.abs(below - SHARE_BELOW))])
