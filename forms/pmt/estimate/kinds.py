"""The kinds of candidate: how each sorts households into bands, poorest first, and how it stands in a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from .conditions import Answer, Condition, asks, holds, known, possible, questions
from .survey import Survey

ROSTER = "/data/roster/member"
Text = tuple[str, str]
"""English and Urdu."""
Price = tuple[str, str]
"""The points of a band, and their standard error."""


class Candidate(Protocol):
    """One line that the card may have."""

    @property
    def id(self) -> str:
        """Its name in the pack."""
        ...

    @property
    def label(self) -> Text:
        """What it looks at."""
        ...

    @property
    def note(self) -> str:
        """What was decided where the survey and the form differ."""
        ...

    @property
    def top(self) -> int:
        """The number of the richest band; the poorest is 0."""
        ...

    def named(self, first: int, last: int) -> Text:
        """Say what the bands from `first` to `last` are."""
        ...

    @property
    def questions(self) -> frozenset[str]:
        """The questions that must be asked for it."""
        ...

    def sort(self, survey: Survey) -> Any:
        """Give the band of each household, counted from 0."""
        ...

    def term(self, prices: Sequence[Price]) -> dict[str, Any]:
        """Write it as a term of a pack with these prices, one for each band."""
        ...


@dataclass(frozen=True, slots=True)
class Members:
    """By the number of members of whom a condition holds; `starts` begin all bands but the one from nought."""

    id: str
    label: Text
    condition: Condition
    starts: tuple[int, ...]
    more_is_poorer: bool = False
    note: str = ""

    @property
    def questions(self) -> frozenset[str]:
        """Those behind the condition."""
        return frozenset(questions(self.condition))

    @property
    def top(self) -> int:
        """One for each start."""
        return len(self.starts)

    def named(self, first: int, last: int) -> Text:
        """Numbers."""
        if self.more_is_poorer:
            first, last = self.top - last, self.top - first
        return _numbers((0, *self.starts), first, last)

    def sort(self, survey: Survey) -> Any:
        """Count and compare."""
        number = survey.count(holds(self.condition, survey.members))
        rank = np.searchsorted(self.starts, number, side="right")
        return len(self.starts) - rank if self.more_is_poorer else rank

    def term(self, prices: Sequence[Price]) -> dict[str, Any]:
        """Write bands of numbers, equal neighbours as one."""
        rising = prices[::-1] if self.more_is_poorer else prices
        starts = (0, *self.starts)
        return {
            "kind": "member_count",
            "known": known(self.condition),
            "possible": possible(self.condition),
            "bands": [
                {"from": starts[first], **({"below": starts[last + 1]} if last < self.top else {}), **each}
                for first, last, each in _priced(rising)
            ],
            "member_asks": list(asks(self.condition)),
        }


@dataclass(frozen=True, slots=True)
class OneAnswer:
    """By the answer to one question of the household; `groups` are its codes, poorest first.

    `either` are answers that may stand for any of several groups: all points between those stay open.
    """

    id: str
    label: Text
    question: str
    groups: tuple[tuple[str, ...], ...]
    names: tuple[Text, ...]
    either: Mapping[str, tuple[int, int]] | None = None
    note: str = ""

    @property
    def top(self) -> int:
        """The last group."""
        return len(self.groups) - 1

    def named(self, first: int, last: int) -> Text:
        """All their names."""
        names = self.names[first : last + 1]
        return "; ".join(name[0] for name in names), "؛ ".join(name[1] for name in names)

    @property
    def questions(self) -> frozenset[str]:
        """The one."""
        return frozenset({self.question})

    def sort(self, survey: Survey) -> Any:
        """Find each answer's group."""
        place = {code: index for index, codes in enumerate(self.groups) for code in codes}
        return np.array([place[code] for code in survey.households[self.question].tolist()])

    def term(self, prices: Sequence[Price]) -> dict[str, Any]:
        """Write the points of each code."""
        by_code: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for codes, (points, error) in zip(self.groups, prices, strict=True):
            by_code |= dict.fromkeys(codes, points)
            errors |= dict.fromkeys(codes, error)
        for code, (low, high) in (self.either or {}).items():
            (least, _), (most, error) = prices[low], prices[high]
            by_code[code] = least if least == most else [least, most]
            errors[code] = error
        return {"kind": "choice", "question": self.question, "points": by_code, "errors": errors}


