"""Type-ahead: which choices fit what was typed, which one Enter takes, and the number that chooses each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from forms import Choice
from forms.identity import fold_digits, search_key

__all__ = ["MOST_AT_ONCE", "Matches", "Narrowed", "figures_of", "keys_for", "match", "narrow", "numbers_of", "span"]

MOST_AT_ONCE = 26
"""Choices that are shown all together; a longer list shows the first that fit what is typed."""
_SHOWN_OF_LONG = 12
_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?")
_LETTERS_THEN_NUMBER = re.compile(r"(.*?)\s*([0-9][0-9.]*)?")


@dataclass(frozen=True, slots=True)
class Matches:
    """What typed letters or a number leave of a list.

    Attributes:
        fitting: places in the list, counted from 0.
        taken: the place that Enter takes; None where nothing fits or nothing was typed.
        settled: the number is whole and no longer one begins with it, so that nobody has to press Enter.
    """

    fitting: tuple[int, ...]
    taken: int | None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A list as it stands below what was typed.

    Attributes:
        found: places in the whole list.
        shown: places in the whole list, in the order of the buttons.
        caps: what stands on the keycap of each shown choice; blank where only letters choose it.
    """

    found: Matches
    shown: tuple[int, ...]
    caps: tuple[str, ...]


def numbers_of(codes: Sequence[str]) -> tuple[str, ...]:
    """Give what chooses each choice: its code where the list has numbers for codes, else its place counted from 1.

    Who knows the paper's codes types them: were a number then a place, 5 for the fifth class would write down another.
    """
    return tuple(codes) if _has_number_codes(codes) else _places(len(codes))


def keys_for(code: str, choices: Sequence[Choice]) -> str:
    """Give the keys for a choice of a list: its number, or its words where it has none. What waits is ended by Enter.

    Raises:
        ValueError: the list has no such choice.
    """
    codes = [choice.value for choice in choices]
    place = codes.index(code)
    long_without_codes = len(codes) > MOST_AT_ONCE and not _has_number_codes(codes)
    cap = "" if long_without_codes else _cap(numbers_of(codes)[place])
    return cap or choices[place].label


def figures_of(choices: Sequence[Choice]) -> tuple[str, ...]:
    """Give the numbers on the caps of an untouched list, from the least to the greatest."""
    caps = narrow("", [choice.value for choice in choices], [choice.label for choice in choices]).caps
    return tuple(sorted(filter(_NUMBER.fullmatch, caps), key=Decimal))


def narrow(typed: str, codes: Sequence[str], labels: Sequence[str], others: Sequence[str] = ()) -> Narrowed:
    """Hold what was typed against a list, and pick what is shown of it.

    In a long list without numbers of its own, a number behind letters means a place among those that the letters leave.

    Args:
        typed: a number, or the beginning of a word.
        codes: the questionnaire's, in the order of the list.
        labels: the list as it is shown.
        others: the same list in the other language, which may be typed as well.
    """
    numbers = numbers_of(codes)
    every = tuple(range(len(codes)))
    if len(codes) <= MOST_AT_ONCE:
        return Narrowed(match(typed, labels, others, numbers), every, tuple(map(_cap, numbers)))
    split = _LETTERS_THEN_NUMBER.fullmatch(fold_digits(typed).strip())
    letters, number = (split[1], split[2] or "") if split else (typed, "")
    by_code = _has_number_codes(codes)
    left = match(letters, labels, others, numbers if by_code else ())
    places = left.fitting if by_code else left.fitting[:_SHOWN_OF_LONG]
    held = [numbers[place] for place in places] if by_code else _places(len(places))
    found = _among(places, _by_number(number, held)) if number else left
    shown = (found.fitting if by_code and found.fitting else places)[:_SHOWN_OF_LONG]
    caps = tuple(_cap(numbers[place]) for place in shown) if by_code else _places(len(shown))
    return Narrowed(found, shown, caps)


def match(typed: str, labels: Sequence[str], others: Sequence[str] = (), numbers: Sequence[str] = ()) -> Matches:
    """Hold what was typed against a list.

    Args:
        typed: a number, or the beginning of a word.
        labels: the list as it is shown.
        others: the same list in the other language, which may be typed as well.
        numbers: what chooses each of them; by default their places, counted from 1.
    """
    wanted = fold_digits(typed).strip()
    if not wanted:
        return Matches(tuple(range(len(labels))), None)
    held = numbers or _places(len(labels))
    return _by_number(wanted, held) if _NUMBER.fullmatch(wanted) else _by_word(wanted, labels, others, held)


def span(typed: str, label: str) -> tuple[int, int] | None:
    """Find where in a label the typed letters stand, to underline them: place and length."""
    wanted = search_key(typed.strip())
    starts = [at for at, letter in enumerate(label) if letter.isalnum() and not label[at - 1 : at].isalnum()]
    for start in starts if wanted else ():
        if search_key(label[start:]).startswith(wanted):
            return start, _length(label[start:], wanted)
    return None


def _has_number_codes(codes: Sequence[str]) -> bool:
    """A list may have a word or two among its numbers, as the school's has P and PHD: it still goes by its codes."""
    return any(_NUMBER.fullmatch(code) for code in codes)


def _places(count: int) -> tuple[str, ...]:
    return tuple(str(place) for place in range(1, count + 1))


def _cap(number: str) -> str:
    """Nobody types a word with a line in it: what has such a code is chosen by the letters of its label."""
    return number if number.isalnum() or _NUMBER.fullmatch(number) else ""


def _by_number(wanted: str, numbers: Sequence[str]) -> Matches:
    equal = {
        place for place, each in enumerate(numbers) if _NUMBER.fullmatch(each) and Decimal(each) == Decimal(wanted)
    }
    fitting = tuple(place for place, each in enumerate(numbers) if each.startswith(wanted) or place in equal)
    whole = next((place for place in fitting if numbers[place] == wanted), None)
    if whole is not None:
        return Matches(fitting, whole, settled=not any(_grows(wanted, each) for each in numbers))
    return Matches(fitting, next(iter(equal)) if len(equal) == 1 else None)


def _grows(wanted: str, number: str) -> bool:
    return number != wanted and number.startswith(wanted)


def _by_word(wanted: str, labels: Sequence[str], others: Sequence[str], numbers: Sequence[str]) -> Matches:
    key = search_key(wanted)
    if not key:
        return Matches((), None)
    both = [(search_key(label), search_key(other)) for label, other in zip(labels, others or labels, strict=True)]
    coded = [search_key(number) == key for number in numbers]
    words = (coded[place] or any(_begins_a_word(key, each) for each in told) for place, told in enumerate(both))
    fitting = tuple(place for place, fits in enumerate(words) if fits)
    whole = next((place for place in fitting if coded[place] or key in both[place]), None)
    return Matches(fitting, whole if whole is not None else next(iter(fitting), None))


def _begins_a_word(key: str, label: str) -> bool:
    at = label.find(key)
    while at >= 0:
        if at == 0 or not label[at - 1].isalnum():
            return True
        at = label.find(key, at + 1)
    return False


def _among(places: Sequence[int], found: Matches) -> Matches:
    """Give places among some of a list as places in the whole of it."""
    taken = None if found.taken is None else places[found.taken]
    return Matches(tuple(places[place] for place in found.fitting), taken, found.settled)


def _length(rest: str, wanted: str) -> int:
    """Folding changes lengths, so the letters are counted on the label itself."""
    return next((size for size in range(1, len(rest) + 1) if search_key(rest[:size]) == wanted), len(wanted))
