"""Whatever is answered in whatever order, the engine holds what working everything out from nothing would give."""

from __future__ import annotations

import os
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import Missing
from forms.errors import FormsFault
from forms.interview import Interview
from tests.forms.small_forms import begin, form, noon

PLACES = {
    "jr://file-csv/tehsils.csv": b"name,label,district\nl1,Cantt,yes\nl2,Raiwind,yes\nm1,Shujabad,no\n",
}
# ruff: noqa: E501 - the table is one line a row
HOUSEHOLD = """
| | type | name | label::English (en) | relevant | calculation | choice_filter | required | constraint | bind::pser:warn | bind::pser:missing | trigger | default |
| | select_one yes_no | district | D | | | | yes | | | | | |
| | select_one_from_file tehsils.csv | tehsil | T | | | district = ${district} | yes | | | | | |
| | select_multiple_from_file tehsils.csv | seen | S | ${open} != 'no' | | district = ${district} | | | | | | |
| | select_one yes_no | open | O | | | | | | | refused | | |
| | begin_repeat | member | Member of ${district} | | | | | | | | | |
| | text | name | Name | | | | ${district} = 'yes' | | | | | if(position(..) = 1, 'head', '') |
| | date | born | Born | | | | | . <= today() | ${age} < 90 | dont_know | | |
| | calculate | age | | | int((today() - ${born}) div 365.25) | | | | | | | |
| | begin_group | adult | Adult ${name} | ${age} >= 18 or ${born}/@pser:missing = 'dont_know' | | | | | | | | |
| | integer | wage | Wage of ${name} | ${open} = 'yes' | | | yes | . >= 0 | . < ${total} or position(../..) > 1 | refused | | |
| | calculate | share | | | ${wage} div sum(/data/member/adult/wage) | | | | | | | |
| | end_group | | | | | | | | | | | |
| | begin_repeat | card | Card | position(..) mod 2 = 1 | | | | | | | | |
| | integer | number | Number | | | | | count(/data/member/card[number = current()/.]) = 1 | | | | |
| | end_repeat | | | | | | | | | | | |
| | text | noted | Noted | | concat(${name}, '!') | | | | | | ${name} | |
| | calculate | place | | | position(..) | | | | | | | |
| | end_repeat | | | | | | | | | | | |
| | calculate | total | | | sum(${wage}) | | | | | | | |
| | calculate | adults | | | count(/data/member/adult) | | | | | | | |
| | calculate | cards | | | count(${card}) | | | | | | | |
| | calculate | youngest | | | max(${born}) | | | | | | | |
| | calculate | second | | | indexed-repeat(${name}, ${member}, 2) | | | | | | | |
| | note | many | Many: ${total} | ${total} > 100 | | | | | ${adults} < 3 | | | |
"""

TEXTS = st.sampled_from(
    [
        "",
        "yes",
        "no",
        "l1",
        "m1",
        "l1 l2",
        "l1 m1",
        "5",
        "60",
        "-1",
        "1.5",
        "2000-01-01",
        "2020-05-05",
        "1900-01-01",
        "?",
    ]
)
DEEDS = st.lists(
    st.tuples(st.sampled_from(["answer"] * 6 + ["add", "remove", "missing", "confirm"]), st.integers(0, 60), TEXTS),
    max_size=int(os.environ.get("FORMS_LONGEST_RUN", "25")),
)


def _answer(interview: Interview, place: int, text: str) -> None:
    refs = interview.questions() if place % 5 else interview.nodes()
    ref = refs[place % len(refs)]
    choices = interview.choices(ref)
    interview.answer(ref, choices[len(text) % len(choices)].value if choices and place % 3 else text)


def _add(interview: Interview, place: int, text: str) -> None:
    inner = place % 2 and interview.instances("/data/member")
    interview.add_repeat(f"/data/member[{interview.instances('/data/member')}]/card" if inner else "/data/member")


def _remove(interview: Interview, place: int, text: str) -> None:
    instances = [ref for ref in interview.nodes() if ref.endswith("]")]
    interview.remove_repeat(instances[place % len(instances)] if instances else "/data/member[1]")


def _missing(interview: Interview, place: int, text: str) -> None:
    refs = interview.questions()
    interview.mark_missing(refs[place % len(refs)], list(Missing)[place % 3])


def _confirm(interview: Interview, place: int, text: str) -> None:
    for found in interview.violations():
        interview.confirm(found.ref, found.rule, text, "0603017-04")


DEED: dict[str, Callable[[Interview, int, str], None]] = {
    "answer": _answer,
    "add": _add,
    "remove": _remove,
    "missing": _missing,
    "confirm": _confirm,
}


def _seen(interview: Interview) -> list[object]:
    refs = interview.nodes()
    return [
        interview.answers(),
        interview.questions(),
        interview.violations(),
        interview.overrides(),
        [(ref, interview.state(ref), interview.choices(ref), interview.label(ref)) for ref in refs],
        interview.submission(),
        interview.serialise(),
    ]


@settings(max_examples=int(os.environ.get("FORMS_RUNS", "60")), deadline=None)
@given(DEEDS)
def test_every_state_equals_one_worked_out_from_nothing(deeds: list[tuple[str, int, str]]) -> None:
    interview = begin(HOUSEHOLD, PLACES)
    for deed, place, text in deeds:
        try:
            DEED[deed](interview, place, text)
        except FormsFault:
            continue
        again = Interview.reopen(form(HOUSEHOLD, PLACES), interview.serialise(), clock=noon)
        assert _seen(again) == _seen(interview)
        sent = Interview.reopen(form(HOUSEHOLD, PLACES), interview.submission(), clock=noon)
        assert sent.submission() == interview.submission()


@settings(max_examples=30, deadline=None)
@given(DEEDS)
def test_a_change_names_every_node_that_looks_different(deeds: list[tuple[str, int, str]]) -> None:
    interview = begin(HOUSEHOLD, PLACES)
    for _deed, place, text in [deed for deed in deeds if deed[0] == "answer"]:
        before = {
            ref: (interview.state(ref), interview.label(ref), interview.choices(ref)) for ref in interview.nodes()
        }
        refs = [ref for ref in interview.nodes() if not ref.endswith("]")]
        try:
            change = interview.answer(refs[place % len(refs)], text)
        except FormsFault:
            continue
        for ref, seen in before.items():
            if (interview.state(ref), interview.label(ref), interview.choices(ref)) != seen:
                assert ref in change.refs
