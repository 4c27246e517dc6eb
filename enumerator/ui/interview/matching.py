"""Type-ahead: which choices fit what was typed, and which one Enter takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.identity import fold_digits, search_key

__all__ = ["Matches", "match", "span"]


@dataclass(frozen=True, slots=True)
class Matches:
    """What typed letters or a number leave of a list.

    Attributes:
        fitting: places in the list, counted from 0.
        taken: the place that Enter takes; None where nothing fits or nothing was typed.
        settled: the number leaves no other choice, so that nobody has to press Enter.
    """

    fitting: tuple[int, ...]
    taken: int | None
    settled: bool = False


def match(typed: str, labels: Sequence[str], others: Sequence[str] = ()) -> Matches:
    """Hold what was typed against a list.

    Args:
        typed: a number counted from 1, or the beginning of a word.
        labels: the list as it is shown.
        others: the same list in the other language, which may be typed as well.
    """
    wanted = fold_digits(typed).strip()
    if not wanted:
        return Matches(tuple(range(len(labels))), None)
    return _by_number(wanted, len(labels)) if wanted.isdigit() else _by_word(wanted, labels, others)


def span(typed: str, label: str) -> tuple[int, int] | None:
    """Find where in a label the typed letters stand, to underline them: place and length."""
    wanted = search_key(typed.strip())
    starts = [at for at, letter in enumerate(label) if letter.isalnum() and not label[at - 1 : at].isalnum()]
    for start in starts if wanted else ():
        if search_key(label[start:]).startswith(wanted):
            return start, _length(label[start:], wanted)
    return None


def _by_number(wanted: str, count: int) -> Matches:
    fitting = tuple(place for place in range(count) if str(place + 1).startswith(wanted))
    exact = int(wanted) - 1
    taken = exact if exact in fitting else None
    return Matches(fitting, taken, settled=taken is not None and len(fitting) == 1)


def _by_word(wanted: str, labels: Sequence[str], others: Sequence[str]) -> Matches:
    key = search_key(wanted)
    both = [(search_key(label), search_key(other)) for label, other in zip(labels, others or labels, strict=True)]
    fitting = tuple(place for place, told in enumerate(both) if any(_begins_a_word(key, each) for each in told))
    whole = next((place for place in fitting if key in both[place]), None)
    return Matches(fitting, whole if whole is not None else next(iter(fitting), None))


def _begins_a_word(key: str, label: str) -> bool:
    at = label.find(key)
    while at >= 0:
        if at == 0 or not label[at - 1].isalnum():
            return True
        at = label.find(key, at + 1)
    return False


def _length(rest: str, wanted: str) -> int:
    """Folding changes lengths, so the letters are counted on the label itself."""
    return next((size for size in range(1, len(rest) + 1) if search_key(rest[:size]) == wanted), len(wanted))
