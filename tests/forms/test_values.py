"""Answers as text: what each type takes, and days and numbers at their edges."""

from __future__ import annotations

import math

import pytest

from forms.values import BadValue, DataType, accept, format_number, from_days, is_blank, moment_of, to_days, to_number
from tests.forms.foreign_forms import opened


@pytest.mark.parametrize(
    ("text", "data_type", "kept"),
    [
        ("", DataType.INTEGER, ""),
        (" +007 ", DataType.INTEGER, "7"),
        ("۴۲", DataType.INTEGER, "42"),
        ("2.50", DataType.DECIMAL, "2.5"),
        ("100", DataType.DECIMAL, "100"),
        ("۲٫۵", DataType.DECIMAL, "2.5"),
        (" TRUE ", DataType.BOOLEAN, "true"),
        ("0", DataType.BOOLEAN, "false"),
        ("2024-02-29", DataType.DATE, "2024-02-29"),
        ("2024-02-29T10:00", DataType.DATE, "2024-02-29"),
        ("10:30:15.5Z", DataType.TIME, "10:30:15.5Z"),
        ("2024-02-29", DataType.DATETIME, "2024-02-29"),
        ("2024-02-29T10:00", DataType.DATETIME, "2024-02-29T10:00"),
        ("31.5 74.3", DataType.GEOPOINT, "31.5 74.3 0.0 0.0"),
        ("0.00001 -74 12.25 3", DataType.GEOPOINT, "0.00001 -74.0 12.25 3.0"),
        ("e\u0301\x00", DataType.TEXT, "é"),
    ],
)
def test_an_answer_is_kept_in_one_spelling(text: str, data_type: DataType, kept: str) -> None:
    assert accept(text, data_type) == kept


@pytest.mark.parametrize(
    ("text", "data_type"),
    [
        ("12a", DataType.INTEGER),
        ("1234567890123456", DataType.INTEGER),
        ("1e3", DataType.DECIMAL),
        ("yes", DataType.BOOLEAN),
        ("2024-02-30", DataType.DATE),
        ("soon", DataType.DATE),
        ("2024-02-28Tnoon", DataType.DATE),
        ("24:00", DataType.TIME),
        ("10:60", DataType.TIME),
        ("2024-02-28T24:00", DataType.DATETIME),
        ("91 0", DataType.GEOPOINT),
        ("0 181", DataType.GEOPOINT),
        ("1", DataType.GEOPOINT),
        ("1 x", DataType.GEOPOINT),
        ("1 2 " + "9" * 400, DataType.GEOPOINT),
    ],
)
def test_what_is_not_of_the_type_is_refused(text: str, data_type: DataType) -> None:
    with pytest.raises(BadValue):
        accept(text, data_type)


def test_a_moment_worked_out_for_a_date_is_its_day() -> None:
    interview = opened("<d/>", '<bind nodeset="/data/d" type="date" calculate="now()"/>')

    assert interview.state("/data/d").value == "2026-03-15"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(math.nan, ""), (math.inf, "Infinity"), (-math.inf, "-Infinity"), (2.5e9, "2500000000"), (1e-7, "0.0000001")],
)
def test_a_number_is_shown_as_a_person_writes_it(number: float, shown: str) -> None:
    assert format_number(number) == shown


def test_days_are_counted_from_1970() -> None:
    assert to_days("1970-01-02T12:00:00.000+05:00") == 1.5
    assert to_days("06:00") == 0.25
    assert to_days(" 41 ") == to_number("41") == 41


@pytest.mark.parametrize("text", ["", "soon", "2024-13-01", "0000-01-01", "25:00", "2024-01-01T25:00"])
def test_what_is_no_day_has_no_number(text: str) -> None:
    assert math.isnan(to_days(text))


def test_the_calendar_ends_where_it_ends() -> None:
    assert from_days(1 - 719163) == "0001-01-01"
    assert from_days(2932896.9) == "9999-12-31"
    for days in (math.nan, math.inf, -math.inf, 0.5 - 719163, 2932897.0, 1e300):
        assert from_days(days) == ""
        assert moment_of(days) is None
    assert str(moment_of(2932896.5)) == "9999-12-31 12:00:00"
    assert moment_of(2932896.99999999999) is None  # rounded to the millisecond, it would be the year 10000


def test_spaces_marks_and_signs_without_ink_are_blank() -> None:
    assert is_blank(" \u200f\u3164")
    assert not is_blank("۰")
