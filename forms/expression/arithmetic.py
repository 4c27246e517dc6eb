"""Functions of numbers: NaN, never a fault, outside what they are defined for."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from forms.expression.results import Value, days_of, number_of, texts_of
from forms.values import to_days

_LONGEST = 309  # digits before the point of the greatest float
# Money and shares are rounded hundreds of times after one answer, and Decimal takes its time.
_EASY_PLACES, _EASY_SIZE, _EASY_DISTANCE = 4, 1e8, 1e-3
_POWERS = (1.0, 10.0, 100.0, 1000.0, 10000.0)
_ORDERS: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MEASURES: dict[str, Callable[[Value], float]] = {"number": number_of, "days": days_of}


def compare(sign: str, measure: str, left: Value, right: Value) -> bool:
    """Whether it holds for any node on the left with any on the right."""
    order, measured = _ORDERS[sign], _MEASURES[measure]
    lefts, rights = ([measured(text) for text in _each(value)] for value in (left, right))
    return any(order(one, other) for one in lefts for other in rights)


def _each(value: Value) -> list[Value]:
    return [*texts_of([value])] if isinstance(value, list) else [value]


def extreme(pick: Callable[[Iterable[float]], float], values: tuple[Value, ...]) -> str:
    """The text of the least or greatest number or day; blank when there is none, or one that is neither."""
    texts = [text for text in texts_of(values) if text.strip()]
    numbers = [to_days(text) for text in texts]
    if not numbers or any(map(math.isnan, numbers)):
        return ""
    return texts[numbers.index(pick(numbers))]


def rounded(value: float, places: float = 0.0) -> float:
    """The nearest number of so many decimal places, halves away from zero."""
    if math.isnan(places):
        return math.nan
    if not math.isfinite(value):
        return value
    if places == 0:
        whole = math.floor(abs(value))
        return math.copysign(whole + (abs(value) - whole >= 0.5), value)
    if 0 < places <= _EASY_PLACES and abs(value) < _EASY_SIZE:
        scaled = abs(value) * _POWERS[int(places)]
        floor = math.floor(scaled)
        if abs(scaled - floor - 0.5) > _EASY_DISTANCE:  # nowhere near a half: both whole numbers are exact, and so is
            return math.copysign((floor + (scaled - floor > 0.5)) / _POWERS[int(places)], value)  # their quotient
    written = Decimal(repr(value))
    if places >= -int(written.as_tuple().exponent):
        return value  # it has no more places than that
    if places < -_LONGEST:
        return 0.0
    return float(written.quantize(Decimal((0, (1,), -int(places))), ROUND_HALF_UP))


def whole(value: float) -> float:
    """The number without its fraction."""
    return float(math.trunc(value)) if math.isfinite(value) else math.nan


def power(base: float, exponent: float) -> float:
    """A number to the power of another."""
    try:
        return math.pow(base, exponent)
    except (OverflowError, ValueError):
        return math.nan


def guarded(function: Callable[[float], float]) -> Callable[[float], float]:
    """A function of a number that is NaN, not a fault, outside its domain."""

    def inside(value: float) -> float:
        try:
            return function(value)
        except (OverflowError, ValueError):
            return math.nan

    return inside
