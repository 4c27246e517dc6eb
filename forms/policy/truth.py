"""Yes, no and not known: what a clause of a rule may come to, and how several come together."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Literal

from forms.pmt.term import Span

Operator = Literal["lt", "le", "eq", "ge", "gt"]
"""How a number stands to a limit: below, at most, equal, at least, above."""


class Truth(Enum):
    """What is known of a condition while answers may be missing."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


def all_of(truths: Iterable[Truth]) -> Truth:
    """One no decides; otherwise one that is open leaves all open."""
    return _first((Truth.NO, Truth.OPEN), truths, Truth.YES)


def any_of(truths: Iterable[Truth]) -> Truth:
    """One yes decides; otherwise one that is open leaves all open."""
    return _first((Truth.YES, Truth.OPEN), truths, Truth.NO)


def compared(numbers: Span, comparator: Operator, limit: Decimal) -> Truth:
    """Hold every number that is still possible against a limit."""
    return all_of(_compared(numbers, test, limit) for test in _TESTS[comparator])


_TESTS: Mapping[Operator, tuple[Callable[[Decimal, Decimal], bool], ...]] = {
    "lt": (operator.lt,),
    "le": (operator.le,),
    "eq": (operator.le, operator.ge),
    "ge": (operator.ge,),
    "gt": (operator.gt,),
}
_DECIDED: Mapping[tuple[bool, bool], Truth] = {(True, True): Truth.YES, (False, False): Truth.NO}


def _compared(numbers: Span, test: Callable[[Decimal, Decimal], bool], limit: Decimal) -> Truth:
    return _DECIDED.get((test(numbers.low, limit), test(numbers.high, limit)), Truth.OPEN)


def _first(strongest: Iterable[Truth], truths: Iterable[Truth], otherwise: Truth) -> Truth:
    found = set(truths)
    return next((truth for truth in strongest if truth in found), otherwise)
