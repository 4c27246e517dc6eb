"""How well it works on households that were not learnt from: whole sampling units left out, again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .card import CUTOFF, Card, on_scale
from .families import FAMILIES
from .fitting import MOST_QUESTIONS, SHARE_POOR, Steps, choose, fit, folds, r_squared, reached
from .survey import Survey

REPEATS = 3
FOLDS = 5
FIRST_SEED = 2015
SHARES = (0.20, 0.25, 0.30, 0.40)
SMALL = "1 to 3 members"


@dataclass(frozen=True, slots=True)
class Trial:
    """One round over all folds: what was said of each household without having seen its sampling unit.

    Attributes:
        predicted: log consumption a head.
        scores: tenths of the card's scale; only the card has them.
    """

    predicted: Any
    scores: Any = None

    @property
    def order(self) -> Any:
        """What households are ranked by: the score, where there is one."""
        return self.predicted if self.scores is None else self.scores

    def r_squared(self, welfare: Any) -> float:
        """Give the share of the spread accounted for."""
        return r_squared(welfare, self.predicted)


@dataclass(frozen=True, slots=True)
class Tested:
    """A family's rounds; of the points card also what was chosen, in order, in each fold of each round."""

    name: str
    questions: int
    trials: tuple[Trial, ...]
    orders: tuple[tuple[str, ...], ...] = ()

    def figures(self, welfare: Any) -> Mapping[str, float]:
        """Give R² and the shares reached, averaged over the rounds."""
        found = {"r2": float(np.mean([trial.r_squared(welfare) for trial in self.trials]))}
        return found | {
            f"{share:.0%}": float(np.mean([reached(welfare, trial.order, share) for trial in self.trials]))
            for share in SHARES
        }

    def rounds(self, welfare: Any) -> list[float]:
        """Give the share of the poorest quarter reached in each round."""
        return [reached(welfare, trial.order, SHARE_POOR) for trial in self.trials]


def judge_card(survey: Survey, steps: Steps) -> Tested:
    """Make a card anew without each fold, from the choice of questions to the scale, and score that fold with it."""
    trials, orders, questions = [], [], []
    for seed in range(FIRST_SEED, FIRST_SEED + REPEATS):
        predicted, scores = np.empty(len(survey.units)), np.empty(len(survey.units), dtype=int)
        for mask in folds(survey.units, FOLDS, seed):
            chosen = choose(steps, survey.welfare, survey.units, ~mask)
            card = card_of(survey, steps, ~mask, chosen)
            scores[mask] = card.score(steps.bands)[mask]
            predicted[mask] = card.predict(steps.bands)[mask]
            orders.append(tuple(chosen))
            questions.append(len(card.questions))
        trials.append(Trial(predicted, scores))
    return Tested(
        "Points around the cut-off (the card)", round(float(np.mean(questions))), tuple(trials), tuple(orders)
    )


def judge_lengths(survey: Survey, steps: Steps, tested: Tested) -> list[tuple[int, float, float]]:
    """Cut the card short: R² and share of the poorest quarter reached with at most so many questions (first round)."""
    asked = {each.id: each.questions for each in steps.candidates}
    found = []
    for most in range(2, MOST_QUESTIONS + 1):
        predicted, longest = np.empty(len(survey.units)), 0
        for mask, order in zip(folds(survey.units, FOLDS, FIRST_SEED), tested.orders, strict=False):
            counts = [
                len(frozenset().union(*(asked[name] for name in order[:end]))) for end in range(1, len(order) + 1)
            ]
            fitting = sum(count <= most for count in counts)
            longest = max(longest, counts[fitting - 1])
            predicted[mask] = card_of(survey, steps, ~mask, order[:fitting]).predict(steps.bands)[mask]
        if longest == most:
            reach = reached(survey.welfare, predicted, SHARE_POOR)
            found.append((most, r_squared(survey.welfare, predicted), reach))
    return found


def card_of(survey: Survey, steps: Steps, rows: Any, chosen: Sequence[str]) -> Card:
    """Make the card of these questions from these households."""
    return on_scale(steps, survey.welfare, rows, fit(steps, survey.welfare, survey.units, rows, chosen))


def by_group(survey: Survey, tested: Tested) -> Sequence[Mapping[str, Any]]:
    """Say for whom it works how well: those below 34.0, each scored without being known, averaged over the rounds."""
    poor = poorest(survey.welfare)
    selected = [trial.scores < CUTOFF for trial in tested.trials]
    errors = np.mean([trial.predicted - survey.welfare for trial in tested.trials], axis=0)
    rows = []
    for name, inside in _groups(survey):
        chosen = [each[inside] for each in selected]
        rows.append(
            {
                "group": name,
                "households": int(inside.sum()),
                "poor": float(poor[inside].mean()),
                "selected": float(np.mean(chosen)),
                "missed": float(np.mean([1 - each[poor[inside]].mean() for each in chosen])),
                "wrongly": float(np.mean([each[~poor[inside]].mean() for each in chosen])),
                "error": float(errors[inside].mean()),
                "spread": float(errors[inside].std()),
            }
        )
    return rows


