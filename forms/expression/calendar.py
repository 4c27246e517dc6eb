"""Days and moments: made from day numbers and texts, and written as a pattern has it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable

from forms.expression.results import Value, days_of, text_of
from forms.values import datetime_text, from_days, moment_of, to_days

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


def date(value: Value) -> str:
    """A value as a day; blank when it is none."""
    if isinstance(value, float):
        return from_days(value)
    text = text_of(value)
    days = to_days(text)
    return text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) and not math.isnan(days) else from_days(days)


def date_time(value: Value) -> str:
    """A value as a moment; blank when it is none."""
    if isinstance(value, float):
        moment = moment_of(value)
        return datetime_text(moment) if moment else ""
    text = text_of(value)
    return "" if math.isnan(to_days(text)) else text


def format_date(value: Value, pattern: str) -> str:
    """A day or moment as a pattern has it; letters that are no part of a date stay as they are."""
    at = moment_of(days_of(value))
    return re.sub(r"%([YymnbdeaHhMS3%])", lambda part: _DATE_PARTS[part[1]](at), pattern) if at else ""
