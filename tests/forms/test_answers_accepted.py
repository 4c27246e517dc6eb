"""Which text is an answer: where a type, a scale or a ranking says more than its spelling."""

from __future__ import annotations

import pytest

from forms.interview import Interview
from tests.forms.foreign_forms import opened


def range_question(*marks: str, kind: str = "int") -> Interview:
    attributes = " ".join(marks)
    return opened(
        "<q/>",
        f'<bind nodeset="/data/q" type="{kind}"/>',
        f'<range ref="/data/q" {attributes}><label>Q</label></range>',
    )


def stands(interview: Interview, text: str) -> bool:
    interview.answer("/data/q", text)
    return interview.state("/data/q").value == text and not interview.validate()


def test_a_date_with_an_hour_is_no_answer_to_a_date_question() -> None:
    interview = opened("<q/><t/>", '<bind nodeset="/data/q" type="date"/>', '<input ref="/data/q"/>')

    interview.answer("/data/q", "2025-03-07T14:30:00-08:00")

    state = interview.state("/data/q")
    assert (state.value, state.typed) == ("", "2025-03-07T14:30:00-08:00")
    assert [found.rule for found in interview.validate()] == ["type"]


def test_a_calculation_may_still_cut_the_hour_off() -> None:
    interview = opened("<q/>", '<bind nodeset="/data/q" type="date" calculate="now()"/>')

    assert interview.state("/data/q").value == "2026-03-15"


@pytest.mark.parametrize(
    ("text", "taken"), [("1", True), ("3", True), ("9", True), ("2", False), ("11", False), ("-1", False)]
)
def test_a_scale_takes_its_marks_and_nothing_between(text: str, taken: bool) -> None:
    assert stands(range_question('start="1"', 'end="10"', 'step="2"'), text) is taken


def test_a_scale_may_run_downwards_and_in_parts() -> None:
    downwards = range_question('start="1"', 'end="0"', 'step="-0.25"', kind="decimal")

    assert stands(downwards, "0.75") and stands(downwards, "")
    assert not stands(downwards, "0.8")


def test_a_scale_without_all_its_marks_takes_any_number() -> None:
    interview = range_question('start="1"', 'end="10"', kind="string")

    assert stands(interview, "77") and not stands(interview, "much")


def test_a_ranking_names_every_choice_once_or_is_blank() -> None:
    items = "".join(f"<item><label>{code}</label><value>{code}</value></item>" for code in "abc")
    interview = opened("<q/>", "", f'<odk:rank ref="/data/q"><label>Q</label>{items}</odk:rank>')

    assert stands(interview, "c a b") and stands(interview, "")
    assert not stands(interview, "c a")
    assert not stands(interview, "c a b d")


def test_a_calculation_that_is_not_of_its_type_is_blank() -> None:
    interview = opened("<q/>", """<bind nodeset="/data/q" type="geopoint" calculate="'here'"/>""")

    assert interview.state("/data/q").value == ""
