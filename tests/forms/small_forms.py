"""Small forms written as tables beside the assertions that need them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache

from pyxform.xls2xform import convert

from forms.definition import FormDefinition
from forms.interview import Interview
from forms.xform import parse_xform

NOON = dt.datetime(2026, 3, 15, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=5)))
_YES_NO = """
| choices |
| | list_name | name | label::English (en) | label::Urdu (ur) |
| | yes_no | yes | Yes | ہاں |
| | yes_no | no | No | نہیں |
"""
_SETTINGS = """
| settings |
| | form_id | version | default_language | namespaces |
| | small | 1 | English (en) | pser="https://pser.punjab.gov.pk/xforms" |
"""


def table(*rows: Mapping[str, str]) -> str:
    """A survey table from rows by column, for forms with many columns."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "\n".join("| | " + " | ".join(line) + " |" for line in lines)


def noon() -> dt.datetime:
    """A clock that stands still."""
    return NOON


def form(survey: str, resources: Mapping[str, bytes] | None = None, choices: str = _YES_NO) -> FormDefinition:
    """The form of a survey table (`| | type | name | … |` rows), with a list yes_no and both languages."""
    return _form(survey, tuple((resources or {}).items()), choices)


@cache
def _form(survey: str, resources: tuple[tuple[str, bytes], ...], choices: str) -> FormDefinition:
    rows = "\n".join(line.strip() for line in survey.strip().splitlines())
    converted = convert(f"| survey |\n{rows}\n{choices}{_SETTINGS}", validate=False)
    return parse_xform(converted.xform.encode(), dict(resources))


def begin(survey: str, resources: Mapping[str, bytes] | None = None, choices: str = _YES_NO) -> Interview:
    """A fresh interview of such a form."""
    return Interview.start(form(survey, resources, choices), clock=noon, officer="0603017-04", device="desk-1")


def calculated(expression: str, **answers: str) -> str:
    """What an expression gives over text, integer and date answers named t…, i…, d… (decimals: n…)."""
    types = {"t": "text", "i": "integer", "d": "date", "n": "decimal", "m": "dateTime"}
    asked = "\n".join(f"| | {types[name[0]]} | {name} | {name} | |" for name in answers)
    table = f"| | type | name | label::English (en) | calculation |\n{asked}\n| | calculate | result | | {expression} |"
    interview = begin(table)
    for name, answer in answers.items():
        interview.answer(f"/data/{name}", answer)
    return interview.state("/data/result").value
