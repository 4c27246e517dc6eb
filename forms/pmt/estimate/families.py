"""Other ways to estimate welfare from the same answers, tried on the same folds as the card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .fitting import INNER_FOLDS, SHARE_POOR, Steps, folds, frequent, nearness, r_squared

Predictor = Callable[[Any], Any]
"""From the columns of households to log consumption a head."""
Family = Callable[[Steps, Any, Any, Any], Predictor]
"""From steps, welfare, sampling units and the rows to learn from."""

PENALTIES = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)


def plain(steps: Steps, welfare: Any, units: Any, rows: Any) -> Predictor:
    """Least squares on every step of every candidate."""
    used = [0, *frequent(steps.columns[rows], range(1, steps.columns.shape[1]))]
    coefficients = np.linalg.lstsq(steps.columns[rows][:, used], welfare[rows], rcond=None)[0]
    return lambda columns: columns[:, used] @ coefficients


def ridge(steps: Steps, welfare: Any, units: Any, rows: Any) -> Predictor:
    """The same, held back by the penalty that does best on inner folds."""
    return _ridge(steps.columns[rows], welfare[rows], units[rows], np.ones(int(rows.sum())))


def by_area(steps: Steps, welfare: Any, units: Any, rows: Any) -> Predictor:
    """One such estimate for the towns and one for the country."""
    urban = steps.of["area"][0]
    parts = []
    for town in (False, True):
        own = rows & ((steps.columns[:, urban] > 0) == town)
        parts.append(ridge(steps, welfare, units, own))
    return lambda columns: np.where(columns[:, urban] > 0, parts[1](columns), parts[0](columns))


def around_the_cutoff(steps: Steps, welfare: Any, units: Any, rows: Any) -> Predictor:
    """The same, a household counting by its nearness to the cut-off."""
    columns, target = steps.columns[rows], welfare[rows]
    first = ridge(steps, welfare, units, rows)(columns)
    return _ridge(columns, target, units[rows], nearness(first))


def poor_or_not(steps: Steps, welfare: Any, units: Any, rows: Any) -> Predictor:
    """The chance of being among the poorest quarter, put on the scale of consumption by a straight line."""
    columns, target = steps.columns[rows], welfare[rows]
    poor = (target <= np.quantile(target, SHARE_POOR)).astype(float)
    penalty = np.full(columns.shape[1], 3.0)
    penalty[0] = 0.0
    coefficients = np.zeros(columns.shape[1])
    for _ in range(12):
        chance = 1 / (1 + np.exp(-columns @ coefficients))
        slope = columns.T @ (poor - chance) - penalty * coefficients
        bend = (columns * (chance * (1 - chance))[:, None]).T @ columns + np.diag(penalty + 1e-6)
        coefficients = coefficients + np.linalg.solve(bend, slope)
    line = np.polyfit(columns @ coefficients, target, 1)
    return lambda others: np.polyval(line, others @ coefficients)


FAMILIES: Mapping[str, Family] = {
    "Least squares, every question": plain,
    "Ridge, every question": ridge,
    "Ridge for town and country apart": by_area,
    "Ridge around the cut-off": around_the_cutoff,
    "Logistic, poorest quarter or not": poor_or_not,
}


def _ridge(columns: Any, target: Any, units: Any, weights: Any) -> Predictor:
    left_out = folds(units, INNER_FOLDS, 0)
    square, product = (columns * weights[:, None]).T @ columns, (columns * weights[:, None]).T @ target
    own = [
        (
            (columns[mask] * weights[mask, None]).T @ columns[mask],
            (columns[mask] * weights[mask, None]).T @ target[mask],
        )
        for mask in left_out
    ]
    scores = []
    for penalty in PENALTIES:
        predicted = np.empty(len(target))
        for mask, (own_square, own_product) in zip(left_out, own, strict=True):
            predicted[mask] = columns[mask] @ _solve(square - own_square, product - own_product, penalty)
        scores.append(r_squared(target, predicted))
    coefficients = _solve(square, product, PENALTIES[int(np.argmax(scores))])
    return lambda others: others @ coefficients


def _solve(square: Any, product: Any, penalty: float) -> Any:
    held = np.full(len(product), penalty)
    held[0] = 1e-6
    return np.linalg.solve(square + np.diag(held), product)
