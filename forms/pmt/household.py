"""A household as a score pack sees it: what can be asked of an interview, in exact and typed answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Protocol

from forms.pmt.errors import Unscorable


class Evaluator(Protocol):
    """An interview that evaluates an expression of the form's language; `forms.interview.Interview` is one."""

    def evaluate(self, expression: str, context: str = "/data") -> str | float | bool:
        """Give the value of an expression: text, number or truth."""
        ...


class Why(Enum):
    """Why an answer is missing. The three are never mixed: a refusal is not an oversight."""

    REFUSED = "refused"
    DONT_KNOW = "dont_know"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Gap:
    """A question whose answer would narrow the score, with its instance: /data/roster/member[2]/birth_date."""

    ref: str
    why: Why


@dataclass(frozen=True)  # without slots, which leave no room for what is worked out once
class Household:
    """One interview and the repeat that lists its members."""

    interview: Evaluator
    roster: str

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Every member's instance, in order."""
        return tuple(f"{self.roster}[{number}]" for number in range(1, self.count(f"count({self.roster})") + 1))

    def text(self, expression: str) -> str:
        """Give a text: the stored answer of a question, blank if there is none."""
        value = self.interview.evaluate(f"string({expression})")
        if not isinstance(value, str):
            raise Unscorable(expression, "not text")
        return value

    def gap(self, ref: str) -> Gap:
        """Say why the blank question `ref` is blank."""
        return Gap(ref, _MARKED.get(self.text(f"{ref}/@pser:missing"), Why.UNANSWERED))

    def count(self, expression: str) -> int:
        """Count exactly: XPath counts in floating point, so anything but a whole number is refused."""
        value = self.interview.evaluate(expression)
        if isinstance(value, bool | str) or not float(value).is_integer() or value < 0:
            raise Unscorable(expression, "not a count")
        return int(value)

    def number(self, expression: str, context: str = "/data") -> Decimal | None:
        """Give a number in its shortest decimals; None where none comes out: of a blank, or of dividing by nought."""
        value = self.interview.evaluate(f"number({expression})", context)
        if isinstance(value, bool | str):
            raise Unscorable(expression, "not a number")
        return Decimal(repr(float(value))) if math.isfinite(value) else None

    def holds(self, expression: str, context: str = "/data") -> bool:
        """Say whether a condition is true."""
        value = self.interview.evaluate(expression, context)
        if not isinstance(value, bool):  # a node holding "false" would count as true if it were converted
            raise Unscorable(expression, "not a condition")
        return value


# Not applicable is not a mark that a scored question allows; should one carry it, its answer is still wanting.
_MARKED = {Why.REFUSED.value: Why.REFUSED, Why.DONT_KNOW.value: Why.DONT_KNOW}