def _groups(survey: Survey) -> Iterator[tuple[str, Any]]:
    size, members = survey.size, survey.members
    urban = survey.households["/data/address/current/area"] == "urban"
    elderly = survey.count(members["age"] >= 65) > 0
    woman = survey.count((members["relation"] == "HEAD") & (members["sex"] == "F")) > 0
    yield "All households", size > 0
    yield "Rural", ~urban
    yield "Urban", urban
    yield SMALL, size <= 3
    yield "4 to 6 members", (size > 3) & (size <= 6)
    yield "7 to 9 members", (size > 6) & (size <= 9)
    yield "10 or more members", size > 9
    yield "No member of 65 or more", ~elderly
    yield "A member of 65 or more", elderly
    yield "Headed by a man", ~woman
    yield "Headed by a woman", woman


def judge_fixed(survey: Survey, steps: Steps, chosen: Sequence[str], card: Card) -> Tested:
    """The same with the questions of the final card, only the points being found anew: what choosing costs."""

    def learn(rows: Any) -> Callable[[Any], Any]:
        learnt = card_of(survey, steps, rows, chosen)
        return lambda mask: learnt.predict(steps.bands)[mask]

    return Tested("Points, the final card’s questions", len(card.questions), _rounds(survey, learn))


def judge_alike(survey: Survey, steps: Steps, tested: Tested) -> Tested:
    """The card's lines in each fold, but points from least squares in which all households count alike."""
    orders = iter(tested.orders)

    def learn(rows: Any) -> Callable[[Any], Any]:
        found = fit(steps, survey.welfare, survey.units, rows, next(orders), alike=True)
        card = on_scale(steps, survey.welfare, rows, found)
        return lambda mask: card.predict(steps.bands)[mask]

    return Tested("Points, all households alike", tested.questions, _rounds(survey, learn))


def judge_families(survey: Survey, steps: Steps) -> list[Tested]:
    """Put every other family to the same test."""
    every = len(frozenset().union(*(each.questions for each in steps.candidates)))
    tested = []
    for name, family in FAMILIES.items():

        def learn(rows: Any, family: Any = family) -> Callable[[Any], Any]:
            predict = family(steps, survey.welfare, survey.units, rows)
            return lambda mask: predict(steps.columns[mask])

        tested.append(Tested(name, every, _rounds(survey, learn)))
    return tested


def below_cutoff(survey: Survey, tested: Tested) -> Mapping[str, float]:
    """Say what is found when all below 34.0, each on the scale of the card that did not know it, are selected."""
    poor = poorest(survey.welfare)
    selected = [trial.scores < CUTOFF for trial in tested.trials]
    return {
        "selected": float(np.mean([each.mean() for each in selected])),
        "reached": float(np.mean([each[poor].mean() for each in selected])),
        "leakage": float(np.mean([1 - poor[each].mean() for each in selected])),
    }


def poorest(welfare: Any, share: float = SHARE_POOR) -> Any:
    """Mark the poorest households by what they consume."""
    marked = np.zeros(len(welfare), dtype=bool)
    marked[np.argsort(welfare, kind="stable")[: round(share * len(welfare))]] = True
    return marked


def _rounds(survey: Survey, learn: Callable[[Any], Callable[[Any], Any]]) -> tuple[Trial, ...]:
    trials = []
    for seed in range(FIRST_SEED, FIRST_SEED + REPEATS):
        predicted = np.empty(len(survey.units))
        for mask in folds(survey.units, FOLDS, seed):
            predicted[mask] = learn(~mask)(mask)
        trials.append(Trial(predicted))
    return tuple(trials)


def judge_interactions(survey: Survey, steps: Steps, card: Card) -> list[tuple[str, float, float]]:
    """Let each line count otherwise in towns and in large families, one at a time: name, gain in R², gain in reach.

    Both gains are of households left out, against the card's own lines fitted on the same folds.
    """
    lines = {line.candidate.id: np.array(line.points)[steps.bands[line.candidate.id]] / 10 for line in card.lines}
    base = np.column_stack([np.ones(len(survey.units)), *lines.values()])
    beside = {
        "in towns": survey.households["/data/address/current/area"] == "urban",
        "in families of 7 or more": survey.size >= 7,
    }
    without = _left_out(survey, base)
    return [
        (f"{name}, {where}", *(_left_out(survey, np.column_stack([base, points * marked])) - without))
        for name, points in lines.items()
        for where, marked in beside.items()
    ]


def _left_out(survey: Survey, design: Any) -> Any:
    found = []
    for seed in range(FIRST_SEED, FIRST_SEED + REPEATS):
        predicted = np.empty(len(survey.units))
        for mask in folds(survey.units, FOLDS, seed):
            coefficients = np.linalg.lstsq(design[~mask], survey.welfare[~mask], rcond=None)[0]
            predicted[mask] = design[mask] @ coefficients
        found.append((r_squared(survey.welfare, predicted), reached(survey.welfare, predicted, SHARE_POOR)))
    return np.mean(found, axis=0)
