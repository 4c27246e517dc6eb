"""Answers as text: what each type of question accepts, how numbers are printed, how dates become day numbers."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from enum import Enum

from forms.identity import fold_digits


class DataType(Enum):
    """What a node holds, as far as expressions care."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    GEOPOINT = "geopoint"
    STRUCTURE = "structure"  # groups and repeats hold nodes, not text
    UNKNOWN = "unknown"  # known only when evaluated, as the result of if()

    @property
    def temporal(self) -> bool:
        """Whether libxml2 would turn it into NaN where a person means a day."""
        return self in (DataType.DATE, DataType.TIME, DataType.DATETIME)

    @property
    def numeric(self) -> bool:
        """Whether it is a number."""
        return self in (DataType.INTEGER, DataType.DECIMAL)


class BadValue(Exception):
    """The typed text is not a value of the question's type."""


_EPOCH = dt.date(1970, 1, 1).toordinal()
_DAY = 86_400_000  # milliseconds
_LAST = dt.date.max.toordinal() - _EPOCH
_INTEGER = re.compile(r"[+-]?\d{1,15}", re.ASCII)  # beyond 15 digits a float no longer tells neighbours apart
_DECIMAL = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})", re.ASCII)
_NUMBER = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(.*))?", re.DOTALL | re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me"})  # spaces, controls, marks with no letter to stand on
_INKLESS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs by name, empty to the eye
UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def accept(text: str, data_type: DataType) -> str:
    """The canonical text of an answer; blank stays blank.

    Raises: BadValue: the text is not of that type.
    """
    return _ACCEPT[data_type](text) if text else ""


def printable(text: str) -> str:
    """Text that XML can hold, composed (NFC), so that one spelling is one answer."""
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))


def is_blank(text: str) -> bool:
    """Whether there is nothing in it to read: no text, or only spaces, direction marks and what has no width."""
    return all(unicodedata.category(letter) in _UNSEEN or letter in _INKLESS for letter in text)


def format_number(number: float) -> str:
    """A number as a person writes it: no exponent, no needless zeros; blank for what is not a number."""
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def to_number(text: str) -> float:
    """The number in a text; NaN for anything else, as in XPath."""
    return float(text) if _NUMBER.fullmatch(text) else math.nan


def to_days(text: str) -> float:
    """Days since 1970-01-01 of a date or date-time, the fraction of a day of a time, else the number in the text.

    The wall clock counts and the offset does not: desk and registry must agree whatever zone they stand in.
    """
    if _NUMBER.fullmatch(text):
        return float(text)
    stripped = text.strip()
    date = _DATE.fullmatch(stripped)
    if date is None:
        clock = _TIME.fullmatch(stripped)
        return _fraction(clock) if clock else math.nan
    try:
        days = dt.date(int(date[1]), int(date[2]), int(date[3])).toordinal() - _EPOCH
    except ValueError:
        return math.nan
    clock = _TIME.fullmatch(stripped[11:])
    return days + _fraction(clock) if clock else float(days)


def from_days(days: float) -> str:
    """The date of a day number; blank when there is none."""
    if math.isnan(days) or not 1 - _EPOCH <= days < _LAST + 1:
        return ""
    return dt.date.fromordinal(math.floor(days) + _EPOCH).isoformat()


def moment_of(days: float) -> dt.datetime | None:
    """The moment of a day number, by the wall clock; None when there is none."""
    if not -_EPOCH <= days <= _LAST + 1:
        return None
    milliseconds = round(days * _DAY)
    within = (1 - _EPOCH) * _DAY <= milliseconds < (_LAST + 1) * _DAY
    return dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=milliseconds) if within else None


def datetime_text(moment: dt.datetime) -> str:
    """A moment as ODK writes it: milliseconds and, when known, the offset."""
    return moment.isoformat(timespec="milliseconds")


def _is_time(clock: re.Match[str]) -> bool:
    return int(clock[1]) <= 23 and int(clock[2]) <= 59 and int(clock[3] or 0) <= 59


def _fraction(clock: re.Match[str]) -> float:
    """The part of a day gone by; NaN for 25 o'clock."""
    if not _is_time(clock):
        return math.nan
    seconds = int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3] or 0) + float(clock[4] or 0)
    return seconds / 86400


def _accept_integer(text: str) -> str:
    folded = fold_digits(text).strip()
    if not _INTEGER.fullmatch(folded):
        raise BadValue(text)
    return str(int(folded))


def _accept_decimal(text: str) -> str:
    folded = fold_digits(text).strip().replace("٫", ".")
    if not _DECIMAL.fullmatch(folded):
        raise BadValue(text)
    number = Decimal(folded)
    return format(number.normalize() if number % 1 else number.quantize(Decimal(1)), "f")


def _accept_date(text: str) -> str:
    folded = fold_digits(text).strip()
    date = _DATE.fullmatch(folded)
    if date is None or math.isnan(to_days(folded)):
        raise BadValue(text)
    if date[4] is not None:
        _accept_time(date[4])
    return folded[:10]


def _accept_time(text: str) -> str:
    folded = fold_digits(text).strip()
    match = _TIME.fullmatch(folded)
    if match is None or not _is_time(match):
        raise BadValue(text)
    return folded


def _accept_datetime(text: str) -> str:
    folded = fold_digits(text).strip()
    date, separator, clock = folded.partition("T")
    _accept_date(date)
    if separator:
        _accept_time(clock)
    return folded


def _accept_boolean(text: str) -> str:
    word = _BOOLEANS.get(text.strip().lower())
    if word is None:
        raise BadValue(text)
    return word


def _accept_geopoint(text: str) -> str:
    """Latitude, longitude, altitude and accuracy; the last two may be left out."""
    numbers = [to_number(part) for part in fold_digits(text).split()]
    within = len(numbers) in (2, 3, 4) and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180
    if not within or not all(map(math.isfinite, numbers)):
        raise BadValue(text)
    return " ".join(_with_point(number) for number in (*numbers, 0.0, 0.0)[:4])


def _with_point(number: float) -> str:
    return f"{number:.1f}" if number.is_integer() else format_number(number)


_BOOLEANS = {"true": "true", "1": "true", "false": "false", "0": "false"}
_ACCEPT: dict[DataType, Callable[[str], str]] = {
    DataType.TEXT: printable,
    DataType.INTEGER: _accept_integer,
    DataType.DECIMAL: _accept_decimal,
    DataType.BOOLEAN: _accept_boolean,
    DataType.DATE: _accept_date,
    DataType.TIME: _accept_time,
    DataType.DATETIME: _accept_datetime,
    DataType.GEOPOINT: _accept_geopoint,
    DataType.STRUCTURE: printable,
    DataType.UNKNOWN: printable,
}
