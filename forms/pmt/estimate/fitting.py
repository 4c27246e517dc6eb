"""Choosing lines for the card and finding their points, by least squares on the sums of the training households.

A band is a step: its column says whether a household stands on it or above. The coefficient of a step is what the step
adds; no step may take away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .kinds import Candidate
from .survey import Survey

SHARE_POOR = 0.25
AIMS = np.arange(15, 36) / 100
"""Shares of households selected, over which the share of the poor reached is averaged: around the quarter."""
MOST_QUESTIONS = 25
LEAST_GAIN = 0.0005
"""What a line must add to the aim for itself and for each question that it alone asks."""
RAREST = 0.01
"""A step that fewer households than this share stand on, or below, is none."""
LEAST_CERTAIN = 1.0
"""What a step must add, in its own standard errors, to be one."""
NEAR = 0.5
"""How far from the cut-off, in log consumption, a household still counts for much."""
FAR_WEIGHT = 0.05
"""What every household counts for at least."""
INNER_FOLDS = 5
TINY_RIDGE = 1e-2


@dataclass(frozen=True, slots=True)
class Steps:
    """All candidates of a survey as steps; column 0 is the constant.

    Attributes:
        columns: households × steps, of nought and one.
        of: for each candidate, the numbers of its columns, lowest step first.
    """

    candidates: tuple[Candidate, ...]
    bands: dict[str, Any]
    columns: Any
    of: dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients of some steps.

    Attributes:
        steps: the numbers of the columns, the constant first.
        coefficients: one each.
        covariance: of the coefficients, robust against likeness within sampling units.
    """

    steps: list[int]
    coefficients: Any
    covariance: Any

    def predict(self, columns: Any) -> Any:
        """Give log consumption a head."""
        return columns[:, self.steps] @ self.coefficients


def steps_of(survey: Survey, candidates: Sequence[Candidate]) -> Steps:
    """Sort all households by all candidates."""
    parts, of, bands, number = [np.ones((len(survey.units), 1))], {}, {}, 1
    for candidate in candidates:
        band = candidate.sort(survey)
        count = candidate.top
        bands[candidate.id] = band
        parts.append((band[:, None] >= np.arange(1, count + 1)).astype(float))
        of[candidate.id] = list(range(number, number + count))
        number += count
    return Steps(tuple(candidates), bands, np.hstack(parts), of)


def reached(welfare: Any, score: Any, share: float) -> float:
    """Give the share of the poorest households that are among as many selected by score; ties in order of the file."""
    count = round(share * len(welfare))
    return float(np.mean(ranks_of(welfare)[np.argsort(np.round(score, 9), kind="stable")[:count]] < count))


def ranks_of(welfare: Any) -> Any:
    """Give each household's place from the poorest on."""
    rank = np.empty(len(welfare), dtype=int)
    rank[np.argsort(welfare, kind="stable")] = np.arange(len(welfare))
    return rank


def aim(welfare: Any, ranks: Any, score: Any) -> float:
    """What a line is taken for: the poor reached, averaged over `AIMS`, steadied by R²."""
    ordered = ranks[np.argsort(score, kind="stable")]
    counts: list[int] = np.round(AIMS * len(ranks)).astype(int).tolist()
    hits = [int(np.count_nonzero(ordered[:count] < count)) / count for count in counts]
    return sum(hits) / len(hits) + r_squared(welfare, score)


def r_squared(welfare: Any, predicted: Any) -> float:
    """Give the share of the spread that a prediction accounts for."""
    return float(1 - np.sum((welfare - predicted) ** 2) / np.sum((welfare - welfare.mean()) ** 2))


def folds(units: Any, count: int, seed: int) -> list[Any]:
    """Deal whole sampling units into folds: masks of the households left out."""
    every = np.unique(units)
    np.random.default_rng(seed).shuffle(every)
    return [np.isin(units, every[start::count]) for start in range(count)]


def frequent(columns: Any, steps: Sequence[int]) -> list[int]:
    """Drop steps that hardly anybody, or nearly everybody, stands on."""
    share = columns[:, steps].mean(axis=0)
    return [step for step, each in zip(steps, share, strict=True) if RAREST <= each <= 1 - RAREST]


