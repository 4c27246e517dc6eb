"""Regular expressions of forms: checked before use, and given up when they take too long.

A pattern comes with a questionnaire, and a questionnaire may come from anywhere: `(a|aa)+$` on sixty letters takes
longer than anybody lives, `((a{1000}){1000}){1000}` more memory than a desk has.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

MAX_LENGTH = 5_000  # letters in a pattern; the longest met in real forms has some hundred
MAX_REPEATED = 10_000  # letters a pattern comes to when its counted repetitions are written out
MAX_NESTED = 50  # brackets in brackets
SECONDS = 1.0
_COUNTED = re.compile(r"\{(\d{0,9})(,?)(\d{0,9})\}", re.ASCII)
_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


class BadPattern(Exception):
    """It is no regular expression, or one that nobody could wait for."""


class PatternTooSlow(Exception):
    """A pattern was tried on a text for too long."""


def matches(text: str, pattern: str) -> bool:
    """Whether the whole text is of the pattern; no text is of what is no pattern.

    Raises: PatternTooSlow: it could not be told within a second.
    """
    found = _tried(text, pattern)
    if found is None:
        raise PatternTooSlow(f"the pattern {pattern!r} takes too long")
    return found


@lru_cache(maxsize=1_000)
def compiled(pattern: str) -> regex.Pattern[str]:
    """A pattern ready for use: digits, letters and word ends are those of ASCII, as in the other ODK clients.

    Raises: BadPattern: says what is wrong.
    """
    _check_size(pattern)
    named_classes = (
        r"\p" in pattern or r"\P" in pattern
    )  # "every letter of Urdu": with the ASCII flag, no letter at all
    try:
        return regex.compile(pattern, 0 if named_classes else regex.ASCII)
    except regex.error as fault:
        raise BadPattern(f"{pattern!r} is no regular expression: {fault}") from fault


@lru_cache(maxsize=1_000)
def _tried(text: str, pattern: str) -> bool | None:
    """None where it could not be told in time: nobody waits for that twice, however often a rule is asked."""
    try:
        return compiled(pattern).fullmatch(text, timeout=SECONDS) is not None
    except BadPattern:
        return False
    except TimeoutError:
        return None


def _check_size(pattern: str) -> None:
    """Refuse what would fill the memory before it is ever tried."""
    if len(pattern) > MAX_LENGTH:
        raise BadPattern(f"a regular expression of more than {MAX_LENGTH:,} letters")
    sizes = [0]  # of each open bracket
    last, place = 0, 0
    while place < len(pattern):
        counted = _COUNTED.match(pattern, place)
        if counted is not None:
            most = int(counted[3] or counted[1] or 1)
            sizes[-1] += last * max(0, most - 1)
            last, place = last * most, counted.end()
        else:
            part = _PART.match(pattern, place)
            place = part.end() if part else len(pattern)
            last = _entered(part[0] if part else "", sizes)
        if max(sizes) > MAX_REPEATED or len(sizes) > MAX_NESTED:
            raise BadPattern(f"the regular expression {pattern[:40]!r} repeats too much")


def _entered(part: str, sizes: list[int]) -> int:
    """Count one part of a pattern; how long what a repetition behind it would repeat is."""
    if part == "(":
        sizes.append(0)
        return 0
    if part == ")" and len(sizes) > 1:
        inside = sizes.pop() or 1
        sizes[-1] += inside
        return inside
    sizes[-1] += 1
    return 1
