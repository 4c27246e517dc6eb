"""The functions of ODK's expressions that libxml2 lacks or gets wrong, as extension functions of our own namespace."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import math
import random
import re
import uuid
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from lxml import etree

from forms.values import datetime_text, format_number, from_days, to_days, to_number

NAMESPACE = "urn:forms:functions"
Element = etree._Element
Value = str | float | bool | list[Element]


class Surroundings(Protocol):
    """What a function may ask of the interview it is evaluated for."""

    def now(self) -> dt.datetime:
        """The moment."""

    def rows(self, instance: str, tag: str, column: str, value: str) -> list[Element]:
        """Rows of a list whose column holds the value, found by index."""

    def instance(self, instance: str) -> list[Element]:
        """The root of a list."""

    def choice_name(self, value: str, question: str) -> str:
        """The label of a choice, in the language of the interview."""

    def phrase(self, text_id: str) -> str:
        """A translated text, in the language of the interview."""

    def device_property(self, name: str) -> str:
        """What the desk says of itself: username, deviceid."""


AROUND: ContextVar[Surroundings] = ContextVar("forms.expression.surroundings")


def text_of(value: Value) -> str:
    """A result as text: first node, plain number, true or false."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format_number(value)
    return _string(value[0]) if value else ""


def truth_of(value: Value) -> bool:
    """Whether a result holds; a node with the text "false" does not, nor a blank one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return text_of(value) not in ("", "false", "0")


def number_of(value: Value) -> float:
    """A result as number; NaN when it is none."""
    return float(value) if isinstance(value, (bool, float)) else to_number(text_of(value))


def days_of(value: Value) -> float:
    """A result as day number."""
    return float(value) if isinstance(value, (bool, float)) else to_days(text_of(value))


def _string(node: Element | str) -> str:
    return node if isinstance(node, str) else node.text or ""


def _texts(values: Iterable[Value]) -> list[str]:
    """Every node of every node-set, and every plain value, as text."""
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            found.extend(map(_string, value))
        else:
            found.append(text_of(value))
    return found


def _extreme(pick: Callable[[Iterable[float]], float], values: tuple[Value, ...]) -> str:
    texts = [text for text in _texts(values) if text.strip()]
    numbers = [to_days(text) for text in texts]
    if not numbers or any(map(math.isnan, numbers)):
        return ""
    return texts[numbers.index(pick(numbers))]


def _round(value: float, places: float = 0.0) -> float:
    if math.isnan(value) or math.isinf(value):
        return value
    step = Decimal(1).scaleb(-int(places))
    return float((Decimal(repr(value)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step)


def _selected_at(text: str, index: float) -> str:
    codes = text.split()
    return codes[int(index)] if 0 <= index < len(codes) else ""


def _substr(text: str, start: float, end: float = math.inf) -> str:
    if math.isnan(start) or math.isnan(end):
        return ""
    return text[int(start) : None if math.isinf(end) else int(end)]


def _regex(text: str, pattern: str) -> bool:
    try:
        return re.fullmatch(pattern, text) is not None
    except re.error:
        return False


def _date(value: Value) -> str:
    if isinstance(value, float):
        return from_days(value)
    text = text_of(value)
    return (
        text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) and not math.isnan(to_days(text)) else from_days(to_days(text))
    )


def _date_time(value: Value) -> str:
    if isinstance(value, float):
        moment = dt.datetime(1970, 1, 1) + dt.timedelta(days=value) if math.isfinite(value) else None
        return datetime_text(moment) if moment else ""
    text = text_of(value)
    return "" if math.isnan(to_days(text)) else text


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_DATE_PARTS: dict[str, Callable[[dt.datetime], str]] = {
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "b": lambda at: _MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "a": lambda at: _WEEKDAYS[at.weekday()],
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
    "%": lambda at: "%",
}


def _format_date(value: Value, pattern: str) -> str:
    days = days_of(value)
    if not math.isfinite(days):
        return ""
    at = dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=round(days * 86_400_000))
    return re.sub(r"%([YymnbdeaHhMS3%])", lambda part: _DATE_PARTS[part[1]](at), pattern)


def _checklist(least: float, most: float, *answers: Value) -> bool:
    yes = sum(text in ("yes", "true", "1", "OK") for text in _texts(answers))
    return (least < 0 or yes >= least) and (most < 0 or yes <= most)


def _weighted_checklist(least: float, most: float, *pairs: Value) -> bool:
    texts = _texts(pairs)
    weight = sum(to_number(texts[i + 1]) for i in range(0, len(texts) - 1, 2) if texts[i] in ("yes", "true", "1", "OK"))
    return (least < 0 or weight >= least) and (most < 0 or weight <= most)


def _digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    name = algorithm.lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        return ""
    raw = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    return raw.hex() if encoding == "hex" else base64.b64encode(raw).decode()


def _base64_decode(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:
        return ""


def _randomize(nodes: list[Element], seed: float = math.nan) -> list[Element]:
    shuffled = list(nodes)
    # Order of a choice list, reproducible from its seed: no secret hangs on it.
    (random.Random() if math.isnan(seed) else random.Random(seed)).shuffle(shuffled)  # noqa: S311
    return shuffled


def _pulldata(instance: str, column: str, key: str, value: str) -> str:
    rows = AROUND.get().rows(instance, "item", key, value)
    return (rows[0].findtext(column) or "") if rows else ""


def _power(base: float, exponent: float) -> float:
    try:
        result = math.pow(base, exponent)
    except (OverflowError, ValueError):
        return math.nan
    return result


def _guarded(function: Callable[[float], float]) -> Callable[[float], float]:
    """A function of a number that is NaN, not a fault, outside its domain."""

    def guarded(value: float) -> float:
        try:
            return function(value)
        except (OverflowError, ValueError):
            return math.nan

    return guarded


FUNCTIONS: dict[str, Callable[..., Value | int]] = {
    # what the rewriting itself uses
    "text": text_of,
    "truth": truth_of,
    "days": days_of,
    "rows": lambda instance, tag, column, value: AROUND.get().rows(instance, tag, column, value),
    "instance": lambda name: AROUND.get().instance(name),
    # choosing
    "if": lambda condition, then, otherwise: then if condition else otherwise,
    "coalesce": lambda *values: next((value for value in values if text_of(value) != ""), ""),
    "once": lambda held, value: held or text_of(value),
    "boolean-from-string": lambda text: text in ("true", "1"),
    "checklist": _checklist,
    "weighted-checklist": _weighted_checklist,
    # choices
    "selected-at": _selected_at,
    "count-selected": lambda text: float(len(text.split())),
    "choice-name": lambda value, question: AROUND.get().choice_name(value, question),
    "itext": lambda text_id: AROUND.get().phrase(text_id),
    "pulldata": _pulldata,
    # node-sets
    "sum": lambda *values: math.fsum(to_number(text) for text in _texts(values) if text.strip()),
    "min": lambda *values: _extreme(min, values),
    "max": lambda *values: _extreme(max, values),
    "join": lambda separator, *values: separator.join(_texts(values)),
    "concat": lambda *values: "".join(_texts(values)),
    "randomize": _randomize,
    # time
    "today": lambda: AROUND.get().now().date().isoformat(),
    "now": lambda: datetime_text(AROUND.get().now()),
    "date": _date,
    "date-time": _date_time,
    "decimal-date-time": days_of,
    "decimal-time": lambda value: days_of(value) % 1.0,
    "format-date": _format_date,
    # text
    "substr": _substr,
    "ends-with": lambda text, end: text.endswith(end),
    "regex": _regex,
    "digest": _digest,
    "base64-decode": _base64_decode,
    "uuid": lambda *length: str(uuid.uuid4()),
    # numbers
    "int": lambda number: float(math.trunc(number)) if math.isfinite(number) else math.nan,
    "round": _round,
    "abs": abs,
    "pow": _power,
    "exp": _guarded(math.exp),
    "exp10": _guarded(lambda value: math.pow(10, value)),
    "log": _guarded(math.log),
    "log10": _guarded(math.log10),
    "sqrt": _guarded(math.sqrt),
    "sin": _guarded(math.sin),
    "cos": _guarded(math.cos),
    "tan": _guarded(math.tan),
    "asin": _guarded(math.asin),
    "acos": _guarded(math.acos),
    "atan": math.atan,
    "atan2": math.atan2,
    "pi": lambda: math.pi,
    "random": lambda: random.random(),  # noqa: S311
    # the desk
    "property": lambda name: AROUND.get().device_property(name),
}


def _extension(function: Callable[..., Value | int]) -> Callable[..., Value | int]:
    return lambda _context, *arguments: function(*arguments)


EXTENSIONS = {name: _extension(function) for name, function in FUNCTIONS.items()}