@dataclass(frozen=True, slots=True)
class Number:
    """By a number that one question of the household asks for; more is richer."""

    id: str
    label: Text
    question: str
    starts: tuple[int, ...]
    note: str = ""

    @property
    def questions(self) -> frozenset[str]:
        """The one."""
        return frozenset({self.question})

    @property
    def top(self) -> int:
        """One for each start."""
        return len(self.starts)

    def named(self, first: int, last: int) -> Text:
        """Numbers."""
        return _numbers((1, *self.starts), first, last)

    def sort(self, survey: Survey) -> Any:
        """Compare."""
        return np.searchsorted(self.starts, survey.households[self.question], side="right")

    def term(self, prices: Sequence[Price]) -> dict[str, Any]:
        """Write a case for each run of equal bands."""
        starts = (1, *self.starts)
        unknown = f"string({self.question}) = ''"
        return {
            "kind": "cases",
            "cases": [
                {
                    "id": f"from_{starts[first]}",
                    "label": _wording(self.named(first, last)),
                    "possible": f"{unknown} or {_between(self.question, starts, first, last)}",
                    **each,
                }
                for first, last, each in _priced(prices)
            ],
            "asks": [{"question": self.question, "when": unknown}],
        }


@dataclass(frozen=True, slots=True)
class Highest:
    """By the highest of several answers that somebody among certain members gave; the first band is none of them.

    `ladder` are the codes of all bands but the first, from low to high.
    """

    id: str
    label: Text
    who: Condition
    question: str
    ladder: tuple[tuple[str, ...], ...]
    names: tuple[Text, ...]
    note: str = ""

    @property
    def top(self) -> int:
        """The last step."""
        return len(self.ladder)

    def named(self, first: int, last: int) -> Text:
        """From the first name to the last."""
        if first == last:
            return self.names[first]
        if last == self.top:
            return f"{self.names[first][0]} or more", f"{self.names[first][1]} یا زیادہ"
        return f"{self.names[first][0]} … {self.names[last][0]}", f"{self.names[first][1]} … {self.names[last][1]}"

    @property
    def questions(self) -> frozenset[str]:
        """Those that tell who, and the one."""
        return frozenset(questions(self._at(0)))

    def sort(self, survey: Survey) -> Any:
        """Take the highest step on which somebody stands."""
        band = np.zeros(len(survey.units), dtype=int)
        for step in range(len(self.ladder)):
            somebody = survey.count(holds(self._at(step, step + 1), survey.members)) > 0
            band[somebody] = step + 1
        return band

    def term(self, prices: Sequence[Price]) -> dict[str, Any]:
        """Write a case for each run of equal bands: somebody may stand there, and certainly nobody above."""
        return {
            "kind": "cases",
            "cases": [
                {
                    "id": f"step_{first}",
                    "label": _wording(self.named(first, last)),
                    "possible": " and ".join(self._here(first, last)),
                    **each,
                }
                for first, last, each in _priced(prices)
            ],
            "member_asks": list(asks(self._at(0))),
        }

    def _at(self, start: int, end: int | None = None) -> Condition:
        codes = tuple(code for step in self.ladder[start:end] for code in step)
        return (*self.who, Answer(self.question, codes))

    def _here(self, first: int, last: int) -> Iterator[str]:
        if last < self.top:
            yield f"count({ROSTER}[{known(self._at(last))}]) = 0"
        if first > 0:
            yield f"count({ROSTER}[{possible(self._at(first - 1, last))}]) > 0"


def term_of(candidate: Candidate, prices: Sequence[Price]) -> dict[str, Any]:
    """Write a candidate as a whole term."""
    written = candidate.term(prices)
    head: dict[str, Any] = {
        "id": candidate.id,
        "kind": written.pop("kind"),
        "label": _wording(candidate.label),
        "error": _greatest(prices),
    }
    note = {"note": candidate.note} if candidate.note else {}
    return {**head, **note, **written}


def runs(points: Sequence[Any]) -> Iterator[tuple[int, int, Any]]:
    """Give the first band, the last and the points of each run of equal points."""
    firsts = [place for place in range(len(points)) if place == 0 or points[place] != points[place - 1]]
    for first, beyond in zip(firsts, [*firsts[1:], len(points)], strict=True):
        yield first, beyond - 1, points[first]


def _priced(prices: Sequence[Price]) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Give each run of equal points as a pack writes it; its error is the greatest of the run."""
    for first, last, points in runs([points for points, _ in prices]):
        yield first, last, {"points": points, "error": _greatest(prices[first : last + 1])}


def _greatest(prices: Sequence[Price]) -> str:
    return max((error for _, error in prices), key=float)


def _numbers(starts: Sequence[int], first: int, last: int) -> Text:
    low = starts[first]
    if last == len(starts) - 1:
        return f"{low} or more", f"{low} یا زیادہ"
    high = starts[last + 1] - 1
    return (str(low), str(low)) if low == high else (f"{low} to {high}", f"{low} تا {high}")


def _between(question: str, starts: Sequence[int], first: int, last: int) -> str:
    parts = [f"{question} >= {start}" for start in starts[first : first + 1] if first > 0]
    parts += [f"{question} < {start}" for start in starts[last + 1 : last + 2]]
    return parts[0] if len(parts) == 1 else f"({' and '.join(parts)})"


def _wording(text: Text) -> dict[str, str]:
    return {"en": text[0], "ur": text[1]}