def choose(steps: Steps, welfare: Any, units: Any, rows: Any, seed: int = 0) -> list[str]:
    """Take one candidate after another, whichever helps most for what it asks, as households left out judge it."""
    columns, target = steps.columns[rows], welfare[rows]
    usable = {name: frequent(columns, numbers) for name, numbers in steps.of.items()}
    judge = Judge(columns, target, folds(units[rows], INNER_FOLDS, seed))
    questions = {candidate.id: candidate.questions for candidate in steps.candidates}
    chosen: list[str] = []
    asked: frozenset[str] = frozenset()
    best = judge.of([])
    while True:
        offers = []
        for name, numbers in usable.items():
            more = asked | questions[name]
            if name in chosen or not numbers or len(more) > MOST_QUESTIONS:
                continue
            gain = judge.of(numbers) - best
            offers.append((gain / (1 + len(more) - len(asked)), gain, name))
        worth, gain, name = max(offers, default=(0.0, 0.0, ""))
        if worth < LEAST_GAIN:
            return chosen
        chosen.append(name)
        judge.take(usable[name])
        best, asked = best + gain, asked | questions[name]


def fit(steps: Steps, welfare: Any, units: Any, rows: Any, chosen: Sequence[str], *, alike: bool = False) -> Fit:
    """Fit the steps of the chosen candidates to these rows.

    First with all households alike; then, unless they are to stay `alike`, by their nearness to the cut-off.
    """
    columns, target = steps.columns[rows], welfare[rows]
    used = [0, *frequent(columns, [number for name in chosen for number in steps.of[name]])]
    # Two lines may share a step: somebody has class 10, and the best schooling is class 10. The earlier line keeps it.
    used = list({columns[:, number].tobytes(): number for number in reversed(used)}.values())[::-1]
    first = _merged(columns, target, units[rows], used, np.ones(len(target)))
    return first if alike else _merged(columns, target, units[rows], used, nearness(first.predict(columns)))


def nearness(predicted: Any) -> Any:
    """Weigh households: those about to be selected, or just not, count most; none counts for nothing."""
    away = (predicted - np.quantile(predicted, SHARE_POOR)) / NEAR
    return np.exp(-(away**2) / 2) + FAR_WEIGHT


def _merged(columns: Any, target: Any, units: Any, used: list[int], weights: Any) -> Fit:
    """Least squares; a step that adds too little, or takes away, is merged with its neighbour, the worst first."""
    while True:
        design = columns[:, used]
        weighted = design * weights[:, None]
        inverse = np.linalg.inv(weighted.T @ design)
        coefficients = inverse @ (weighted.T @ target)
        covariance = clustered(weighted, target - design @ coefficients, units, inverse)
        signed = (coefficients / np.sqrt(np.diag(covariance)))[1:]
        if signed.min() >= LEAST_CERTAIN:
            return Fit(used, coefficients, covariance)
        used = [number for place, number in enumerate(used) if place != int(np.argmin(signed)) + 1]


def clustered(design: Any, residual: Any, units: Any, inverse: Any) -> Any:
    """Give the sandwich covariance with sums over sampling units."""
    order = np.argsort(units, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(units[order]) != 0])
    sums = np.add.reduceat((design * residual[:, None])[order], starts, axis=0)
    count, size = len(starts), design.shape
    correction = count / (count - 1) * (size[0] - 1) / (size[0] - size[1])
    return inverse @ (sums.T @ sums) @ inverse * correction


class Judge:
    """Says how well some steps do on inner folds; sums are made once, so that each trial solves small systems only."""

    def __init__(self, columns: Any, target: Any, left_out: Sequence[Any]) -> None:
        self._target, self._ranks, self._used = target, ranks_of(target), [0]
        square, product = columns.T @ columns, columns.T @ target
        self._parts = [
            (mask, square - columns[mask].T @ columns[mask], product - columns[mask].T @ target[mask])
            for mask in left_out
        ]
        self._across = [np.ascontiguousarray(columns[mask].T) for mask in left_out]
        self._taken = [each[[0]] for each in self._across]

    def take(self, steps: list[int]) -> None:
        """Use these steps from now on."""
        self._used = self._used + steps
        self._taken = [each[self._used] for each in self._across]

    def of(self, steps: list[int]) -> float:
        """Give the aim that is met with these steps besides those taken."""
        used = self._used + steps
        chosen, count = np.ix_(used, used), len(self._used)
        predicted = np.empty(len(self._target))
        for (mask, square, product), taken, across in zip(self._parts, self._taken, self._across, strict=True):
            system = square[chosen]
            system[np.diag_indices_from(system)] += TINY_RIDGE
            found = np.linalg.solve(system, product[used])
            predicted[mask] = found[:count] @ taken + found[count:] @ across[steps]
        # Households that answered alike are alike, whatever the last bits of their sums are on this machine.
        return aim(self._target, self._ranks, predicted.round(9))
