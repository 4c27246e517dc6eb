"""The functions of ODK's expressions that libxml2 lacks or gets wrong, as extension functions of our own namespace."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Callable
from contextvars import ContextVar
from typing import Protocol

from forms.expression.arithmetic import compare, extreme, guarded, power, rounded, whole
from forms.expression.calendar import date, date_time, format_date
from forms.expression.chance import identifier, randomize
from forms.expression.earth import area, distance, points_of
from forms.expression.patterns import matches
from forms.expression.results import Element, Value, days_of, number_of, numbers_of, text_of, texts_of, total, truth_of
from forms.expression.texts import base64_decode, checklist, digest, selected_at, substr, weighted_checklist
from forms.values import datetime_text

__all__ = [
    "AROUND",
    "EXTENSIONS",
    "IMPLEMENTATIONS",
    "NAMESPACE",
    "Element",
    "Surroundings",
    "Value",
    "days_of",
    "number_of",
    "text_of",
    "truth_of",
]

NAMESPACE = "urn:forms:functions"


class Surroundings(Protocol):
    """What a function may ask of the interview it is evaluated for."""

    def now(self) -> dt.datetime:
        """The moment."""

    def rows(self, instance: str, tag: str, column: str, value: str) -> list[Element]:
        """Rows of a list whose column holds the value, found by index."""

    def instance(self, instance: str) -> list[Element]:
        """The root of a list."""

    def choice_name(self, value: str, question: str, at: list[Element]) -> str:
        """The label of a choice, in the language of the interview, with what it quotes at its question."""

    def phrase(self, text_id: str) -> str:
        """A translated text, in the language of the interview."""

    def device_property(self, name: str) -> str:
        """What the desk says of itself: username, deviceid."""


AROUND: ContextVar[Surroundings] = ContextVar("forms.expression.surroundings")


def _pulldata(instance: str, column: str, key: str, value: str) -> str:
    rows = AROUND.get().rows(instance, "item", key, value)
    return next((cell.text or "" for cell in rows[0] if cell.tag == column), "") if rows else ""


IMPLEMENTATIONS: dict[str, Callable[..., Value | int]] = {
    # what the rewriting itself uses
    "text": text_of,
    "truth": truth_of,
    "days": days_of,
    "compare": compare,
    "rows": lambda instance, tag, column, value: AROUND.get().rows(instance, tag, column, value),
    "instance": lambda name: AROUND.get().instance(name),
    # choosing
    "if": lambda condition, then, otherwise: then if condition else otherwise,
    "coalesce": lambda *values: next((value for value in values if text_of(value) != ""), ""),
    "once": lambda held, value: held or text_of(value),
    "boolean-from-string": lambda text: text in ("true", "1"),
    "checklist": checklist,
    "weighted-checklist": weighted_checklist,
    # choices
    "selected-at": selected_at,
    "count-selected": lambda text: float(len(text.split())),
    "choice-name": lambda value, question, at: AROUND.get().choice_name(value, question, at),
    "itext": lambda text_id: AROUND.get().phrase(text_id),
    "pulldata": _pulldata,
    # node-sets
    "sum": lambda *values: total(numbers_of(values)),
    "min": lambda *values: extreme(min, values),
    "max": lambda *values: extreme(max, values),
    "join": lambda separator, *values: separator.join(texts_of(values)),
    "concat": lambda *values: "".join(texts_of(values)),
    "join-randomized": lambda separator, nodes, seed: separator.join(texts_of([randomize(nodes, seed)])),
    # time
    "today": lambda: AROUND.get().now().date().isoformat(),
    "now": lambda: datetime_text(AROUND.get().now()),
    "date": date,
    "date-time": date_time,
    "decimal-date-time": days_of,
    "decimal-time": lambda value: days_of(value) % 1.0,
    "format-date": format_date,
    # text
    "substr": substr,
    "ends-with": lambda text, end: text.endswith(end),
    "regex": matches,
    "digest": digest,
    "base64-decode": base64_decode,
    "uuid": identifier,
    # numbers
    "number": number_of,
    "int": whole,
    "round": rounded,
    "abs": abs,
    "pow": power,
    "exp": guarded(math.exp),
    "exp10": guarded(lambda value: math.pow(10, value)),
    "log": guarded(math.log),
    "log10": guarded(math.log10),
    "sqrt": guarded(math.sqrt),
    "sin": guarded(math.sin),
    "cos": guarded(math.cos),
    "tan": guarded(math.tan),
    "asin": guarded(math.asin),
    "acos": guarded(math.acos),
    "atan": math.atan,
    "atan2": math.atan2,
    "pi": lambda: math.pi,
    "random": lambda: random.random(),  # noqa: S311
    # the earth
    "distance": lambda *values: distance(points_of(texts_of(values))),
    "area": lambda *values: area(points_of(texts_of(values))),
    # the desk
    "property": lambda name: AROUND.get().device_property(name),
}


def _extension(function: Callable[..., Value | int]) -> Callable[..., Value | int]:
    return lambda _context, *arguments: function(*arguments)


EXTENSIONS = {name: _extension(function) for name, function in IMPLEMENTATIONS.items()}
